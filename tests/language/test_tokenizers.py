"""The two engines cut alike, and neither can be brought down by a text."""

from __future__ import annotations

import builtins
import pickle
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from vocli.errors import VocliError
from vocli.language import dictionary, mecab_engine
from vocli.language.dictionary import DictionaryError, compiled_dictionary, compiled_words
from vocli.language.pieces import pieces
from vocli.language.tokenizers import ENGINES, TOKENIZERS, build_tokenizer
from vocli.language.words import Word, all_words
from vocli.model import Tokenizer
from vocli.text import nfkc

SUBJECTS = (
    "電話が",
    "チャットの返事が",
    "浄水ボトルの交換時期が",
    "先月の請求書が",
    "アプリの画面が",
    "ｻﾎﾟｰﾄｾﾝﾀｰの対応が",
    "解約金の説明が",
    "お届け日の変更が",
    "フィルターのランプが",
    "二段階認証のコードが",
    "コンセントのまわりが",
    "11/7着予定のボトルが",
    "契約プランの違いが",
    "引き落としの金額が",
    "折TELの約束が",
    "会員ページのパスワードが",
    "置き配の指定が",
    "オペレーターさんの言い方が",
    "サーバー本体の音が",
    "クーポンが",
)
PREDICATES = (
    "つながりません。",
    "届かなくて困っています",
    "よく分からなかったです。",
    "おかしいのではないでしょうか？",
    "全然ちがうんですけど、どうなってるんですか!",
    "前より良くなりました。",
    "3回目とのこと。ご立腹。",
    "いつになるのか教えていただけますか。",
    "熱くて焦げたようなにおいがする",
    "まだ直っていないようです…",
)


def corpus() -> list[str]:
    return [nfkc(f"{subject}{predicate}") for subject in SUBJECTS for predicate in PREDICATES]


def test_both_engines_cut_alike(mecab: Tokenizer, janome: Tokenizer) -> None:
    texts = corpus()
    differing = [text for text in texts if mecab.tokens(text) != janome.tokens(text)]
    assert len(texts) == 200
    assert len(differing) <= 1, differing


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\u3000 ",
        "！" * 20_000,
        "ーーーー" * 3_000,
        "A1b2" * 1_000,
        "あ" * 5_000,
        "\u3000".join(["空白 と\tタブ", "改行\nです"]),
        "(#12) -- \"引用\", 'x' \\ %s {0}",
        "𠮷野家の鰻が😡😡高い",
        "電話がつながらないので困っている、" * 60,
    ],
)
def test_odd_texts_neither_hang_nor_differ(mecab: Tokenizer, janome: Tokenizer, text: str) -> None:
    folded = nfkc(text)
    start = time.perf_counter()
    tokens = mecab.tokens(folded)
    assert tokens == janome.tokens(folded)
    assert time.perf_counter() - start < 5
    assert all(token.surface.strip() for token in tokens)


def test_a_lone_surrogate_is_gone_after_folding(mecab: Tokenizer, janome: Tokenizer) -> None:
    text = nfkc("届\ud800かない\x00です")
    assert [token.surface for token in mecab.tokens(text)] == ["届か", "ない", "です"]
    assert mecab.tokens(text) == janome.tokens(text)


def test_the_desk_words_stay_whole(mecab: Tokenizer) -> None:
    surfaces = [
        token.surface
        for token in mecab.tokens("たらい回しのうえ折TELなし、再入電。解約金は聞いていない")
    ]
    assert {"たらい回し", "折TEL", "再入電", "解約金"} <= set(surfaces)


def test_latin_words_are_not_cut_by_short_entries(dictionary_cache: Path) -> None:
    tokenizer, _ = build_tokenizer("janome", ["OP"], dictionary_cache)
    assert [token.surface for token in tokenizer.tokens("OPENのOP")] == ["OPEN", "の", "OP"]


@pytest.mark.parametrize("engine", ["mecab", "janome"])
def test_the_users_words_go_into_both_engines(engine: str, dictionary_cache: Path) -> None:
    tokenizer, _ = build_tokenizer(engine, ["くるりん水", "アクア ノート"], dictionary_cache)
    tokens = tokenizer.tokens("くるりん水とアクア ノートを頼んだ")
    assert [token.surface for token in tokens] == [
        "くるりん水",
        "と",
        "アクア\u3000ノート",
        "を",
        "頼ん",
        "だ",
    ]


def test_words_do_not_depend_on_order_and_odd_ones_are_left_out() -> None:
    words = all_words(["ｶｰﾄ", "b,c", "あ" * 41, "", "カート"])
    assert words == all_words(["カート"])
    assert "カート" in [word.surface for word in words]


def test_an_unknown_name_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        build_tokenizer("sudachi", [], tmp_path)
    assert caught.value.code == "VOC-E301"
    assert all(name in caught.value.hint for name in ENGINES)


def test_registry_names_are_the_engines_names(mecab: Tokenizer, janome: Tokenizer) -> None:
    assert sorted(TOKENIZERS) == sorted([mecab.name, janome.name])


def test_without_fugashi_auto_falls_back_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _hide(monkeypatch, "fugashi")
    tokenizer, reason = build_tokenizer("auto", [], tmp_path)
    assert tokenizer.name == "janome"
    assert "fugashi" in reason


def test_without_fugashi_asking_for_mecab_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _hide(monkeypatch, "fugashi")
    with pytest.raises(VocliError) as caught:
        build_tokenizer("mecab", [], tmp_path)
    assert caught.value.code == "VOC-E302"


def test_a_cache_that_cannot_be_written_falls_back_and_says_where(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    tokenizer, reason = build_tokenizer("auto", [], blocked / "cache")
    assert tokenizer.name == "janome"
    assert str(blocked) in reason


def test_a_failing_compiler_falls_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", sys.executable + "-missing")
    tokenizer, reason = build_tokenizer("auto", [], tmp_path)
    assert tokenizer.name == "janome"
    assert reason
    assert [path.name for path in tmp_path.iterdir()] == []


def test_auto_takes_the_fast_engine(dictionary_cache: Path) -> None:
    tokenizer, reason = build_tokenizer("auto", [], dictionary_cache)
    assert (tokenizer.name, reason) == ("mecab", "")


def test_a_damaged_dictionary_is_built_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mecab: Tokenizer, dictionary_cache: Path
) -> None:
    good = next(dictionary_cache.glob("dictionary-*/sys.dic")).parent
    broken = tmp_path / "broken"
    broken.mkdir()
    monkeypatch.setattr(
        mecab_engine, "compiled_dictionary", lambda cache: broken if broken.exists() else good
    )
    tokenizer = mecab_engine.MecabTokenizer([], tmp_path)
    assert not broken.exists()
    assert tokenizer.tokens("電話")


def test_what_is_left_behind_is_one_private_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dictionary, "_run", _pretend_to_build)
    folder = compiled_dictionary(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [folder.name]
    assert sorted(path.name for path in folder.iterdir()) == sorted(dictionary._COMPILED)
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_stale_lock_only_delays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dictionary, "_run", _pretend_to_build)
    monkeypatch.setattr(dictionary, "_LOCK_SECONDS", 0.2)
    name = compiled_dictionary(tmp_path / "elsewhere").name
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / f"{name}.lock").write_text("")
    assert compiled_dictionary(cache).is_dir()


def test_two_first_runs_at_once_build_one_dictionary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built: list[Path] = []

    def build_slowly(work: Path) -> None:
        time.sleep(0.3)
        _pretend_to_build(work)
        built.append(work)

    monkeypatch.setattr(dictionary, "_run", build_slowly)
    runs = [threading.Thread(target=compiled_dictionary, args=(tmp_path,)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(built) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_losing_the_race_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def lose(work: Path) -> None:
        _pretend_to_build(work)
        winner.mkdir()
        (winner / "sys.dic").write_text("theirs")

    monkeypatch.setattr(dictionary, "_run", _pretend_to_build)
    winner = tmp_path / compiled_dictionary(tmp_path / "elsewhere").name
    monkeypatch.setattr(dictionary, "_run", lose)
    assert (compiled_dictionary(tmp_path) / "sys.dic").read_text() == "theirs"


def test_other_words_need_another_file_but_not_another_dictionary(dictionary_cache: Path) -> None:
    folder = compiled_dictionary(dictionary_cache)
    pos = "名詞,固有名詞,一般"
    one, two = (compiled_words([Word(surface, pos)], folder) for surface in ("くるり", "きらり"))
    assert one != two
    assert compiled_words([Word("くるり", pos)], folder) == one
    if sys.platform != "win32":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


@pytest.mark.parametrize("code", [0, 1])
def test_a_compiler_without_result_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    done = subprocess.CompletedProcess[bytes]([], code)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    with pytest.raises(DictionaryError):
        compiled_dictionary(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_tokenizer_travels_to_another_process(mecab: Tokenizer) -> None:
    copy = pickle.loads(pickle.dumps(mecab))
    assert copy.tokens("電話がつながらない") == mecab.tokens("電話がつながらない")


def test_pieces_are_short_and_lose_nothing_but_runs() -> None:
    text = "昨日から水が出ないので困っています。" * 100
    found = pieces(text)
    assert "".join(found) == text
    assert max(map(len, found)) <= 900
    assert len(found) > 2


def _hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, globals, locals, fromlist or (), level)

    monkeypatch.setattr(builtins, "__import__", without)


def _pretend_to_build(work: Path) -> None:
    for name in dictionary._COMPILED:
        (work / name).write_text("")


@pytest.mark.skipif(sys.platform == "win32", reason="a path is no string of bytes there")
def test_a_path_reaches_mecab_as_its_bytes_whatever_the_locale() -> None:
    # As Python holds it where the locale knows ASCII only.
    held = "/home/水/it's".encode().decode("ascii", "surrogateescape")
    assert mecab_engine._quoted(Path(held)) == "'/home/水/it'\"'\"'s'"
    with pytest.raises(DictionaryError):
        mecab_engine._quoted(Path("/home/\udcff"))

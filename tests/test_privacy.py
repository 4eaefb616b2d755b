"""Personal data planted in exports appear in no output, message, file, cache or error of any command.

`CASES` has an entry for every command; a new command without one fails here.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vocli.cache import FILE
from vocli.insights.questions import QUESTIONS

# kind -> how it stands in a sentence, and what is searched for in every output.
PLANTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "mobile": ("090-1234-5678", ("090-1234-5678", "09012345678")),
    "landline": ("098-863-1234", ("098-863-1234", "0988631234")),
    "bracketed phone": ("(03)5555-0142", ("5555-0142", "0355550142")),
    "foreign form": ("+81-80-5555-0143", ("5555-0143", "8055550143")),
    "wide digits": ("０８０－９８７６－５４３２", ("９８７６－５４３２", "9876-5432", "98765432")),
    "mail": ("taro.yamada@example.co.jp", ("taro.yamada",)),
    "wide mail": ("ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ", ("ｈａｎａ＠", "hana@")),
    "card": ("4111 1111 1111 1111", ("4111 1111", "411111111111")),
    "postal": ("〒900-0014", ("900-0014", "9000014")),
    "name with a title": ("山田太郎様", ("山田太郎",)),
    "name with san": ("佐々木さん", ("佐々木",)),
    "own name": ("高橋と申します", ("高橋",)),
    "kana name": ("ヨナミネハル様", ("ヨナミネハル",)),
    "address": ("東京都港区芝公園9丁目9番9号コーポ芝205号室", ("芝公園9丁目", "9番9号", "205号室")),
    "birth date": ("生年月日1971年5月6日", ("1971年5月6日",)),
    "bank account": ("普通預金 口座番号 7654321", ("7654321",)),
    "my number": ("マイナンバー123456789018", ("123456789018",)),
    "ip address": ("IPアドレス203.0.113.77", ("203.0.113.77",)),
    "member number": ("会員番号M-77310042", ("77310042",)),
}
# Cells of columns that no analysis uses, and identifiers that become pseudonyms.
COLUMNS = {
    "会員番号": "M-77310042",
    "氏名": "与那嶺ハル",
    "フリガナ": "ヨナミネ ハル",
    "電話番号": "03-5555-0199",
    "メールアドレス": "haru.y@example.jp",
    "住所": "那覇市泉崎9-9-9 ハイツ泉崎 301号",
    "生年月日": "1971/05/06",
    "備考2": "お客様の携帯は080-5555-0177です",
}
SEARCHED = (
    *(word for _, words in PLANTED.values() for word in words),
    "77310042", "与那嶺", "ヨナミネ ハル", "5555-0199", "55550199", "haru.y", "泉崎9-9-9", "301号",
    "1971/05/06", "080-5555-0177", "08055550177", "5555-0188",
)  # fmt: skip
LABELS = {"商品": "卓上型S1 (090-5555-0188)", "拠点": "仙台", "取引先": "03-5555-0188"}
FORMS = ("table", "markdown", "csv", "json", "xlsx")
FULLEST = ("json", "xlsx")
QUESTION_FORMS = ("json",)
CHECK_FORMS = ("table", "markdown", "csv", "json", "junit", "sarif", "github")
SETTINGS = """
[privacy]
patterns = { "会員番号" = "M-[0-9]{8}" }
columns = ["住所"]
"""

Run = Callable[..., tuple[int, str, str]]
Rows = list[dict[str, str]]
Replaced = Callable[[Callable[..., Any], Callable[..., Any]], None]


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Exit code, stdout and stderr of a run inside this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOCLI_NO_ENCODER", "1")
    monkeypatch.setenv("VOCLI_JOBS", "1")
    from vocli.cli.boundary import invoke
    from vocli.cli.main import app

    def go(*argv: str) -> tuple[int, str, str]:
        code = invoke(app, argv)
        told = capsysbinary.readouterr()
        return code, told.out.decode("utf-8", "replace"), told.err.decode("utf-8", "replace")

    return go


# --- the exports ---------------------------------------------------------------------------------


def sentences() -> list[str]:
    """Complaints of several kinds, each with something planted."""
    frames = (
        "{}。届くと言われた日に荷物が届かず困っています。",
        "荷物が届かないので{}に連絡したのに返事がなく困っています。",
        "解約金がかかると聞いていない。{}まで説明してほしい。",
        "{}の件で電話がつながらず、三十分も待たされて腹が立つ。",
    )
    planted = [text for text, _ in PLANTED.values()]
    twice = [(kind + i, text) for kind, text in enumerate(planted) for i in (0, 2)]
    return [frames[i % 4].format(text) for i, text in twice]


def rows(start: str = "K") -> Rows:
    """One contact per sentence, with planted cells beside it."""
    found = []
    for i, text in enumerate(sentences()):
        day = f"2026/{9 + i % 3:02d}/{i % 28 + 1:02d} 10:{i % 60:02d}"
        answer = "山田太郎様へ折り返し。担当:佐々木"
        row = {"受付番号": f"{start}{i:03d}", "受付日時": day, **COLUMNS, **LABELS}
        found.append(row | {"申出内容": text, "対応内容": answer})
    return found


def as_csv(table: Rows, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode(encoding)


def as_workbook(table: Rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.append(list(table[0]))
    for row in table:
        page.append(list(row.values()))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@cache
def containers() -> dict[str, bytes]:
    """The same contacts as files of every sort."""
    few = json.dumps(rows("N")[:12], ensure_ascii=False)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows("P")[:12]]
    return {
        "calls.csv": as_csv(rows("K")),
        "old.csv": as_csv(rows("L"), "cp932"),
        "book.xlsx": as_workbook(rows("M")[:12]),
        "chat.json": few.encode(),
        "chat.ndjson": ("\n".join(lines) + "\n").encode(),
    }


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A folder with the same contacts in every container, and labelled sentences beside it."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for name, content in containers().items():
        (folder / name).write_bytes(content)
    text = "お電話は090-1234-5678です"
    (tmp_path / "labelled.csv").write_text(
        f"text,planted,kind\n{text},090-1234-5678,phone\n", encoding="utf-8"
    )
    (tmp_path / "vocli.toml").write_text(SETTINGS, encoding="utf-8")
    person = [COLUMNS["会員番号"], COLUMNS["電話番号"], COLUMNS["メールアドレス"]]
    (tmp_path / "identity.csv").write_text(
        "会員番号,電話番号,メールアドレス\n" + ",".join(person) + "\n", encoding="utf-8"
    )
    (tmp_path / "customers.csv").write_text(
        f"会員番号,氏名,契約日,解約日\n{person[0]},{COLUMNS['氏名']},2024/01/01,\n",
        encoding="utf-8",
    )
    (tmp_path / "talk.csv").write_bytes(as_csv(talk()))
    return folder


def talk() -> Rows:
    """A chat per sentence: the customer's turn, and an agent who gives it back."""
    found = []
    for i, text in enumerate(sentences()):
        head = {"会話ID": f"T{i:03d}", "日時": f"2026/10/{i % 28 + 1:02d} 10:00"}
        names = {"担当者": "佐々木", "送信者": "お客様"}
        found.append(head | names | {"本文": text})
        reply = f"{text[:40]}ということですね。山田太郎様、090-1234-5678でお間違いないでしょうか。"
        found.append(head | names | {"送信者": "オペレーター", "本文": reply})
    return found


ALL = ("exports/calls.csv", "exports/old.csv", "exports/book.xlsx", "exports/chat.json",
       "exports/chat.ndjson")  # fmt: skip
WORDS = "荷物,解約金,電話,連絡,説明"
# The runs of each command; a word `FILES` becomes all exports. What a command takes of `--format`, `-o`
# and so on is added by the tests below.
CASES: dict[str, tuple[tuple[str, ...], ...]] = {
    "inspect": (("FILES",),),
    "themes": (
        (
            "FILES",
            "--all",
            "--explain",
            "--identity",
            "identity.csv",
            "--customers",
            "customers.csv",
        ),
        ("FILES", "--signal", "any", "--audience", "社外"),
    ),
    "quotes": (("未分類", "FILES", "--all"), ("--word", WORDS, "FILES", "--all")),
    "signals": (("FILES",),),
    "report": (("FILES",), ("FILES", "--audience", "社外")),
    "metrics": (("FILES", "--customers", "customers.csv"),),
    "drivers": (),  # needs scores: its labels are those of themes and signals
    "delight": (("FILES",),),
    "expectations": (("FILES",),),
    "ask": ((WORDS, "FILES"),),
    "consistency": (("FILES", "--identity", "identity.csv"),),
    "journey": (("FILES", "--customers", "customers.csv"),),
    "resolution": (("FILES",),),
    "accounts": (("FILES", "--customers", "customers.csv"), ("FILES", "--audience", "社外")),
    "first-impression": (("FILES", "--customers", "customers.csv", "--joined-within", "9999"),),
    "opportunities": (("FILES", "--customers", "customers.csv"),),
    "escalation": (("FILES",),),
    "followup": (("FILES",),),
    "faq": (("FILES",),),
    "watch": (("FILES", "--customers", "customers.csv"),),
    "route": (("FILES",),),
    "effect": (),  # needs a list of requests: its labels are names of themes
    "request": (),  # as effect; its voices are those of themes
    "weekly": (),  # writes files: a test of its own below
    "monthly": (),  # as weekly
    "replay": (),  # writes what weekly wrote
    "diff": (),  # reads what weekly wrote
    "history show": (),  # names of files and counts
    "history verify": (),
    "history forget": (),  # numbers of contacts
    "history prune": (),
    **{
        f"codebook {own}": ()  # names, terms and examples of the file itself; init: a test below
        for own in ("init", "build", "lint", "test", "rename", "retire", "merge", "split")
    },
    **{f"codebook {own}": () for own in ("promote", "diff", "import")},
    "listening": (("talk.csv", "--by", "担当"),),
    "customer": (("--lookup", COLUMNS["会員番号"], "FILES", "--identity", "identity.csv"),),
    "words": (("FILES", "--by", "取引先"),),
    "times": (("FILES", "--by", "商品"),),
    "signals learn": (),  # needs the encoder; keeps labels, which are masked as those of --by are
    "audit sample": (("FILES", "--size", "60"),),
    "audit score": (),  # reads what `audit sample` wrote
    "audit privacy": (("labelled.csv",),),
    "check": (
        ("FILES", "--fail-on", "never"),
        ("FILES", "--fail-on", "never", "--personal", "shared", "--max-findings", "0"),
    ),
    "mask": (),  # writes files instead of results: tests of its own below
    "formats": ((),),
    "config show": ((),),
    "cache info": (),  # a place and counts; what it holds: a test of its own below
    "cache clear": (),
}


def commands() -> list[tuple[str, ...]]:
    """Every run of CASES as words."""
    return [
        (*name.split(), *(w for word in case for w in (ALL if word == "FILES" else (word,))))
        for name, cases in CASES.items()
        for case in cases
    ]


def written_forms() -> list[tuple[tuple[str, ...], str]]:
    """Every run with every form that its command can write.

    The forms that hold most, of the exports in every container; what a container does to a text is done
    before a form is chosen, so that the other forms are written of one that holds everything planted.
    """
    return [
        (argv if form in FULLEST else tuple(word for word in argv if word not in ALL[1:]), form)
        for argv in commands()
        for form in forms_of(argv[0])
    ]


def forms_of(command: str) -> tuple[str, ...]:
    """What a command's results are written as here.

    The renderers are the same for all commands: a question's answer is looked for in the form that holds
    every row; the page that other people open is the report's.
    """
    if command == "check":
        return CHECK_FORMS
    if command == "report":
        return (*FULLEST, "html")
    return QUESTION_FORMS if command in QUESTIONS else FORMS


def leaks(text: str) -> list[str]:
    """What is found of the planted data."""
    return [word for word in SEARCHED if word in text]


def readable(path: Path) -> str:
    """All text of an output file; of a workbook all its parts, and their text without the marks."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig", "replace") + content.decode("cp932", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    return "\n".join([*parts, *(re.sub(r"<[^>]+>", "", part) for part in parts)])


def written(folder: Path) -> Iterator[Path]:
    """The files beside the exports."""
    kept = {"labelled.csv", "vocli.toml", "identity.csv", "customers.csv", "talk.csv"}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in kept:
            yield path


# --- the searches themselves ---------------------------------------------------------------------


def test_every_command_is_walked() -> None:
    from vocli.cli.commands import COMMANDS

    assert sorted(CASES) == sorted(COMMANDS)


@pytest.mark.parametrize("name", [*ALL])
def test_the_search_would_find_what_is_planted(exports: Path, name: str) -> None:
    text = readable(exports.parent / name)
    if name.endswith("json") or name.endswith("xlsx"):
        assert len(leaks(text)) >= 10
    else:
        assert [kind for kind, (plain, _) in PLANTED.items() if plain not in text] == []
        assert len(leaks(text)) >= len(PLANTED) + len(COLUMNS)


# --- results -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "form"),
    written_forms(),
    ids=lambda own: own if isinstance(own, str) else " ".join(own)[:50],
)
@pytest.mark.usefixtures("walked_once")
def test_no_result_holds_personal_data(
    run: Run, exports: Path, argv: tuple[str, ...], form: str
) -> None:
    code, out, err = run(*argv, "--format", form, "-o", f"out.{form}")
    assert code in (0, 1), err
    (path,) = written(exports.parent)
    text = readable(path)
    assert text
    assert leaks(text) == []
    assert leaks(out + err) == []


@pytest.mark.parametrize("argv", commands(), ids=lambda argv: " ".join(argv)[:50])
@pytest.mark.usefixtures("walked_once")
def test_no_screen_holds_personal_data(run: Run, exports: Path, argv: tuple[str, ...]) -> None:
    code, out, err = run(*argv, "--debug")
    assert code in (0, 1)
    assert out
    assert leaks(out + err) == []


def test_no_file_beside_a_result_holds_personal_data(run: Run, exports: Path) -> None:
    assert run("themes", *ALL, "--assignments", "a.csv", "-o", "x.md")[0] in (0, 1)
    found = {path.name: leaks(readable(path)) for path in written(exports.parent)}
    assert found == {"a.csv": [], "x.md": []}


def test_no_baseline_holds_personal_data(run: Run, exports: Path) -> None:
    argv = ("check", *ALL, "--fail-on", "never", "--baseline", "b.json", "--update-baseline")
    assert run(*argv)[0] == 0
    assert leaks((exports.parent / "b.json").read_text(encoding="utf-8")) == []


def test_a_masked_word_says_what_stood_there(run: Run, exports: Path) -> None:
    out = run("quotes", "--word", WORDS, ALL[0], "--all")[1]
    assert all(mask in out for mask in ("〔氏名〕", "〔電話番号〕", "〔メール〕"))


def test_the_search_sees_personal_data_that_was_asked_for(run: Run, exports: Path) -> None:
    out = run("quotes", "--word", WORDS, ALL[0], "--all", "--show-personal")[1]
    assert len(leaks(out)) >= len(PLANTED) - 1


@pytest.mark.parametrize("name", ALL)
def test_a_masked_file_holds_no_personal_data(run: Run, exports: Path, name: str) -> None:
    target = f"masked{Path(name).suffix}"
    code, out, err = run("mask", name, "-o", target, "--report", "--format", "json")
    assert code in (0, 1), err
    assert leaks(readable(exports.parent / target)) == []
    assert leaks(out + err) == []


@pytest.mark.usefixtures("walked_once")
def test_no_page_of_a_week_and_no_history_holds_personal_data(run: Run, exports: Path) -> None:
    folder = exports.parent
    (folder / "book.toml").write_text(_BOOK, encoding="utf-8")
    assert run("codebook", "build", *ALL, "--codebook", "book.toml")[0] in (0, 1)
    code, out, err = run("weekly", *ALL, "--codebook", "book.toml", "--customers", "customers.csv")
    assert code in (0, 1), err
    assert leaks(out + err) == []
    written_by_it = [*(folder / "reports").iterdir(), folder / "voc.db", folder / "book.lock"]
    assert len(written_by_it) >= 8
    for path in written_by_it:
        assert leaks(readable(path)) == [], path.name


_BOOK = """
format = 1
[[theme]]
id = "T01"
name = "困りごと"
must = ["困"]
terms = { "困る" = 1.0 }
examples = ["届かなくて困っています"]
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_what_is_written_is_its_owners(run: Run, exports: Path) -> None:
    run("themes", *ALL, "--assignments", "a.csv", "-o", "out.xlsx")
    run("mask", ALL[0], "-o", "masked.csv")
    rights = {p.name: stat.S_IMODE(p.stat().st_mode) for p in written(exports.parent)}
    assert rights == dict.fromkeys(("a.csv", "masked.csv", "out.xlsx"), 0o600)


def test_nothing_is_left_in_the_cache(run: Run, exports: Path) -> None:
    run("themes", *ALL)
    # Plain surnames stand in the dictionary that lies there; a whole name, a number or an address do not.
    names = {"佐々木", "高橋", "与那嶺"}
    found = []
    for path in Path(os.environ["VOCLI_CACHE_DIR"]).rglob("*"):
        if path.is_file() and path.stat().st_size < 1_000_000:
            text = path.read_bytes().decode("utf-8", "ignore")
            found += [(path.name, word) for word in leaks(text) if word not in names]
    assert found == []


# --- what goes wrong -----------------------------------------------------------------------------

HEAD = "受付番号,受付日時,会員番号,氏名,電話番号,申出内容\n"
GOOD = "K{0},2026/09/0{1} 10:00,M-77310042,与那嶺ハル,03-5555-0199,荷物が届かず困っています{0}\n"


def ruined() -> dict[str, bytes]:
    """Files with something wrong, personal data where it goes wrong; named by what is wrong."""
    good = "".join(GOOD.format(i, i % 9 + 1) for i in range(40))
    row = "{},2026/09/01 10:00,M-77310042,与那嶺ハル,03-5555-0199,{}"
    first = row.format("K1", "山田太郎様の荷物が届かず困っています")
    two_texts = HEAD.replace("氏名", "お問い合わせ内容") + good
    return {
        "no_date.csv": (HEAD + good + "K900,山田太郎様,x,与那嶺ハル,03-5555-0199,高橋と申します\n").encode(),
        "ragged.csv": (HEAD + good + row.format("K901", "a,taro.yamada@example.co.jp,c") + "\n").encode(),
        "short.csv": (HEAD + good + "K902,与那嶺ハル\n").encode(),
        "quote.csv": (HEAD + good + row.format("K903", '"山田太郎様') + "\n").encode(),
        "cut.csv": (HEAD + good + row.format("K904", "090-1234-56")).encode(),
        "bad_byte.csv": (HEAD + good + row.format("K905", "090-1234-5678")).encode() + b"\xff\n",
        "mixed.csv": (HEAD + good).encode() + row.format("K906", "山田太郎様").encode("cp932") * 9,
        "binary.csv": HEAD.encode() + bytes(range(256)) * 9 + "山田太郎様".encode(),
        "utf16.csv": b"\xfe\xff" + (HEAD + good).encode("utf-16-le"),
        "no_header.csv": (first + "\n" + good).encode(),
        "same_id.csv": (HEAD + good + row.format("K1", "佐々木さんへ連絡") + "\n").encode(),
        "no_text.csv": "氏名,電話番号\n与那嶺ハル,03-5555-0199\n".encode(),
        "two_texts.csv": two_texts.replace("与那嶺ハル", "山田太郎様に届かない").encode(),
        "day_month.csv": (HEAD + good).replace("2026/09/0", "03/0").replace(" 10:00", "/2026").encode(),
        "broken.json": json.dumps(rows()[:3], ensure_ascii=False).encode()[:-40],
        "broken.ndjson": (json.dumps(rows()[0], ensure_ascii=False) + "\n{'氏名': '与那嶺ハル'\n").encode(),
        "empty_rows.json": json.dumps([{"氏名": "与那嶺ハル"}], ensure_ascii=False).encode(),
        "broken.xlsx": as_workbook(rows()[:3])[:-500],
        "header_is_personal.csv": (HEAD.strip() + ",090-1234-5678 山田太郎様\n" + good.replace("\n", ",x\n")).encode(),
    }  # fmt: skip


def argvs(name: str, form: str) -> list[tuple[str, ...]]:
    """Every command that reads files, on this one; as JSON one of those that analyse, for they share the form."""
    analysing = (("themes",), ("quotes", "--word", WORDS), ("signals",))
    reading = (("inspect",), *(analysing if form == "table" else analysing[:1]))
    return [*((*argv, name) for argv in reading), ("mask", name, "-o", "masked.out")]


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("name", ruined())
def test_no_complaint_about_a_file_holds_personal_data(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    (tmp_path / "vocli.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / name).write_bytes(ruined()[name])
    for argv in argvs(name, form):
        code, out, err = run(*argv, "--format", form, "--debug")
        assert code in (0, 1, 2), (argv, err)
        assert leaks(out + err) == [], argv


@pytest.mark.parametrize(
    "argv",
    [
        ["quotes", "ないテーマ", ALL[0]],
        ["themes", ALL[0], "--map", "text=ない列"],
        ["themes", ALL[0], "--map", "ない=申出内容"],
        ["themes", ALL[0], "--where", "nothing=1"],
        ["themes", ALL[0], "--profile", "none.toml"],
        ["mask", ALL[0], "-o", "no_such_folder/x.csv"],
        ["mask", ALL[0], "-o", ALL[0]],
        ["audit", "privacy", ALL[0]],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_no_error_holds_personal_data(run: Run, exports: Path, argv: list[str], form: str) -> None:
    code, out, err = run(*argv, "--format", form, "--debug")
    assert code == 2
    assert leaks(out + err) == []


def test_a_condition_does_not_tell_whose_contacts_were_asked_for(run: Run, exports: Path) -> None:
    argv = ("themes", ALL[0], "--where", f"customer_id={COLUMNS['会員番号']}", "--format")
    for form in ("table", "json"):
        code, out, err = run(*argv, form)
        assert code in (0, 1), err
        assert leaks(out + err) == []
    _, out, err = run(*argv, "table", "--since", "2030-01-01")
    assert leaks(out + err) == []


def test_what_runs_keep_to_be_faster_holds_nothing_personal(
    run: Run, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCLI_CACHE_MB", "50")
    monkeypatch.setenv("VOCLI_CACHE_DIR", str(tmp_path / "kept"))
    for argv in (("themes", *ALL), ("themes", ALL[0], "--show-personal")):
        code, _, err = run(*argv)
        assert code in (0, 1), err
    kept = readable(tmp_path / "kept" / FILE)
    assert "荷物" in kept
    assert leaks(kept) == []


DATA = [argv for argv in commands() if argv[0] not in ("formats", "config")]


@pytest.mark.parametrize(
    "argv", [*DATA, ("mask", ALL[0], "-o", "masked.csv")], ids=lambda argv: " ".join(argv)[:50]
)
def test_no_defect_holds_personal_data(
    run: Run, exports: Path, replaced: Replaced, argv: tuple[str, ...]
) -> None:
    def fail(text: str, *_: Any, **__: Any) -> str:
        raise KeyError(text)

    for original in masking_functions():
        replaced(original, fail)
    code, out, err = run(*argv, "--debug", "--format", "json")
    assert code == 4, err
    assert "KeyError" in err
    assert leaks(out + err) == []
    assert [p.name for p in written(exports.parent)] == []


def masking_functions() -> list[Callable[..., Any]]:
    """What masks one text, and what masks many."""
    from vocli.privacy import mask, mask_texts

    return [mask, mask_texts]


@pytest.mark.parametrize(
    "text",
    ["以前同様に使えない", "新仕様が分からない", "お客様に届く", "皆様にご案内", "異様に熱い"],
)
def test_words_that_end_in_the_title_are_no_names(text: str) -> None:
    from vocli.privacy import mask

    assert mask(text, None) == text

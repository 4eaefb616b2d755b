"""Personal data planted in an export appear in no output, message, file or error of any command."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

# Planted inside sentences that every command prints.
PLANTED = {
    "mobile": "090-1234-5678",
    "landline": "098-863-1234",
    "wide digits": "０８０－９８７６－５４３２",
    "mail": "taro.yamada@example.co.jp",
    "card": "4111 1111 1111 1111",
    "postal": "〒900-0014",
    "name with a title": "山田太郎様",
    "name with san": "佐々木さん",
    "own name": "高橋と申します",
}
# Digits alone count as found too: 4111111111111111 is the card all the same.
SEARCHED = (
    "090-1234-5678", "09012345678", "098-863-1234", "０８０－９８７６－５４３２", "080-9876-5432",
    "taro.yamada", "4111 1111", "411111111111", "900-0014", "山田太郎", "佐々木", "高橋",
)  # fmt: skip
# Columns that vocli does not use, and the customer's number, which becomes a pseudonym.
COLUMNS = {"氏名": "与那嶺ハル", "電話": "03-5555-0199", "会員番号": "M-77310042"}

Run = Callable[..., tuple[int, str, str]]


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
        return code, told.out.decode(), told.err.decode()

    return go


def sentences() -> list[str]:
    """Complaints of several kinds, each with something planted."""
    frames = (
        "{}。届くと言われた日に荷物が届かず困っています。",
        "荷物が届かないので{}に連絡したのに返事がなく困っています。",
        "解約金がかかると聞いていない。{}まで説明してほしい。",
        "{}の件で電話がつながらず、三十分も待たされて腹が立つ。",
    )
    return [frames[i % 4].format(PLANTED[key]) for key in PLANTED for i in range(6)]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """An export with planted data in the text, in the response and in columns of their own."""
    lines = ["受付番号,受付日時,会員番号,氏名,電話,商品,申出内容,対応内容"]
    for i, text in enumerate(sentences()):
        day = f"2026/{9 + i % 3:02d}/{i % 28 + 1:02d} 10:00"
        cells = [
            f"K{i:03d}",
            day,
            COLUMNS["会員番号"],
            COLUMNS["氏名"],
            COLUMNS["電話"],
            "卓上型S1",
        ]
        lines.append(",".join([*cells, text, f"{PLANTED['name with a title']}へ折り返し"]))
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def leaks(text: str) -> list[str]:
    """What is found of the planted data."""
    return [word for word in (*SEARCHED, *COLUMNS.values()) if word in text]


def readable(path: Path) -> str:
    """All text of an output file; of a workbook all its parts."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    return "\n".join(re.sub(r"<[^>]+>", " ", part) for part in parts)


def test_the_search_would_find_what_is_planted(calls: Path) -> None:
    text = calls.read_text(encoding="utf-8")
    assert [word for word in PLANTED.values() if word not in text] == []
    assert len(leaks(text)) >= len(PLANTED)


COMMANDS = (
    ["themes", "calls.csv", "--all", "--explain"],
    ["themes", "calls.csv", "--signal", "any"],
    ["quotes", "未分類", "calls.csv", "--all"],
    ["quotes", "--word", "荷物,解約金,電話,連絡", "calls.csv", "--all"],
    ["signals", "calls.csv"],
    ["inspect", "calls.csv"],
)


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_no_output_holds_personal_data(run: Run, calls: Path, argv: list[str], form: str) -> None:
    code, out, err = run(*argv, "--format", form)
    assert code in (0, 1)
    assert out
    assert leaks(out) == []
    assert leaks(err) == []


@pytest.mark.parametrize(
    "text",
    ["以前同様に使えない", "新仕様が分からない", "お客様に届く", "皆様にご案内", "異様に熱い"],
)
def test_words_that_end_in_the_title_are_no_names(text: str) -> None:
    from vocli.privacy import mask

    assert mask(text, None) == text


def test_a_masked_word_says_what_stood_there(run: Run, calls: Path) -> None:
    out = run("quotes", "--word", "荷物,解約金,電話,連絡", "calls.csv", "--all")[1]
    assert all(mask in out for mask in ("〔氏名〕", "〔電話番号〕", "〔メール〕"))


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.md", "out.txt", "out.xlsx"])
def test_no_file_holds_personal_data(run: Run, calls: Path, tmp_path: Path, name: str) -> None:
    assert run("themes", "calls.csv", "-o", name, "--assignments", "a.csv", "--all")[0] == 0
    assert leaks(readable(tmp_path / name)) == []
    assert leaks(readable(tmp_path / "a.csv")) == []


def test_nothing_is_left_in_the_cache(
    run: Run, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    run("themes", "calls.csv")
    found = []
    for path in Path(os.environ["VOCLI_CACHE_DIR"]).rglob("*"):
        if path.is_file() and path.stat().st_size < 1_000_000:
            content = path.read_bytes().decode("utf-8", "ignore")
            found += [
                (path.name, word) for word in leaks(content) if word not in {"佐々木", "高橋"}
            ]
    assert found == []


@pytest.mark.parametrize(
    "argv",
    [
        ["quotes", "ないテーマ", "calls.csv"],
        ["themes", "calls.csv", "--map", "text=ない列"],
        ["themes", "calls.csv", "--where", "nothing=1"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_no_error_holds_personal_data(run: Run, calls: Path, argv: list[str], form: str) -> None:
    code, out, err = run(*argv, "--format", form, "--debug")
    assert code == 2
    assert leaks(out + err) == []


def test_no_finding_holds_personal_data(run: Run, calls: Path) -> None:
    content = calls.read_bytes().split(b"\n")
    odd = [
        f"K900,いつか,x,与那嶺ハル,03-5555-0199,S1,{PLANTED['own name']}".encode(),
        b"K901,2026/09/01 10:00,x,y,z,S1,\xff" + PLANTED["mobile"].encode() + b",w",
        f"K902,2026/09/01 10:00,x,y,z,S1,a,b,{PLANTED['mail']},c".encode(),
        f"K001,2026/11/30 10:00,x,y,z,S1,{PLANTED['name with san']}からの苦情,b".encode(),
    ]
    # Enough good lines that one bad byte is a finding and not the end.
    good = [line.replace(b"K", b"L%d-" % i, 1) for i in range(20) for line in content[1:-1]]
    calls.write_bytes(b"\n".join([*content[:-1], *good, *odd, b""]))
    code, out, err = run("inspect", "calls.csv", "--format", "json")
    assert code == 1
    assert '"code": "VOC-F' in out
    assert leaks(out + err) == []


def test_no_defect_holds_personal_data(
    run: Run, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vocli.pipeline import survey

    def fail(texts: list[str], *_: object) -> list[str]:
        raise KeyError(texts[0])

    monkeypatch.setattr(survey, "mask_texts", fail)
    code, out, err = run("themes", "calls.csv", "--debug", "--format", "json")
    assert code == 4
    assert "mask_texts" in err
    assert leaks(out + err) == []

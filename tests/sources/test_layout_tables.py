"""Table layouts under change: a column dropped, renamed or moved is read the same, or told; never silently wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read
from vocli.sources.layout_toml import layouts, parse_layout

FOLDER = Path(__file__).parent.parent / "data" / "layouts"
TABLES = {layout.key: layout for layout in layouts() if layout.container == "table"}
FILES = sorted(p for p in FOLDER.glob("*.csv") if p.name.split(".")[0] in TABLES)
# What may differ without being wrong: places, hashes, and what a file's content decides as a whole.
_FREE = {
    "source_id", "source_row", "content_hash", "extra", "channel", "channel_raw", "voice_kind", "turn",
}  # fmt: skip
_TELLING = {"VOC-F118", "VOC-F119", "VOC-F125", "VOC-F106", "VOC-F114"}


def grid_of(path: Path) -> tuple[list[list[str]], int, int]:
    """(rows, index of the header, header rows) of a golden file."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig") if _is_utf8(data) else data.decode("cp932")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = max(range(min(6, len(rows))), key=lambda i: (sum(map(bool, rows[i])), -i))
    return rows, header, TABLES[path.name.split(".")[0]].rows.header_rows


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def written(tmp_path: Path, name: str, rows: list[list[str]]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = tmp_path / name
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def changed(path: Path, how: str) -> Iterator[tuple[str, list[list[str]]]]:
    """(column, rows) for every column of a file, dropped or renamed."""
    rows, header, depth = grid_of(path)
    for i, name in enumerate(rows[header]):
        if not name:
            continue
        if how == "drop":
            yield (
                name,
                [
                    row if n < header else [*row[:i], *row[i + 1 :]] if len(row) > i else row
                    for n, row in enumerate(rows)
                ],
            )
        else:
            new = [list(row) for row in rows]
            for n in range(header, header + depth):
                if i < len(new[n]) and new[n][i] and not new[n][i].startswith("{"):
                    new[n][i] = f"未知の欄{i}"
            yield name, new


def cells(records: Records) -> set[tuple[Any, ...]]:
    """Every value that was read, with its row and column; turns whole, without their number."""
    out: set[tuple[Any, ...]] = set()
    lines = sorted({*records.contacts["source_row"], *records.turns["source_row"]})
    nth = {line: i for i, line in enumerate(lines)}  # cells of several lines move what is below
    for row in records.contacts.to_dict("records"):
        for key, value in row.items():
            if str(key) not in _FREE and value not in ("", "unknown") and not pd.isna(value):
                out.add((nth[row["source_row"]], key, value))
    for row in records.turns.to_dict("records"):
        out.add((nth[row["source_row"]], row["speaker"], row["kind"], row["text"]))
    return out


@pytest.mark.parametrize("how", ["drop", "rename"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_changed_column_is_never_silently_wrong(path: Path, how: str, tmp_path: Path) -> None:
    before = cells(read([path], Reading()))
    # Where any question may be the one whose answers count, another question is no mistake.
    open_text = "text" not in TABLES[path.name.split(".")[0]].columns
    wrong = []
    for column, rows in changed(path, how):
        try:
            records = read([written(tmp_path, path.name, rows)], Reading())
        except VocliError:
            continue  # asked about
        if _TELLING & {finding.code for finding in records.findings}:
            continue
        for new in sorted(cells(records) - before, key=str):
            if len(new) == 3 and new[1] == "contact_id":
                continue  # another id that the layout knows, or a hash
            if not (open_text and len(new) == 4):
                wrong.append((column, new))
    assert not wrong, wrong[:4]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_order_of_columns_does_not_matter(path: Path, tmp_path: Path) -> None:
    rows, header, _ = grid_of(path)
    width = len(rows[header])
    if TABLES[path.name.split(".")[0]].detect.first or any(not cell for cell in rows[header]):
        pytest.skip("the place of a column is what this format is recognised by")
    turned = [
        row if n < header else [*row, *[""] * (width - len(row))][::-1]
        for n, row in enumerate(rows)
        if len(row) == width or n < header
    ]
    kept = [row for n, row in enumerate(rows) if len(row) == width or n < header]
    one = cells(read([written(tmp_path, path.name, kept)], Reading()))
    other = cells(read([written(tmp_path, path.name, turned)], Reading()))
    assert one == other


@pytest.mark.parametrize("key", sorted(TABLES))
def test_a_layout_says_what_its_exports_always_fill(key: str) -> None:
    layout = TABLES[key]
    assert set(layout.detect.expects) <= {*layout.columns, "speaker"}
    assert layout.title


def test_a_layout_with_an_unknown_entry_is_refused() -> None:
    text = 'title = "x"\ncontainer = "table"\ncolour = "red"\n[detect]\nheaders = ["a"]\n'
    with pytest.raises(VocliError) as error:
        parse_layout("x", text)
    assert error.value.code == "VOC-E117"


def test_a_profile_stands_on_a_layout_and_says_only_what_differs() -> None:
    layout = parse_layout(
        "mine", 'base = "line_official"\ntitle = "自社"\n[speaker]\nagents = ["係"]\n'
    )
    assert layout.speaker is not None
    assert layout.speaker.agents == ("係",)
    assert layout.speaker.words["user"] == "customer"
    assert layout.title == "自社"


def test_a_profile_on_a_layout_that_does_not_exist_is_refused() -> None:
    with pytest.raises(VocliError) as error:
        parse_layout("mine", 'base = "nothing"\ntitle = "x"\n[detect]\nheaders = ["a"]\n')
    assert error.value.code == "VOC-E117"

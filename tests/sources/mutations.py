"""A seeded mutator of export files: the same bytes, kind and seed give the same broken file.

Loaded by path (tests/sources/test_mutations.py, benchmarks/mutated_files.py); it imports nothing of vocli.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

ENCODINGS = ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be", "utf-8-sig", "iso2022_jp")
SUFFIXES = (
    ".csv",
    ".tsv",
    ".txt",
    ".json",
    ".ndjson",
    ".xlsx",
    ".xls",
    ".zip",
    ".vtt",
    ".srt",
    ".sbv",
)
TEXTS = (
    "水が三日も届きません。どうなっていますか。",
    "電話がつながりませんでした。\n二度かけ直しました。",
    "髙橋です。①の「解約金」が高すぎます。",
    "ありがとうございました。助かりました。",
    'カンマ,と"引用符"と;を含む文です。',
)
HEADER = ("受付番号", "受付日時", "チャネル", "申出内容", "対応内容", "満足度")


@dataclass(frozen=True)
class Broken:
    """A mutated file: its bytes, the suffix under which it is saved, and what was done to it."""

    data: bytes
    suffix: str
    steps: tuple[str, ...]


# --- whole files, one per kind -------------------------------------------------------------------


def whole(kind: str) -> bytes:
    """An unbroken export of a kind of KINDS."""
    return KINDS[kind][1]()


def _rows(count: int = 12) -> list[list[str]]:
    days = ("2026/11/{} 9:05", "令和8年11月{}日 9時05分", "2026-11-{:02}T00:05:00Z", "4633{}")
    return [
        [
            f"{i:04}",
            days[i % 4].format(1 + i % 9),
            ("電話", "メール", "LINE")[i % 3],
            TEXTS[i % len(TEXTS)],
            "案内した",
            str(1 + i % 5),
        ]
        for i in range(1, count + 1)
    ]


def _delimited(delimiter: str, encoding: str) -> bytes:
    def cell(text: str) -> str:
        plain = not any(ch in text for ch in f'{delimiter}"\n')
        return text if plain else '"' + text.replace('"', '""') + '"'

    lines = [delimiter.join(map(cell, row)) for row in [HEADER, *_rows()]]
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    text = mark + "\r\n".join(lines) + "\r\n"
    return (text.replace("髙", "高").replace("①", "") if encoding == "euc_jp" else text).encode(
        encoding
    )


def _objects() -> list[dict[str, object]]:
    return [
        {
            "id": row[0],
            "created_at": row[1],
            "messages": [
                {"role": "user", "text": row[3], "created_at": 1793491200 + int(row[0])},
                {"role": "agent", "text": row[4], "created_at": 1793491260 + int(row[0])},
            ],
            "tags": ["a", "b"],
            "nested": {"score": int(row[5]), "deep": {"x": None}},
        }
        for row in _rows(8)
    ]


def _json() -> bytes:
    return json.dumps(_objects(), ensure_ascii=False, indent=1).encode()


def _paged() -> bytes:
    return json.dumps({"tickets": _objects(), "next_page": None}, ensure_ascii=False).encode()


def _ndjson() -> bytes:
    return b"".join(json.dumps(o, ensure_ascii=False).encode() + b"\n" for o in _objects())


def _xlsx() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title in ("10月", "11月"):
        sheet = book.add_worksheet(title)
        sheet.merge_range("A1:F1", "応対一覧")
        for i, row in enumerate([HEADER, *_rows()], 1):
            sheet.write_row(i, 0, row if i == 1 else [f"{title}{row[0]}", *row[1:]])
        sheet.write_number(3, 1, 46329.5)
        sheet.write_formula(4, 5, "=1+1")
    book.close()
    return out.getvalue()


def _zip() -> bytes:
    day = [
        {"type": "message", "user": "U1", "text": text, "ts": f"17934912{i:02}.000100"}
        for i, text in enumerate(TEXTS)
    ]
    return _pack(
        {
            "users.json": b'[{"id":"U1","name":"a","is_bot":false}]',
            "channels.json": b'[{"id":"C1","name":"help"}]',
            "help/2026-11-01.json": json.dumps(day, ensure_ascii=False).encode(),
            "calls.csv": _delimited(",", "cp932"),
            "call.vtt": _cues("vtt"),
            "inner.zip": _pack({"talk.txt": _talk()}),
        }
    )


def _pack(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            box.writestr(info, data)
    return out.getvalue()


def _cues(form: str) -> bytes:
    blocks = ["WEBVTT\n\nNOTE 例"] if form == "vtt" else []
    for i, text in enumerate(TEXTS, 1):
        said = text.replace("\n", " ")
        if form == "vtt":
            voice = f"<v 佐藤>はい &amp; どうぞ</v>\n<v 田中>{said}</v>"
            blocks.append(f"{i}\n00:00:{i:02}.000 --> 00:00:{i:02}.900\n{voice}")
        elif form == "srt":
            blocks.append(f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n[SPEAKER_0{i % 2}]: {said}")
        else:
            blocks.append(f"0:00:{i:02}.000,0:00:{i:02}.900\n客: {said}")
    return ("\n\n".join(blocks) + "\n").encode()


def _talk() -> bytes:
    lines = ["[LINE] 山田 花子とのトーク履歴", "保存日時：2026/11/10 12:00", "", "2026/11/05(木)"]
    lines += [f'9:{i:02}\t山田 花子\t"{text}"' for i, text in enumerate(TEXTS)]
    lines += [
        "9:30\t窓口\t[写真]",
        "9:31\t\tメッセージの送信を取り消しました",
        "",
        "2026/11/06(金)",
        "0:00\t窓口\tはい",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv_cp932": (".csv", lambda: _delimited(",", "cp932")),
    "csv_utf8": (".csv", lambda: _delimited(",", "utf-8-sig")),
    "csv_euc": (".csv", lambda: _delimited(";", "euc_jp")),
    "tsv_utf16": (".txt", lambda: _delimited("\t", "utf-16-le")),
    "json": (".json", _json),
    "json_paged": (".json", _paged),
    "ndjson": (".ndjson", _ndjson),
    "xlsx": (".xlsx", _xlsx),
    "zip": (".zip", _zip),
    "vtt": (".vtt", lambda: _cues("vtt")),
    "srt": (".srt", lambda: _cues("srt")),
    "sbv": (".sbv", lambda: _cues("sbv")),
    "line": (".txt", _talk),
}

# --- what can go wrong with any file ---------------------------------------------------------------


def _span(data: bytes, rng: random.Random, most: int = 400) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, most))


def cut_end(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def cut_out(data: bytes, rng: random.Random) -> bytes:
    a, b = _span(data, rng)
    return data[:a] + data[b:]


def repeat(data: bytes, rng: random.Random) -> bytes:
    a, b = _span(data, rng)
    return data[:b] + data[a:b] * rng.randint(1, 20) + data[b:]


def append_itself(data: bytes, rng: random.Random) -> bytes:
    return data + data[: rng.randrange(len(data) + 1)]


def swap(data: bytes, rng: random.Random) -> bytes:
    (a, b), (c, d) = sorted([_span(data, rng), _span(data, rng)])
    return data if c < b else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def flip(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20)) if out else 0):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def overwrite(data: bytes, rng: random.Random) -> bytes:
    a, b = _span(data, rng, 30)
    return data[:a] + rng.randbytes(b - a) + data[b:]


def insert(data: bytes, rng: random.Random) -> bytes:
    a = rng.randrange(len(data) + 1)
    piece = rng.choice(
        (
            b"\0",
            b"\0" * 50,
            b'"',
            b'""',
            b"'",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\x1a",
            b"\x1b$B",
            b"\x82",
            b"\x80",
            b"\xed\xa0\x80",
            b"\\ud800",
            b"\r",
            b"\n\n\n",
            b"," * 30,
            b"-->",
            b"</v>",
            b"<v ",
            b"=cmd|' /C calc'!A0",
            "\u2028\x85\u200d".encode(),
            "\U00020bb7".encode(),
        )
    )
    return data[:a] + piece + data[a:]


def sprinkle(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(2, 15)):
        data = insert(data, rng)
    return data


def shuffle_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def drop_lines(data: bytes, rng: random.Random) -> bytes:
    return b"\n".join(line for line in data.split(b"\n") if rng.random() > 0.3)


def change_newlines(data: bytes, rng: random.Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(
        b"\n", rng.choice((b"\r", b"\r\n", b"\n\r", b"\r\r\n"))
    )


def drop_columns(data: bytes, rng: random.Random) -> bytes:
    mark = rng.choice((b",", b";", b"\t", b":"))
    gone = rng.randrange(6)
    lines = []
    for line in data.split(b"\n"):
        cells = line.split(mark)
        lines.append(mark.join(cells[:gone] + cells[gone + 1 :]) if rng.random() < 0.7 else line)
    return b"\n".join(lines)


def drop_quotes(data: bytes, rng: random.Random) -> bytes:
    return bytes(b for b in data if b != 0x22 or rng.random() > 0.3)


def transcode_lines(data: bytes, rng: random.Random) -> bytes:
    """Some lines in another encoding: files that somebody joined."""
    goal = rng.choice(ENCODINGS)
    share = rng.choice((0.02, 0.3, 1.0))
    lines = []
    for line in data.split(b"\n"):
        text = _decoded(line)
        lines.append(text.encode(goal, "replace") if text and rng.random() < share else line)
    return b"\n".join(lines)


def _decoded(line: bytes) -> str:
    for codec in ("utf-8", "cp932"):
        try:
            return line.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def huge_cell(data: bytes, rng: random.Random) -> bytes:
    a = rng.randrange(len(data) + 1)
    return (
        data[:a]
        + rng.choice((b"a", "水".encode(), "水".encode("cp932"), b"1", b"[LINE] ")) * 150_000
        + data[a:]
    )


def nest(data: bytes, rng: random.Random) -> bytes:
    depth = rng.choice((40, 2_000, 100_000))
    opening, closing = rng.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"messages":', b"}]")))
    inside = data if rng.random() < 0.5 else b"1"
    return opening * depth + inside + (closing * depth if rng.random() < 0.7 else b"")


def join_another(data: bytes, rng: random.Random) -> bytes:
    other = whole(rng.choice(("csv_cp932", "csv_utf8", "ndjson", "vtt", "line")))
    return data + other if rng.random() < 0.5 else other + data


def empty(data: bytes, rng: random.Random) -> bytes:
    return rng.choice((b"", b"\n", b" \r\n\t", b"\xef\xbb\xbf", b"\0\0\0", data[:1], data[:4]))


def break_inside(data: bytes, rng: random.Random) -> bytes:
    """A ZIP (or XLSX) whose members are broken, renamed or left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            members = {info.filename: box.read(info) for info in box.infolist()}
    except Exception:
        return flip(data, rng)
    for name in rng.sample(sorted(members), min(len(members), rng.randint(1, 3))):
        inner = members.pop(name)
        if rng.random() < 0.15:
            continue
        step = rng.choice(
            (cut_end, cut_out, flip, overwrite, insert, sprinkle, repeat, empty, digits)
        )
        goal = (
            name
            if rng.random() < 0.8
            else rng.choice(("../x.csv", "/x.csv", "~$x.xlsx", "x.csv", "a/b.json", ""))
        )
        members[goal] = step(inner, rng)
    return _pack(members)


def digits(data: bytes, rng: random.Random) -> bytes:
    """Some digits replaced: row numbers, sizes, times."""
    return bytes(
        48 + rng.randrange(10) if 48 <= b <= 57 and rng.random() < 0.05 else b for b in data
    )


STEPS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut_end,
    cut_out,
    repeat,
    append_itself,
    swap,
    flip,
    overwrite,
    insert,
    sprinkle,
    shuffle_lines,
    drop_lines,
    change_newlines,
    drop_columns,
    drop_quotes,
    transcode_lines,
    huge_cell,
    nest,
    join_another,
    empty,
    digits,
)


def mutate(data: bytes, kind: str, seed: int) -> Broken:
    """A file of a kind of KINDS broken in one to three ways that `seed` picks."""
    rng = random.Random(f"{kind}:{seed}")
    steps = [rng.choice(STEPS) for _ in range(rng.choice((1, 1, 2, 3)))]
    if kind in ("xlsx", "zip") and rng.random() < 0.7:
        steps[0] = break_inside
    for step in steps:
        data = step(data, rng)
    suffix = KINDS[kind][0] if rng.random() < 0.8 else rng.choice(SUFFIXES)
    return Broken(data, suffix, tuple(step.__name__ for step in steps))

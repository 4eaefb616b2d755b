"""JSON and NDJSON: string leaves change, every other character stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocli.errors import VocliError

SECRET, MASK = "ひみつ", "〔氏名〕"

words = st.sampled_from(
    ["水", "表示", "ソ\\能", SECRET, "a", '"', "\n", "/", "\u2028", "😀", "{", "]"]
)
strings = st.lists(words, max_size=4).map("".join)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), strings)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc表"), inner, max_size=3)
    ),
    max_leaves=10,
)
records = st.dictionaries(st.sampled_from(["text", "body", "meta"]), values, min_size=1)


def swap(value: Any) -> Any:
    """The value with masked strings."""
    if isinstance(value, str):
        return value.replace(SECRET, MASK)
    if isinstance(value, list):
        return [swap(one) for one in value]
    if isinstance(value, dict):
        return {key: swap(one) for key, one in value.items()}
    return value


@given(
    data=st.lists(records, min_size=1, max_size=4),
    escaped=st.booleans(),
    indent=st.sampled_from([None, 1, 4]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=60, deadline=None)
def test_only_string_leaves_change(
    rewrite: Any, replacing: Any, data: Any, escaped: bool, indent: Any, encoding: str
) -> None:
    before = json.dumps(data, ensure_ascii=escaped, indent=indent).encode(encoding)
    assert rewrite("any.json", before)[0] == before
    masked, rewriting = rewrite("any.json", before, replacing(SECRET, MASK))
    assert rewriting.kind == "json"
    assert masked == json.dumps(swap(data), ensure_ascii=escaped, indent=indent).encode(encoding)


@given(
    data=st.lists(records, min_size=1, max_size=5),
    escaped=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60, deadline=None)
def test_lines_stay_lines(
    rewrite: Any, replacing: Any, data: Any, escaped: bool, newline: str
) -> None:
    before, after = (
        newline.join(json.dumps(one, ensure_ascii=escaped) for one in rows).encode()
        for rows in (data, swap(data))
    )
    masked, rewriting = rewrite("any.ndjson", before, replacing(SECRET, MASK))
    assert rewriting.kind == "ndjson"
    assert masked == after


def test_cp932_letters_that_end_in_a_backslash_or_a_bracket(rewrite: Any, replacing: Any) -> None:
    # 表 is 95 5C, ー is 81 5B, ［ is 81 6D, ポ is 83 7C, 測 is 91 AA
    rows = [
        {"text": f"表示ー［ポ測］表{SECRET}表", "予定": "予"},
        {"text": "きのうから水が出ません"},
    ]
    before = json.dumps(rows, ensure_ascii=False).encode("cp932")
    masked, rewriting = rewrite("old.json", before, replacing(SECRET, MASK))
    assert rewriting.encoding == "CP932"
    assert masked == before.replace(SECRET.encode("cp932"), MASK.encode("cp932"))


def test_numbers_spaces_and_order_are_left(rewrite: Any, replacing: Any) -> None:
    text = '{ "b":1.50 ,"a" : 12345678901234567890,\n\t"t":"ひみつ\\/\\u3042"  }'
    masked, _ = rewrite("odd.json", text.encode(), replacing(SECRET, MASK))
    head = text.partition('"ひみつ')[0]
    assert masked.decode() == head + '"\\u3014\\u6c0f\\u540d\\u3015/\\u3042"  }'


def test_a_personal_key_masks_strings_and_numbers_but_no_null(rewrite: Any, replacing: Any) -> None:
    text = '{"customer":{"name":"大空","phone":312345678},"phone":null,"rows":[{"name":true}]}'
    masked, _ = rewrite("keys.json", text.encode(), replacing(SECRET, MASK))
    assert json.loads(masked) == {
        "customer": {"name": "〔氏名〕", "phone": "〔電話番号〕"},
        "phone": None,
        "rows": [{"name": True}],
    }


def test_an_id_is_kept_under_its_key(rewrite: Any) -> None:
    seen: list[Any] = []

    def spy(cells: Any) -> list[str]:
        seen.extend(cells)
        return [cell.text for cell in cells]

    rewrite("id.json", b'[{"ticket_id":"A-1","meta":{"note":"x"}}]', spy)
    assert [(cell.text, cell.kept, cell.headers) for cell in seen] == [
        ("A-1", True, ("ticket_id",)),
        ("x", False, ("note", "meta.note")),
    ]


def test_a_broken_line_is_masked_as_text_and_said(rewrite: Any, replacing: Any) -> None:
    text = '{"text":"ない"}\n{"text":"ひみつ\n{"text":"ひみつ"}\n'
    masked, rewriting = rewrite("broken.ndjson", text.encode(), replacing(SECRET, MASK))
    assert masked.decode() == text.replace(SECRET, MASK)
    assert [(f.code, f.row) for f in rewriting.account.findings] == [("VOC-F331", 2)]
    assert SECRET not in rewriting.account.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        '[{"a":1},]',
        '[{"a":1}',
        '{"a":01}',
        '{"a" 1}',
        "[1] [2]",
        '[{"a":"x\ty"}]',
        "[" * 2000,
        '{"a":}',
        '[{"a":tru}]',
        '{"a":1]',
    ],
)
def test_what_is_no_json_is_refused(rewrite: Any, text: str) -> None:
    with pytest.raises(VocliError) as caught:
        rewrite("bad.json", text.encode())
    assert caught.value.code == "VOC-E109"


def test_tokens_over_the_edges_of_pieces() -> None:
    from vocli.sources.rewrite.tokens import cut_leaves

    text = '[{"key": "a\\"b", "n": -1.5e3, "t": true}, "表"]'
    for size in range(1, 9):
        chunks = [text[i : i + size] for i in range(0, len(text), size)]
        pieces = list(cut_leaves(chunks))
        assert "".join(piece.raw for piece in pieces) == text
        assert [(p.raw, p.keys) for p in pieces if p.keys is not None] == [
            ('"a\\"b"', ('"key"',)),
            ("-1.5e3", ('"n"',)),
            ('"表"', ()),
        ]

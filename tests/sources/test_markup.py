"""Markup goes, words stay; whatever a file holds, a cleaner neither raises nor takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.sources.markup import CLEANERS

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<",
                ">",
                "&",
                "&amp;",
                "&#0;",
                "&#x110000;",
                "<p>",
                "</p>",
                "<div",
                "class='gmail_quote'>",
                "</div>",
                "<blockquote>",
                "</blockquote>",
                "<script>",
                "<!--",
                "-->",
                "<![CDATA[",
                "<?x",
                "[qt]",
                "[/qt]",
                "[To:1]",
                "[info]",
                "[/info]",
                "[code]",
                "[hr]",
                "<@U1>",
                "<#C1|a>",
                "<https://example.com|a>",
                ":smile:",
                "`",
                "```",
                "*",
                "**",
                "_",
                "~",
                "#",
                "![",
                "](",
                ")",
                "\\",
                "<at>",
                "</at>",
                "<attachment>",
                "[PII]",
                "%H_A%",
                "'",
                '"',
                "\n",
                "\r\n",
                "\xa0",
                "\u200b",
                "�",
                "水",
                "が",
                "出ない",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
)


@pytest.mark.parametrize("name", sorted(CLEANERS))
@given(pieces=PIECES)
def test_any_text_gives_a_text(name: str, pieces: list[str]) -> None:
    assert isinstance(CLEANERS[name]("".join(pieces)), str)


@pytest.mark.parametrize("name", sorted(CLEANERS))
@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a \"", "<!--", "<div>", "</div>", "[qt]", "[/qt]", "[", "![", "*", "_a", ":a", "&", " ", "\n", "水\n", "`", "<at>", "[To:1]", "%A", "#"],
)  # fmt: skip
def test_time_grows_with_length_only(name: str, piece: str) -> None:
    start = time.process_time()
    CLEANERS[name](piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", sorted(CLEANERS))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "水が出ません。",
        "10:30に届くはずの箱(2つ)が、まだ届きません!",
        "3*4*5 cm、file_name_a.pdf、5 < 8、A & B",
        "【至急】[型番]はS1です\n-5度と出ます",
    ],
)
def test_words_without_markup_stay(name: str, text: str) -> None:
    assert CLEANERS[name](text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>一行目</p>\n<p>二行目</p>", "一行目\n二行目"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<p>水が\n    出ない</p>", "水が出ない"),
        ("<b>Red</b>\n<i>lamp</i>", "Red lamp"),
        ("a&nbsp;b &lt;c&gt; &amp;amp;", "a b <c> &amp;"),
        ("<style>p{}</style>水<script>if(a<b){}</script>漏れ", "水漏れ"),
        ("<!-- 注 -->水<!DOCTYPE html>漏れ", "水漏れ"),
        ("水<!-- 閉じない", "水<!-- 閉じない"),
        ("佐山 <sayama@example.com> より", "佐山 <sayama@example.com> より"),
        ("<a href='https://example.com/?a=1&b=2' title=\"a > b\">画面</a>が白い", "画面が白い"),
        ("<blockquote>一<blockquote>二</blockquote>三</blockquote>四", "> 一\n> 二\n> 三\n四"),
        ("返答<div class='gmail_quote'>日付<br>引用</div>追記", "返答\n> 日付\n> 引用\n追記"),
        ("返答</div></blockquote><p>まだ", "返答\nまだ"),
        ("返答<div id='appendonsend'></div><p>前の話</p>", "返答\n> 前の話"),
        ("返答<div class='gmail_signature'>佐山<br>総務部</div>", "返答"),
        ("<o:p>水</o:p>漏れ", "水漏れ"),
        ("水<未定義>漏れ<br>", "水<未定義>漏れ"),
    ],
)  # fmt: skip
def test_html_is_what_a_reader_sees(text: str, clean: str) -> None:
    assert CLEANERS["html"](text) == clean


@pytest.mark.parametrize(
    ("name", "text", "clean"),
    [
        ("slack", "<mailto:a@example.com|a@example.com>へ", "a@example.comへ"),
        ("slack", "<https://example.com/a>を見た", "https://example.com/aを見た"),
        ("slack", "<!subteam^S1|@desk> 水が <水> _出ない_ ~もう~", "@... 水が <水> 出ない もう"),
        ("slack", "10:30:00 :tada::skin-tone-2: a:b:c", "10:30:00  a:b:c"),
        ("slack", "&amp;lt; &gt;", "&lt; >"),
        ("chatwork", "[To:1]佐藤さん\n[To:2]鈴木さん\n水漏れ", "水漏れ"),
        ("chatwork", "[To:1]水が出ません、佐藤さんへ", "水が出ません、佐藤さんへ"),
        ("chatwork", "[qt]開いたまま 水漏れ", "開いたまま 水漏れ"),
        ("chatwork", "閉じただけ[/qt] 水漏れ", "閉じただけ 水漏れ"),
        ("chatwork", "[download:1]a.png[/download]水漏れ", "a.png水漏れ"),
        ("markdown", "1. **水**\n> 引用\n~~旧~~ \\*a\\*", "1. 水\n> 引用\n旧 *a*"),
        ("teams", "<p>水<emoji alt=\"😀\" id=\"a\"></emoji></p>", "水😀"),
        ("asr", "[NAME]と[NAME_2]が%UH% ####円 [AC]", "〔伏せ字〕と〔伏せ字〕が 〔伏せ字〕円 [AC]"),
    ],
)  # fmt: skip
def test_each_notation(name: str, text: str, clean: str) -> None:
    assert CLEANERS[name](text) == clean

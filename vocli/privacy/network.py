"""IP addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔IPアドレス〕"
_V4 = re.compile(
    r"(?<![\dA-Za-z])(?<!\d\.)(?<![A-Za-z\d][-_])\d{1,3}(?:\.\d{1,3}){3}(?![\d])(?!\.\d)(?![A-Za-z])"
)
_V6 = re.compile(
    r"(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f:.]{4,45})[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![0-9A-Za-z:])(?!\.\d)"
)
_VERSION = re.compile(
    r"(?:ver(?:sion)?s?|v|rev|build|release|firmware|fw|os|ios|ipados|macos|android|windows|linux|chrome|edge|safari|firefox|driver|sdk|バージョン|ヴァージョン|ファーム(?:ウェア)?|ビルド"
    r"|リビジョン|ドライバー?|ソフト(?:ウェア)?|アプリ|プログラム|改訂|版数|第)[ .:=]{0,2}(?:の|が|は|を|版|番号|情報|\d[\d.]* ?(?:から|→|->|⇒|~) ?)?[ .:=]{0,2}$",
    re.IGNORECASE,
)
_VERSION_AFTER = re.compile(
    r" ?(?:版|系|以降|以前|以上|未満|項|章|節|に(?:更新|アップデート|バージョンアップ|上げ|した|して)|へ(?:更新|アップデート|バージョンアップ))"
)
_OUTLINE = re.compile(r"(?:項番?|章|節|手順|目次|第) ?$")
_COMPARED = re.compile(r" ?(?:と|から|より|→|⇒|->|~|、|,|/|および|または|の次の) ?")
_REACH = 24


def may(context: Context) -> bool:
    """Four numbers with dots, or colons."""
    return context.text.count(".") >= 3 or context.text.count(":") >= 2


def find(context: Context) -> Iterator[Hit]:
    """Addresses of version 4 and 6; four numbers that the words beside them call a version stay."""
    if ":" in context.text:
        for match in _V6.finditer(context.text):
            if _is_v6(match.group()):
                yield Hit(match.start(), match.end(), PLACEHOLDER)
    found = [match for match in _V4.finditer(context.text) if _is_v4(match.group())]
    # Ver.10.0.2.1と10.0.2.2: what is compared with a version is one, and so is the same one elsewhere.
    versions: set[str] = set()
    last = 0
    for match in found:
        compared = bool(last and _COMPARED.fullmatch(context.text, last, match.start()))
        last = match.end() if compared or _is_version(context.text, match) else 0
        versions |= {match.group()} if last else set()
    for match in found:
        if match.group() not in versions:
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def _is_v4(text: str) -> bool:
    return all(int(part) <= 255 for part in text.split("."))


def _is_version(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    if re.search(r"ip[^\d。\n]{0,10}$", before, re.IGNORECASE):
        return False
    return bool(
        _VERSION.search(before)
        or _OUTLINE.search(before)
        or _VERSION_AFTER.match(text, match.end())
    )


def _is_v6(text: str) -> bool:
    """Times (10:12:30) and lone colons are none; an address has a letter or five groups at least."""
    groups = [group for group in text.split(":") if group]
    if not (re.search(r"[A-Fa-f]", text) or len(groups) >= 5) or len(groups) < 2:
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True

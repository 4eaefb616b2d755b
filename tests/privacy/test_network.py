"""IP addresses go; versions, times and outlines stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔IPアドレス〕"


@pytest.mark.parametrize(
    "text",
    [
        "アプリ4.0.2",
        "Ver.1.2.3.4",
        "バージョン1.2.3.4に更新",
        "バージョンは10.2.3.4です",
        "アプリの1.2.3.4から不具合",
        "ファームウェア 2.0.10.1",
        "1.2.3.4にアップデートした",
        "iOS 17.1.2.3",
        "10:12:30に入電",
        "9:00:12:30",
        "項番1.2.3.4",
        "300.1.2.3",
        "1.2.3.4.5",
        "std::sort",
        "v1.2.3.4",
        "00:1A:2B:3C:4D:5E",
        "3.1.2.4項を参照",
        "10::12",
        "Ver.10.0.2.1と10.0.2.2の違い",
    ],
)
def test_versions_and_times_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("192.0.2.15からアクセス", f"{X}からアクセス"),
        ("IPは198.51.100.7です", f"IPは{X}です"),
        ("IPアドレス:１９２．０．２．１", f"IPアドレス:{X}"),
        ("203.0.113.9:8080", f"{X}:8080"),
        ("192.0.2.0/24", f"{X}/24"),
        ("2001:db8::1から", f"{X}から"),
        ("2001:0db8:85a3:0000:0000:8a2e:0370:7334", X),
        ("fe80::1ff:fe23:4567:890a", X),
        ("::ffff:192.0.2.1", X),
        ("アプリのIP 192.0.2.3", f"アプリのIP {X}"),
    ],
)
def test_addresses_go(text: str, masked: str) -> None:
    assert mask(text) == masked

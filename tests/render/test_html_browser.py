"""The page in a real browser: its own style is let in by its own policy, and something is to be seen."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zlib
from collections import Counter
from pathlib import Path

import pytest

from vocli.model.report import Report
from vocli.render import RenderOptions, render

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
WIDTH, HEIGHT = 1200, 900


def find_browser() -> str:
    """VOCLI_CHROMIUM, else the first that is installed; "" without one."""
    named = os.environ.get("VOCLI_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, BROWSERS)), "")


BROWSER = find_browser()
needs_browser = pytest.mark.skipif(
    not BROWSER, reason="no Chromium is installed, and VOCLI_CHROMIUM names none"
)


def photograph(page: Path, picture: Path) -> str:
    """Writes the picture; gives what the browser says, refused styles among it."""
    done = subprocess.run(
        [
            BROWSER,
            "--headless=new",
            "--disable-gpu",
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            "--hide-scrollbars",
            "--enable-logging=stderr",
            f"--user-data-dir={picture.parent / 'profile'}",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={picture}",
            page.as_uri(),
        ],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    return done.stderr


def rows_of(picture: bytes) -> list[bytes]:
    """The rows of a PNG as they are stored (8 bits, no interlacing): enough to tell how many differ."""
    at, data, size = 8, b"", (0, 0, 0)
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        body = picture[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            wide, high, _, colour = struct.unpack(">IIBB", body[:10])
            size = (wide, high, {2: 3, 6: 4}[colour])
        if kind == b"IDAT":
            data += body
        at += 12 + length
    raw, stride = zlib.decompress(data), 1 + size[0] * size[2]
    return [raw[n * stride : (n + 1) * stride] for n in range(size[1])]


def test_a_blank_picture_is_told_from_a_page() -> None:
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + b"\xff" * 12 for _ in range(4)))
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    blank = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I4s", len(c), k) + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in chunks
    )
    assert len(Counter(rows_of(blank))) == 1


@needs_browser
def test_the_page_is_shown_with_its_style(story: Report, tmp_path: Path) -> None:
    page, picture = tmp_path / "週報 page.html", tmp_path / "page.png"
    page.write_bytes(render(story, "html", RenderOptions()))
    told = photograph(page, picture)
    assert picture.exists(), told
    assert "Content Security Policy" not in told
    rows = rows_of(picture.read_bytes())
    assert len(rows) == HEIGHT
    assert len(Counter(rows)) > HEIGHT // 10  # a blank page has a row or two that differ

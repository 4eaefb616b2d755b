"""Files rewritten by maskers that are told what to replace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from vocli.sources.rewrite import Cell, Mask, Rewriting, open_rewriting

WHOLE = {
    "氏名": "〔氏名〕",
    "電話番号": "〔電話番号〕",
    "name": "〔氏名〕",
    "phone": "〔電話番号〕",
}
Rewrite = Callable[..., tuple[bytes, Rewriting]]


@pytest.fixture(scope="session")
def keep() -> Mask:
    """The masker that finds nothing."""
    return lambda cells: [cell.text for cell in cells]


@pytest.fixture(scope="session")
def replacing() -> Callable[[str, str], Mask]:
    """A masker that knows one secret; columns of WHOLE and names that the file gives go as a whole."""

    def make(old: str, new: str) -> Mask:
        def mask(cells: Sequence[Cell]) -> list[str]:
            return [_masked(cell, old, new) for cell in cells]

        return mask

    return make


def _masked(cell: Cell, old: str, new: str) -> str:
    whole = cell.fixed or next((WHOLE[name] for name in cell.headers if name in WHOLE), "")
    if whole and cell.text.strip():
        return whole
    if cell.kept:
        return cell.text
    text = cell.text
    for name, placeholder in cell.names.items():
        text = text.replace(name, placeholder)
    return text.replace(old, new)


@pytest.fixture(scope="session")
def rewrite(tmp_path_factory: pytest.TempPathFactory, keep: Mask) -> Rewrite:
    """`rewrite("a.csv", content, mask)`: the bytes written, and the rewriting with its account."""
    folder: Path = tmp_path_factory.mktemp("rewrite")

    def go(name: str, content: bytes, mask: Mask = keep) -> tuple[bytes, Rewriting]:
        path = folder / name
        path.write_bytes(content)
        rewriting = open_rewriting(path)
        return b"".join(rewriting.chunks(mask)), rewriting

    return go

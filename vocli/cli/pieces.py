"""A file that comes in pieces: whose error is it when one does not come?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class MakerError(Exception):
    """An error of the one who makes the pieces: a disk that cannot be read is not one that is full."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


class Guarded:
    """Pieces whose maker's errors cannot be taken for those of writing."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._chunks
        except Exception as error:
            raise MakerError(error) from error

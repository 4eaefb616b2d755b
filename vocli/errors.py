"""The one error that vocli raises on purpose, and the exit codes it ends with."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; docs/exit-codes.md explains each."""

    OK = 0
    FINDINGS = 1
    FAILED = 2
    ALERT = 3
    DEFECT = 4
    INTERRUPTED = 130


class VocliError(Exception):
    """What was asked cannot be done; the reader can mend it.

    `code` is stable and documented in docs/errors.md. `what` says what happened, `where` names the
    file, row or column, `hint` says what to do. None of them ever holds a customer's words.
    """

    def __init__(self, code: str, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.where = where
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not survive a process boundary by themselves.
        return (_rebuild, (self.code, self.what, self.where, self.hint))


def _rebuild(code: str, what: str, where: str, hint: str) -> VocliError:
    return VocliError(code, what, where=where, hint=hint)

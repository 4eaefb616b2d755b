"""届くはずのファイルがありません。

悪い例: expect に "chat*.csv" があるのに、calls.csv しか届いていない
良い例: calls.csv と chat_log.csv が届いている
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from vocli.checks.baseline import file_name
from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.model import Finding, Severity, Sheet


class ExpectedFile(Plain):
    """Patterns of `expect` that no file matches, by its name or its path."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._paths = list(context.delivered)

    def close(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Nothing yet."""
        self._paths.append(sheet.path)
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per pattern."""
        plain = [path.replace("\\", "/") for path in self._paths]
        # A file in an archive or a sheet of a workbook is named behind the file that holds it.
        names = {*plain, *map(file_name, plain), *(name.split("[", 1)[0] for name in plain)}
        names |= {file_name(name) for name in names}
        for pattern in self.context.expect:
            if not any(_fits(name, pattern) for name in names):
                yield found(RULE, "", pattern=pattern)


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")


RULE = Rule("VOC026", "expected_file", Severity.ERROR, ExpectedFile, __doc__)

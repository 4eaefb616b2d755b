"""テーマ定義表(--codebook)の例文が、自分のテーマに入りません(または入ってはいけない例文が入ります)。

例文の言葉は示しません。番号は、そのテーマの examples・counter_examples の中の順です。
codebook.lock が古いときは、VOC092 だけを示します。

悪い例: T03 の例文の2番目が T07 に入る
良い例: すべての例文が自分のテーマに入り、counter_examples はほかに入る
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity


class CodebookExamples(Plain):
    """Tells of every sentence of the codebook that lies where it must not."""

    def finish(self) -> Iterator[Finding]:
        """One finding per sentence, at the line of its theme."""
        tried = self.context.codebook
        for trial in tried.failed if tried is not None else ():
            theme = tried.book.theme(trial.theme_id) if tried is not None else None
            form = "counter" if not trial.example else "placed" if trial.placed else ""
            yield told(
                RULE, tried.book.path if tried else "", theme.line if theme else None, form=form,
                theme=trial.theme_id, number=trial.number, placed=trial.placed,
            )  # fmt: skip


RULE = Rule("VOC093", "codebook_examples", Severity.ERROR, CodebookExamples, __doc__)

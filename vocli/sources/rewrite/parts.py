"""Which parts of a workbook hold words of people beside its sheets, and where in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vocli.sources.rewrite.xmltext import Rules

NAME = "〔氏名〕"
# Nothing that people write stands in these, or only names that formulas point to.
_LEFT = re.compile(
    r"\[Content_Types\]\.xml|xl/(?:styles|calcChain|metadata)\.xml|xl/(?:theme|tables|slicers|tableSingleCells)/.*"
)
_SHEET_ATTRIBUTES = frozenset(
    {
        "hyperlink@display",
        "hyperlink@tooltip",
        "dataValidation@prompt",
        "dataValidation@promptTitle",
        "dataValidation@error",
        "dataValidation@errorTitle",
    }
)
_UNSEEN = re.compile(r".*(?:vbaProject\.bin|/media/.*|/embeddings/.*|/pivotCache/.*\.xml|\.vml)")


def is_seen(name: str) -> bool:
    """False for parts whose content is not, or not wholly, looked into."""
    return not _UNSEEN.fullmatch(name)


def sheet_rules(exact: Mapping[str, str]) -> Rules:
    """How what stands behind the rows of a sheet is masked."""
    return Rules(_SHEET_ATTRIBUTES, exact=exact)


def rules_of(name: str, exact: Mapping[str, str]) -> Rules | None:
    """How a part is masked; None for one that is copied."""
    if name.endswith(".rels"):
        return Rules(frozenset({"Relationship@Target"}), address=True, texts=False)
    if not name.endswith(".xml") or _LEFT.fullmatch(name):
        return None
    if name == "xl/workbook.xml":
        # The path of the one who saved it last holds an account's name.
        fixed = {"fileSharing@userName": NAME, "absPath@url": "/"}
        return Rules(fixed=fixed, texts=False)
    own = {
        "xl/pivotCache/": Rules(frozenset({"s@v"}), exact=exact),
        "xl/persons/": Rules(frozenset({"person@userId"}), {"person@displayName": NAME}),
        "docProps/": Rules(fixed={"creator": NAME, "lastModifiedBy": NAME, "Manager": NAME}),
    }
    folder = next((folder for folder in own if name.startswith(folder)), "")
    return own.get(folder, Rules(fixed={"author": NAME}, exact=exact))

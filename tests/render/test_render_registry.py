"""Every format is reachable by its name and by the name of a file."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.model.report import Report
from vocli.render import RENDERERS, SUFFIXES, RenderOptions, render


def test_an_unknown_format_names_the_known_ones(story: Report) -> None:
    with pytest.raises(VocliError) as caught:
        render(story, "pdf", RenderOptions())
    assert caught.value.code == "VOC-E701"
    assert "markdown" in caught.value.hint


@pytest.mark.parametrize("fmt", ["table", "markdown", "csv", "json", "xlsx"])
def test_equal_reports_give_equal_bytes(story: Report, fmt: str) -> None:
    data = render(story, fmt, RenderOptions())
    assert data
    assert data == render(story, fmt, RenderOptions())


def test_every_suffix_leads_to_a_renderer() -> None:
    assert set(SUFFIXES.values()) == set(RENDERERS)

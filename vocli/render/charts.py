"""Small drawings as inline SVG: bars by week, bars by name, a line in a cell, one divided bar.

Colours come from the page's style by class names; every drawing says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vocli.messages import t

if TYPE_CHECKING:
    from markupsafe import Markup

_STEP = 34  # pixels from one bar to the next
_BAR = 24
_HEIGHT = 120  # of the highest bar
_ABOVE, _BELOW = 16, 18  # room for the count above a bar and the label below
_LINE = (84, 20)  # width and height of a line in a cell
_NAMED = (320, 31, 10)  # bars by name: width, height of a row, thickness
_COUNT = 44  # room for the number behind a bar


def draw_columns(
    labels: Sequence[str], totals: Sequence[float], parts: Sequence[float] = ()
) -> Markup:
    """Bars side by side with their numbers above; `parts` are drawn inside, from the ground."""
    highest = max([*totals, 1])
    pieces = []
    for i, (label, total) in enumerate(zip(labels, totals, strict=True)):
        x, middle = 5 + i * _STEP, 5 + i * _STEP + _BAR / 2
        pieces.append(_column("bar", x, total / highest))
        if parts:
            pieces.append(_column("part", x, parts[i] / highest))
        top = _ABOVE + _HEIGHT * (1 - total / highest)
        pieces.append(_text(middle, top - 3, f"{total:,.0f}", "middle"))
        pieces.append(_text(middle, _ABOVE + _HEIGHT + 13, label, "middle"))
    told = t("render.comma").join(f"{a} {b:,.0f}" for a, b in zip(labels, totals, strict=True))
    size = (10 + len(labels) * _STEP, _ABOVE + _HEIGHT + _BELOW)
    return _svg("columns", size, told, pieces)


def draw_bars(
    labels: Sequence[str], values: Sequence[float], parts: Sequence[float] = ()
) -> Markup:
    """Bars below each other, the name above each, the number behind it; `parts` inside as above."""
    width, row, thick = _NAMED
    most = max([*values, 1])
    pieces = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        y = i * row
        pieces.append(_text(0, y + 11, label, "start"))
        length = (width - _COUNT) * value / most
        pieces.append(_rect("bar", (0, y + 15), (length, thick)))
        if parts:
            pieces.append(_rect("part", (0, y + 15), ((width - _COUNT) * parts[i] / most, thick)))
        pieces.append(_text(length + 5, y + 24, f"{value:,.0f}", "start"))
    told = t("render.comma").join(f"{a} {b:,.0f}" for a, b in zip(labels, values, strict=True))
    return _svg("bars", (width, row * len(labels)), told, pieces)


def draw_line(values: Sequence[float]) -> Markup:
    """A line without axes, its last value marked; from nothing at the bottom to the highest value."""
    width, height = _LINE
    highest = max([*values, 1])
    step = (width - 8) / max(1, len(values) - 1)
    points = [
        (4 + i * step, height - 3 - (height - 6) * value / highest)
        for i, value in enumerate(values)
    ]
    path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    x, y = points[-1] if points else (0.0, 0.0)
    pieces = [
        _mark('<polyline points="{}"/>', path),
        _mark('<circle cx="{}" cy="{}" r="2.5"/>', _number(x), _number(y)),
    ]
    return _svg("line", _LINE, " ".join(f"{value:,.0f}" for value in values), pieces)


def draw_divided(parts: Sequence[tuple[str, str, float]]) -> Markup:
    """One bar of the page's width, divided; each part as (class, name, number), from the left."""
    whole = sum(number for _, _, number in parts) or 1
    at, pieces = 0.0, []
    for name, _, number in parts:
        length = 1000 * number / whole
        pieces.append(_rect(name, (at, 0), (max(0.0, length - 3), 28)))
        at += length
    told = t("render.comma").join(f"{label} {number:,.0f}" for _, label, number in parts)
    return _svg("divided", (1000, 28), told, pieces, stretched=True)


def _svg(
    name: str,
    size: tuple[int, int],
    told: str,
    pieces: Sequence[Markup],
    *,
    stretched: bool = False,
) -> Markup:
    from markupsafe import Markup

    width, height = size
    fit = ' preserveAspectRatio="none"' if stretched else f' width="{width}" height="{height}"'
    head = Markup('<svg class="{}" viewBox="0 0 {} {}"{} role="img" aria-label="{}">').format(
        name, width, height, Markup(fit), told
    )
    return head + Markup("").join(pieces) + Markup("</svg>")


def _column(name: str, x: float, share: float) -> Markup:
    return _rect(name, (x, _ABOVE + _HEIGHT * (1 - share)), (_BAR, _HEIGHT * share))


def _rect(name: str, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    numbers = (_number(value) for value in (*at, *size))
    return _mark('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', name, *numbers)


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return _mark(
        '<text x="{}" y="{}" text-anchor="{}">{}</text>', _number(x), _number(y), anchor, text
    )


def _mark(form: str, *values: str) -> Markup:
    from markupsafe import Markup

    return Markup(form).format(*values)


def _number(value: float) -> str:
    """A length with one decimal at most, the same on every machine."""
    return f"{value + 0.0:.1f}".removesuffix(".0")

"""Questions that a support lead asks, one per file; each reads facts and returns a typed table."""

from vocli.insights import (
    check,
    detail,
    formats,
    funnel,
    inspection,
    phrases,
    plus,
    quotes,
    signals,
    themes,
)

# Every insight by the name it has in results; grep finds who answers what.
INSIGHTS = {
    "check": check,
    "funnel": funnel,
    "themes": themes,
    "phrases": phrases,
    "quotes": quotes,
    "signals": signals,
    "inspect": inspection,
    "formats": formats,
    "plus": plus,
    "detail": detail,
}

__all__ = [
    "INSIGHTS",
    "check",
    "detail",
    "formats",
    "funnel",
    "inspection",
    "phrases",
    "plus",
    "quotes",
    "signals",
    "themes",
]

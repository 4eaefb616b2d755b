"""The lock of a codebook as a file: JSON, one seat and one term a line, in and out."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Lock, Seat, Side

FORMAT = 1


def dump_lock(lock: Lock) -> str:
    """The lock as JSON, one seat and one term a line, so that a difference can be read."""
    head = {
        "format": FORMAT,
        "note": t("codebook.lock_note"),
        "edition": lock.edition,
        "digest": lock.digest,
        "tokenizer": lock.tokenizer,
        "encoder": lock.encoder,
        "threshold": lock.threshold,
    }
    lines = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    lines.append(_listed("seats", [_json(_plain(seat)) for seat in lock.seats], "[]"))
    lines.append(_listed("repeated", [_json(key) for key in sorted(lock.repeated)], "[]"))
    for side in Side:
        terms = [
            f"{_json(term)}: {value}" for term, value in sorted(lock.idf.get(side, {}).items())
        ]
        lines.append(_listed(f"idf_{side}", terms, "{}"))
    for side in Side:
        if later := lock.later.get(side):
            new = [f"{_json(term)}: {number}" for term, number in sorted(later.items())]
            lines.append(_listed(f"later_{side}", new, "{}"))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load_lock(text: str, path: str) -> Lock:
    """The lock that `dump_lock` wrote; VOC-E352 where it is none."""
    try:
        table = json.loads(text)
        if table["format"] != FORMAT:
            raise ValueError(table["format"])
        return Lock(
            edition=int(table["edition"]),
            digest=str(table["digest"]),
            tokenizer=str(table["tokenizer"]),
            encoder=str(table["encoder"]),
            threshold=float(table["threshold"]),
            idf={
                side: {str(term): float(value) for term, value in table[f"idf_{side}"].items()}
                for side in Side
            },
            repeated=frozenset(table["repeated"]),
            seats=tuple(_seat(entry) for entry in table["seats"]),
            later={
                side: {str(term): int(n) for term, n in table.get(f"later_{side}", {}).items()}
                for side in Side
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        text, hint = t("codebook.bad_lock"), t("codebook.bad_lock_hint")
        raise VocliError("VOC-E352", text, where=path, hint=hint) from None


def _plain(seat: Seat) -> dict[str, Any]:
    """The seat as JSON values; what is as usual is left out."""
    centroid = seat.centroid
    told = {
        "theme": seat.theme_id,
        "side": seat.side.value,
        "generation": seat.generation,
        "digest": seat.digest,
        "parents": list(seat.parents),
        "until": seat.until,
        "absorbs": seat.absorbs,
        "critical": seat.critical,
        "middle": seat.middle,
        "must": list(seat.must),
        "never": list(seat.never),
        "examples": list(seat.examples),
        "terms": [list(pair) for pair in seat.terms],
        "centroid": ""
        if centroid is None
        else base64.b64encode(centroid.astype("<f4").tobytes()).decode(),
    }
    return {key: value for key, value in told.items() if value}


def _seat(entry: Mapping[str, Any]) -> Seat:
    packed = base64.b64decode(entry.get("centroid", ""))
    return Seat(
        theme_id=entry["theme"],
        side=Side(entry["side"]),
        generation=int(entry["generation"]),
        digest=entry["digest"],
        terms=tuple((str(term), float(weight)) for term, weight in entry.get("terms", [])),
        centroid=np.frombuffer(packed, dtype="<f4").astype(np.float32) if packed else None,
        must=tuple(entry.get("must", [])),
        never=tuple(entry.get("never", [])),
        parents=tuple(entry.get("parents", [])),
        until=int(entry.get("until", 0)),
        absorbs=bool(entry.get("absorbs", False)),
        critical=bool(entry.get("critical", False)),
        middle=float(entry.get("middle", 0.0)),
        examples=tuple(entry.get("examples", [])),
    )


def _listed(key: str, entries: Sequence[str], brackets: str) -> str:
    inner = ",\n".join(f"  {entry}" for entry in entries)
    return (
        f"{_json(key)}: {brackets[0]}\n{inner}\n{brackets[1]}"
        if entries
        else f"{_json(key)}: {brackets}"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

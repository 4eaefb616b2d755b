"""The one place where a column name is spelt."""

from vocli.schema.columns import (
    CHANNELS,
    CONTACT_FIELDS,
    MAPPABLE,
    TURN_FIELDS,
    Dtype,
    Field,
    empty_contacts,
    empty_turns,
)

__all__ = [
    "CHANNELS",
    "CONTACT_FIELDS",
    "MAPPABLE",
    "TURN_FIELDS",
    "Dtype",
    "Field",
    "empty_contacts",
    "empty_turns",
]

"""Turns that nobody spoke, by their text: the kind that a turn gets where its export names none."""

from vocli.schema.furniture import furniture

__all__ = ["furniture"]

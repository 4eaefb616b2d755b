"""What points at a person leaves the text here."""

from vocli.privacy.columns import column_placeholder, mask_cell
from vocli.privacy.known import hide_known
from vocli.privacy.mask import DETECTORS, PLACEHOLDERS, count_masks, mask, mask_texts
from vocli.privacy.policy import NO_POLICY, Policy
from vocli.privacy.pseudonyms import COUNTED, pseudonym

__all__ = [
    "COUNTED",
    "DETECTORS",
    "NO_POLICY",
    "PLACEHOLDERS",
    "Policy",
    "column_placeholder",
    "count_masks",
    "hide_known",
    "mask",
    "mask_cell",
    "mask_texts",
    "pseudonym",
]

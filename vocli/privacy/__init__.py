"""What points at a person leaves the text here."""

from vocli.privacy.mask import DETECTORS, count_masks, mask, mask_texts
from vocli.privacy.pseudonyms import pseudonym

__all__ = ["DETECTORS", "count_masks", "mask", "mask_texts", "pseudonym"]

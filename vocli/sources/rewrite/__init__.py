"""Files written back with other words in some cells, everything else as it was."""

from vocli.sources.rewrite.cells import Account, Cell, Mask
from vocli.sources.rewrite.opening import WALKS, Rewriting, open_rewriting

__all__ = ["WALKS", "Account", "Cell", "Mask", "Rewriting", "open_rewriting"]

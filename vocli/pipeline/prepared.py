"""The voices as the first walk leaves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Prepared:
    """The voices of all contacts in scope, masked, cut and marked; rows lie in content-hash order.

    `of_voice[i]` is the row of voice i in the distinct texts' `vectors`; -1 for a voice set aside.
    """

    frame: pd.DataFrame
    terms: list[tuple[str, ...]]
    scores: pd.DataFrame
    considered: NDArray[np.bool_]
    of_voice: NDArray[np.int64]
    vectors: NDArray[np.int8] | None

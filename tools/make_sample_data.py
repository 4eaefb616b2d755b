"""Writes the sample story into sample_data/: `python tools/make_sample_data.py [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from sample_story.write import write_all

DEFAULT = Path(__file__).parent.parent / "sample_data"

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    for path in write_all(folder):
        print(f"{path.relative_to(folder)}  {path.stat().st_size:,} bytes")

"""Reading exports: files of any column names become contacts and turns."""

from vocli.sources.exhibits import Exhibits
from vocli.sources.folder import expand
from vocli.sources.opening import READERS, digest_file
from vocli.sources.options import Reading
from vocli.sources.overview import look_at
from vocli.sources.reader import read
from vocli.sources.saved import known_formats, write_profile

__all__ = [
    "READERS",
    "Exhibits",
    "Reading",
    "digest_file",
    "expand",
    "known_formats",
    "look_at",
    "read",
    "write_profile",
]

"""Voice-of-customer analysis for Japanese support teams."""

from importlib.metadata import version

__version__ = version("vocli")

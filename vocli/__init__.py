"""Voice-of-customer analysis for Japanese support teams."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when somebody asks: the package index takes a tenth of a second."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("vocli")

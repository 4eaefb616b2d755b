"""`vocli config show`: every setting, its value, and what decided it."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.inputs import load_settings
from vocli.cli.options import Output
from vocli.cli.output import publish, settle
from vocli.cli.settings import settings_report


def show(output: Output, options: Global) -> None:
    """Flags, environment, vocli.toml and defaults, as the other commands would take them."""
    target = settle(output, options)
    publish(settings_report(output, options, load_settings(options)), target)

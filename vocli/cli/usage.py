"""What the command-line parser complains about, in vocli's words."""

from __future__ import annotations

from typing import Any

from vocli.cli.help import did_you_mean, usage
from vocli.errors import VocliError
from vocli.messages import t


def is_bare(error: Exception) -> bool:
    """True for `vocli` alone: the parser's message is then the help page."""
    return type(error).__name__ == "NoArgsIsHelpError"


def explain(error: Any) -> VocliError:
    """A usage error of the parser as VOC-E001, with the usage of the command and the nearest option."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "vocli"
    hint = t("cli.see_help", command=path)
    if context:
        hint = f"{t('cli.help.usage')}{usage(context.command, path)}  {hint}"
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = did_you_mean(error.option_name, _options(context))
        hint = f"{near}{t('cli.see_help', command=path)}"
        return VocliError("VOC-E001", t("cli.no_option", option=error.option_name), hint=hint)
    if kind == "MissingParameter" and error.param is not None:
        name = error.param.metavar or error.param.name
        return VocliError("VOC-E001", t("cli.missing", name=name), hint=hint)
    if kind == "BadOptionUsage":
        takes = "take" not in error.message  # "requires an argument" or "does not take a value"
        key = "cli.needs_value" if takes else "cli.takes_no_value"
        return VocliError("VOC-E001", t(key, option=error.option_name), hint=hint)
    if context and hasattr(context.command, "commands"):
        return VocliError("VOC-E001", t("cli.missing_command"), hint=hint)
    return VocliError("VOC-E001", error.format_message(), hint=hint)


def _options(context: Any) -> list[str]:
    if context is None:
        return []
    return [name for param in context.command.get_params(context) for name in param.opts]

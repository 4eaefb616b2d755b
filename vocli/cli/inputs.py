"""From options, environment and vocli.toml to the question that the pipeline understands."""

from __future__ import annotations

import difflib
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.door import CONFIG, cache_dir
from vocli.config import Settings, settings_from
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.options import Reading
    from vocli.pipeline import Question

_NO = {"", "0", "false", "no", "off"}


def load_settings(options: Global) -> Settings:
    """The settings of vocli.toml (or --config FILE); defaults where there is no file."""
    path = Path(options.config or os.environ.get("VOCLI_CONFIG", "") or CONFIG)
    if not path.is_file():
        if options.config:
            raise VocliError(
                "VOC-E002", t("cli.no_config", path=path), hint=t("cli.no_config_hint")
            )
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        text = t("cli.bad_config", detail=error)
        raise VocliError("VOC-E002", text, where=str(path), hint=t("cli.bad_config_hint")) from None
    return settings_from(table, str(path))


def ask(reading: Reading, options: Global, signal: str = "complaint") -> Question:
    """The question that these options ask."""
    from vocli.engine import cores
    from vocli.pipeline import Question, Scope
    from vocli.sources import Reading as SourceReading

    settings = load_settings(options)
    tokenizer = reading.tokenizer or os.environ.get("VOCLI_TOKENIZER", "") or settings.tokenizer
    given = [*settings.columns, *(_pair(text, "--map") for text in reading.map)]
    return Question(
        patterns=tuple(reading.files),
        reading=SourceReading(
            columns=tuple(dict(given).items()), date_order=reading.date_order or settings.date_order
        ),
        scope=Scope(
            since=day(reading.since, "--since"),
            until=day(reading.until, "--until"),
            channels=tuple(reading.channel),
            where=tuple(_pair(text, "--where") for text in reading.where),
        ),
        as_of=day(reading.as_of, "--as-of"),
        signal=choose(signal, _signals(), "--signal"),
        tokenizer=choose(tokenizer, ("auto", "janome", "mecab"), "--tokenizer"),
        words=settings.words,
        cache_dir=cache_dir(os.environ),
        jobs=cores(),
        use_encoder=os.environ.get("VOCLI_NO_ENCODER", "").casefold() in _NO,
    )


def choose(value: str, known: tuple[str, ...], option: str) -> str:
    """The value, if it is one of the known ones; the error names the nearest."""
    if value in known:
        return value
    near = difflib.get_close_matches(value, known, n=1)
    text = t("cli.unknown_value", option=option, value=value)
    hint = t("cli.known_values", values=", ".join(known))
    if near:
        hint = f"{t('cli.did_you_mean', value=near[0])} {hint}"
    raise VocliError("VOC-E003", text, hint=hint)


def day(text: str, option: str) -> date | None:
    """A date as 2026-11-09 or 2026/11/9; None when not given."""
    if not text:
        return None
    try:
        year, month, rest = (int(part) for part in text.replace("/", "-").split("-"))
        return date(year, month, rest)
    except ValueError:
        message = t("cli.bad_date", option=option, value=text)
        raise VocliError("VOC-E004", message, hint=t("cli.bad_date_hint")) from None


def _pair(text: str, option: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise VocliError(
            "VOC-E005",
            t("cli.bad_pair", option=option, value=text),
            hint=t("cli.bad_pair_hint", option=option),
        )
    return key.strip(), value.strip()


def _signals() -> tuple[str, ...]:
    from vocli.signals import SIGNALS

    return (*SIGNALS, "any")

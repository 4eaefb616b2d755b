"""From options, environment and vocli.toml to the question that the pipeline understands."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.door import CONFIG, cache_dir
from vocli.cli.help import did_you_mean
from vocli.cli.stand_ins import find_passwords, split_names
from vocli.config import DATE_ORDERS, SIDE_TABLES, TOKENIZER_NAMES, Settings, settings_from
from vocli.errors import VocliError
from vocli.messages import LANGUAGES, t

if TYPE_CHECKING:
    from vocli.cli.options import Reading
    from vocli.model import GivenFile
    from vocli.pipeline import Question
    from vocli.sources import Reading as SourceReading

_NO = {"", "0", "false", "no", "off"}
_CACHE_MB = 1_000


def check_language(lang: str, environ: Mapping[str, str]) -> None:
    """VOC-E003 where --lang or VOCLI_LANG names a language that vocli does not speak."""
    for value, origin in ((lang, "--lang"), (environ.get("VOCLI_LANG", ""), "VOCLI_LANG")):
        if value:
            choose(value, LANGUAGES, origin)
            return


def load_settings(options: Global) -> Settings:
    """The settings of --config, VOCLI_CONFIG or vocli.toml; defaults where there is no vocli.toml."""
    named = options.config or os.environ.get("VOCLI_CONFIG", "")
    path = Path(named or CONFIG)
    if not path.exists():
        if named:
            text = t("cli.no_config", path=path)
            raise VocliError("VOC-E002", text, where=named, hint=t("cli.no_config_hint"))
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        text = t("cli.bad_config", detail=error)
        raise VocliError("VOC-E002", text, where=str(path), hint=t("cli.bad_config_hint")) from None
    except (OSError, UnicodeDecodeError):
        text = t("cli.unreadable_config")
        hint = t("cli.unreadable_config_hint")
        raise VocliError("VOC-E002", text, where=str(path), hint=hint) from None
    return settings_from(table, str(path))


def ask(reading: Reading, options: Global, signal: str = "complaint") -> Question:
    """The question that these options ask, with the codebook that they name."""
    from vocli.cli.codebook_files import find_codebook, read_codebook

    question = ask_anew(reading, options, signal)
    path = find_codebook(reading.codebook, load_settings(options), options)
    return replace(question, codebook=read_codebook(path))


def ask_anew(reading: Reading, options: Global, signal: str = "complaint") -> Question:
    """The question that these options ask, whatever codebook they name."""
    from vocli.cli.history import find_history
    from vocli.engine import cores
    from vocli.model import Reach
    from vocli.pipeline import Question, Scope
    from vocli.privacy import Policy
    from vocli.signals import SIGNALS
    from vocli.sources.side import read_side

    settings = load_settings(options)
    tokenizer = reading.tokenizer or os.environ.get("VOCLI_TOKENIZER", "") or settings.tokenizer
    order = reading.date_order or settings.date_order
    given = [*settings.columns, *(_pair(text, "--map") for text in reading.map)]
    where = tuple(_pair(text, "--where") for text in reading.where)
    since, until = _period(reading.since, reading.until)
    as_of = day(reading.as_of, "--as-of")
    tokenizer = choose(tokenizer or "auto", TOKENIZER_NAMES, "--tokenizer")
    order = choose(order, ("", *DATE_ORDERS), "--date-order")
    return Question(
        patterns=tuple(reading.files),
        history=find_history(reading.files),
        reading=_source_reading(reading, tuple(dict(given).items()), order),
        scope=Scope(since, until, channels=tuple(reading.channel), where=where),
        as_of=as_of,
        signal=choose(signal, (*SIGNALS, "any"), "--signal"),
        tokenizer=tokenizer,
        words=settings.words,
        cache_dir=cache_dir(os.environ),
        cache_limit=cache_limit(),
        jobs=count_jobs(cores()),
        use_encoder=not without_encoder(),
        policy=Policy(settings.patterns, settings.personal_columns),
        reach=Reach(personal=reading.show_personal),
        side=read_side(open_tables(reading, settings, options), order),
    )


def choose_signal(name: str) -> str:
    """The signal of that name; VOC-E003 names the nearest."""
    from vocli.signals import SIGNALS

    return choose(name, SIGNALS, "--signal")


def whose(given: Sequence[str], lookup: str) -> tuple[str, list[str]]:
    """The customer's code ("" with --lookup) and the files; VOC-E005 where only one argument was given."""
    if lookup:
        return "", [*given]
    code, *files = given
    if not files:
        hint = t("customer.needs_hint")
        raise VocliError("VOC-E005", t("customer.needs", given=code), hint=hint)
    return code, files


def word_and_files(given: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The words of the first argument and the files; VOC-E005 where either is missing."""
    from vocli.cli.split import split_words

    first, *files = given
    words = tuple(split_words(first))
    if not files or not words:
        raise VocliError("VOC-E005", t("ask.needs", given=first), hint=t("ask.needs_hint"))
    return words, files


def read_labels(path: str) -> str:
    """The text of a file that somebody labelled by hand, UTF-8 or CP932; VOC-E402 where it cannot be read."""
    text, hint = t("cli.unreadable_labels"), t("cli.unreadable_labels_hint")
    return read_by_hand(Path(path), VocliError("VOC-E402", text, where=path, hint=hint))


def read_learned(path: str) -> str:
    """The text of a model that `signals learn` wrote, "" without one; VOC-E341 where it cannot be read."""
    if not path:
        return ""
    text, hint = t("signals.no_learned"), t("signals.no_learned_hint")
    return read_by_hand(Path(path), VocliError("VOC-E341", text, where=path, hint=hint))


def read_script(path: str) -> GivenFile | None:
    """A script, one sentence a line, UTF-8 or CP932; None without a path, VOC-E312 for an unreadable file."""
    from vocli.model import GivenFile

    if not path:
        return None
    text, hint = t("listening.unreadable_script"), t("listening.no_script_hint")
    return GivenFile(
        path, read_by_hand(Path(path), VocliError("VOC-E312", text, where=path, hint=hint))
    )


def read_faq(path: str) -> GivenFile | None:
    """An FAQ as CSV, UTF-8 or CP932; None without a path, VOC-E314 and VOC-E315 where it cannot be understood."""
    from vocli.insights.faq_entries import parse_entries
    from vocli.model import GivenFile

    if not path:
        return None
    text, hint = t("faq.unreadable"), t("faq.unreadable_hint")
    wrong = VocliError("VOC-E314", text, where=path, hint=hint)
    given = GivenFile(path, read_by_hand(Path(path), wrong))
    parse_entries(given)  # what is wrong with it is told before the work, not after
    return given


def read_by_hand(path: Path, wrong: VocliError) -> str:
    """The text of a file that somebody keeps, UTF-8 or CP932; raises `wrong` where it cannot be read."""
    try:
        data = path.read_bytes()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp932")
    except (OSError, UnicodeDecodeError):
        raise wrong from None


def settings_folder(options: Global) -> Path:
    """The folder from which paths in vocli.toml are seen."""
    return Path(options.config or os.environ.get("VOCLI_CONFIG", "") or CONFIG).parent


def _source_reading(
    reading: Reading, columns: tuple[tuple[str, str], ...], order: str
) -> SourceReading:
    """How the sources are read."""
    from vocli.sources import Reading as SourceReading

    return SourceReading(
        columns=columns,
        date_order=order,
        agents=split_names(reading.agent_name),
        passwords=find_passwords(reading.password_env),
        profiles=read_profiles(reading.profile),
    )


def read_profiles(paths: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(name, text) of each profile file. VOC-E010 where one cannot be read."""
    return tuple((Path(path).stem, _profile(path)) for path in paths)


def _profile(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise VocliError(
            "VOC-E010", t("cli.no_profile"), where=path, hint=t("cli.no_profile_hint")
        ) from None


def open_tables(
    reading: Reading, settings: Settings, options: Global
) -> dict[str, tuple[str, bytes]]:
    """(path, content) of every side table: as asked, else as set; VOC-E131 for one that is not there.

    A path in vocli.toml is seen from the folder of that file.
    """
    folder = settings_folder(options)
    paths = {name: folder / Path(path).expanduser() for name, path in settings.side}
    paths |= {n: Path(g).expanduser() for n in SIDE_TABLES if (g := getattr(reading, n))}
    opened = {}
    for name, path in paths.items():
        try:
            opened[name] = (str(path), path.read_bytes())
        except OSError as error:
            key = "missing_file" if isinstance(error, FileNotFoundError) else "unreadable_file"
            text, hint = t(f"side.{key}", path=path), t(f"side.{key}_hint", name=name)
            raise VocliError("VOC-E131", text, where=str(path), hint=hint) from None
    return opened


def choose(value: str, known: Sequence[str], option: str) -> str:
    """The value, if it is one of the known ones; VOC-E003 names the nearest."""
    if value in known:
        return value
    text = t("cli.unknown_value", option=option, value=value)
    hint = did_you_mean(value, known) + t("cli.known_values", values=", ".join(filter(None, known)))
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


def _period(begin: str, end: str) -> tuple[date | None, date | None]:
    """The first and the last day; VOC-E004 where the period ends before it begins."""
    since, until = day(begin, "--since"), day(end, "--until")
    if since and until and since > until:
        text = t("cli.period_backwards", since=begin, until=end)
        raise VocliError("VOC-E004", text, hint=t("cli.period_backwards_hint"))
    return since, until


def _pair(text: str, option: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise VocliError(
            "VOC-E005",
            t("cli.bad_pair", option=option, value=text),
            hint=t("cli.bad_pair_hint", option=option),
        )
    return key.strip(), value.strip()


def without_encoder() -> bool:
    """True where VOCLI_NO_ENCODER says so."""
    return os.environ.get("VOCLI_NO_ENCODER", "").casefold() not in _NO


def cache_limit() -> int:
    """Megabytes that earlier work may take in the cache folder: VOCLI_CACHE_MB, else 1,000; 0 = nothing is kept."""
    asked = os.environ.get("VOCLI_CACHE_MB", "")
    return int(asked) if asked.isdecimal() else _CACHE_MB


def count_jobs(cores: int) -> int:
    """Processes to use: VOCLI_JOBS, else every processor; the result is the same."""
    asked = os.environ.get("VOCLI_JOBS", "")
    return int(asked) if asked.isdecimal() and int(asked) else cores

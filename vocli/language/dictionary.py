"""Compiles the portable engine's dictionary for the fast one: same words, same costs, same cuts.

Run as a module it compiles in the current folder; the compiler prints from C, so that it needs a
process of its own.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vocli.language.words import Word, lexicon
from vocli.text import digest

BUILDER = "1"  # raise it when the compiled form changes
_COMPILED = ("sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc")
_WORDS = "words.csv"
_SECONDS = 300.0
_LOCK_SECONDS = 60.0
_DICRC = """cost-factor = 800
bos-feature = BOS/EOS,*,*,*,*
eval-size = 4
unk-eval-size = 4
config-charset = UTF-8
max-grouping-size = 1024
"""
_REWRITE = "[unigram rewrite]\n*\t*\n[left rewrite]\n*\t*\n[right rewrite]\n*\t*\n"


class DictionaryError(Exception):
    """The dictionary could not be compiled; `args[0]` says at which step."""


def compiled_dictionary(cache_dir: Path) -> Path:
    """The folder of the compiled dictionary with the package's lexicon, built on first use.

    Raises OSError where the cache cannot be written and DictionaryError where compiling fails.
    """
    key = digest(*_versions(), *(word.line() for word in lexicon()))
    target = cache_dir / f"dictionary-{key}"
    if target.is_dir():
        return target
    cache_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = cache_dir / f"{target.name}.lock"
    held = _acquire(lock, target)
    try:
        if not target.is_dir():
            _build_into(target)
    finally:
        if held:
            lock.unlink(missing_ok=True)
    return target


def compiled_words(words: Sequence[Word], folder: Path) -> Path:
    """A small dictionary of these words beside the compiled one in `folder`, built on first use."""
    target = folder.parent / f"words-{digest(folder.name, *(word.line() for word in words))}.dic"
    if target.is_file():
        return target
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder.parent) as name:
        work = Path(name)
        (work / _WORDS).write_text(csv_lines(words), encoding="utf-8", newline="")
        _run(work, f"../{folder.name}")
        built = work / "words.dic"
        if not built.is_file():
            raise DictionaryError(built.name)
        built.chmod(0o600)
        built.replace(target)
    return target


def discard(folder: Path) -> None:
    """Remove a compiled dictionary that cannot be opened, so that the next call builds it anew."""
    shutil.rmtree(folder, ignore_errors=True)


def _versions() -> tuple[str, ...]:
    return BUILDER, version("janome"), version("fugashi")


def _acquire(lock: Path, target: Path) -> bool:
    """True when this process holds the lock; False when another finished or seems to have died.

    The lock only saves work: the rename at the end decides, so a stale lock can do no harm.
    """
    waited = time.monotonic() + _LOCK_SECONDS
    while not target.is_dir():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            if time.monotonic() > waited:
                lock.unlink(missing_ok=True)
                return False
            time.sleep(0.1)
        else:
            return True
    return False


def _build_into(target: Path) -> None:
    work = Path(tempfile.mkdtemp(prefix="building-", dir=target.parent))  # 0700 by itself
    try:
        _run(work)
        missing = [name for name in _COMPILED if not (work / name).is_file()]
        if missing:
            raise DictionaryError(missing[0])
        for path in work.iterdir():
            if path.name not in _COMPILED:
                path.unlink()
        try:
            work.rename(target)
        except OSError:
            if not target.is_dir():  # not lost to another first run
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run(work: Path, *arguments: str) -> None:
    """This module in a process of its own, inside `work`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vocli.language.dictionary", *arguments],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DictionaryError("timeout") from error
    if done.returncode:
        raise DictionaryError(str(done.returncode))


def csv_lines(words: Sequence[Word]) -> str:
    """The words as lexicon lines of the compiler: surface, ids, cost, four tags, base form."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for word in words:
        writer.writerow(
            [word.surface, word.left, word.right, word.cost, *word.tags(), word.surface]
        )
    return out.getvalue()


def write_sources(folder: Path) -> None:
    """Write lex.csv, matrix.def, char.def, unk.def and their settings from the portable dictionary."""
    from importlib import import_module

    sysdic: Any = import_module("janome.sysdic")  # generated at its release; it has no types
    connections = sysdic.connections

    with (folder / "lex.csv").open("w", encoding="utf-8", newline="") as file:
        for surface, left, right, cost, pos, _, _, base, *_ in sysdic.entries().values():
            file.write(f"{surface},{left},{right},{cost},{pos},{base}\n")
        file.write(csv_lines(lexicon()))
    with (folder / "matrix.def").open("w", encoding="ascii", newline="") as file:
        file.write(f"{len(connections)} {len(connections)}\n")
        for i, row in enumerate(connections):
            file.write("".join(f"{i} {j} {cost}\n" for j, cost in enumerate(row)))
    with (folder / "unk.def").open("w", encoding="utf-8", newline="") as file:
        for category, rows in sysdic.unknowns.DATA.items():
            file.writelines(f"{category},{a},{b},{cost},{pos},*\n" for a, b, cost, pos in rows)
    (folder / "char.def").write_text(
        _characters(*sysdic.chardef.DATA), encoding="ascii", newline=""
    )
    (folder / "dicrc").write_text(_DICRC, encoding="ascii", newline="")
    (folder / "rewrite.def").write_text(_REWRITE, encoding="ascii", newline="")
    (folder / "pos-id.def").write_text("", encoding="ascii")


def _characters(categories: dict[str, dict[str, int]], ranges: list[dict[str, Any]]) -> str:
    lines = []
    for name, rule in categories.items():
        # The portable engine never uses a length beside grouping; the compiled one would.
        length = 0 if rule["GROUP"] else rule["LENGTH"]
        lines.append(f"{name} {int(rule['INVOKE'])} {int(rule['GROUP'])} {length}")
    for item in ranges:
        first, last = ord(item["from"]), ord(item["to"])
        others = " ".join(item.get("compat_cates", []))
        lines.append(f"0x{first:04X}..0x{last:04X} {item['cate']} {others}".rstrip())
    return "\n".join(lines) + "\n"


def _main(base: str | None) -> None:
    """Compile in the current folder: the dictionary, or the words beside the dictionary `base`."""
    import fugashi

    # Relative paths only: the compiler splits its arguments at spaces.
    if base:
        fugashi.build_dictionary(f"build -f utf8 -t utf8 -d {base} -u words.dic {_WORDS}")
        return
    write_sources(Path())
    fugashi.build_dictionary("build -f utf8 -t utf8 -d . -o .")


if __name__ == "__main__":
    _main(sys.argv[1] if len(sys.argv) > 1 else None)

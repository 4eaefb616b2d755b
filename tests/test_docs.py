"""The documentation says what the program does today."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
ERRORS = ROOT / "docs" / "errors.md"
MAIN = ROOT / "vocli" / "cli" / "main.py"
needs_main = pytest.mark.skipif(not MAIN.exists(), reason="the command line is not there yet")

_CODE = re.compile(r"VOC-E\d{3}")


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vocli_tools_docs", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


docs = _load_generator()


@needs_main
@pytest.mark.parametrize("name", list(docs.TARGETS))
def test_generated_text_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == docs.TARGETS[name]()


@needs_main
def test_the_readme_shows_real_output_in_both_languages() -> None:
    commands = docs.output_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "vocli themes sample_data/calls.csv" in commands
    assert any("--lang en" in command for command in commands)


@needs_main
def test_every_command_has_help_in_both_languages() -> None:
    for command in docs.list_commands():
        for language in ("ja", "en"):
            text = docs.run_vocli(f"vocli --lang {language} {command} --help".replace("  ", " "))
            assert len(text.splitlines()) > 2, command


# A user pastes an error code into the documentation's search box: it must be there, and nothing else.
def codes_in_package() -> set[str]:
    """Every error code that the package spells."""
    texts = [
        path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.toml")
        for path in sorted((ROOT / "vocli").rglob(pattern))
    ]
    return {code for text in texts for code in _CODE.findall(text)}


def codes_in_docs(text: str) -> list[str]:
    """The codes that have a heading of their own."""
    return re.findall(rf"^#+ ({_CODE.pattern})\b", text, re.MULTILINE)


@pytest.mark.skipif(not ERRORS.exists(), reason="docs/errors.md is not there yet")
def test_every_error_code_is_documented_and_every_documented_code_exists() -> None:
    documented = codes_in_docs(ERRORS.read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(codes_in_package())


def test_every_exit_code_is_documented() -> None:
    from vocli.errors import ExitCode

    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == [str(int(code)) for code in ExitCode]


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=!~\[ ]", line)[0] for line in wanted]
    text = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    assert [name for name in names if f"| {name} |" not in text] == []


def test_every_dependency_is_pinned_for_a_fresh_machine() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    names = [re.split(r"[<>=!~\[ ]", line)[0].lower() for line in wanted]
    assert [name for name in names if name not in pinned] == []
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


# --- the generator itself ------------------------------------------------------------------------


def test_a_block_is_replaced_and_the_rest_left_alone() -> None:
    before = "a\n<!-- output: vocli x -->\nold\n<!-- /output -->\nb\n<!-- output: vocli y -->\n<!-- /output -->\n"
    after = docs.fill_blocks(before, lambda command: f"[{command}]")
    assert after == (
        "a\n<!-- output: vocli x -->\n```text\n[vocli x]\n```\n<!-- /output -->\nb\n"
        "<!-- output: vocli y -->\n```text\n[vocli y]\n```\n<!-- /output -->\n"
    )
    assert docs.fill_blocks(after, lambda command: f"[{command}]") == after


def test_the_check_names_what_is_stale_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("old", encoding="utf-8")
    (tmp_path / "b.md").write_text("new", encoding="utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "TARGETS", {"a.md": lambda: "new", "b.md": lambda: "new"})
    assert docs.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert "a.md" in told
    assert "b.md" not in told
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "old"
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0


def test_only_vocli_commands_run() -> None:
    with pytest.raises(SystemExit):
        docs.run_vocli("ls")

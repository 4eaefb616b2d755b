"""The documentation says what the program does today."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")))

_CODE = re.compile(r"VOC-[A-Z]\d{3}")


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vocli_tools_docs", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


docs = _load_generator()


# The pages of the insights run every command on the sample: `make docs-check` looks at those.
_QUICK = [n for n in docs.TARGETS if n != "README.md" and not n.startswith("docs/insights/")]


@pytest.mark.parametrize("name", _QUICK)
def test_generated_text_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == docs.TARGETS[name]()


# What the README shows is run by `make docs-check`, as the pages of the insights are.
def test_the_readme_shows_real_output_in_both_languages() -> None:
    commands = docs.output_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "vocli themes sample_data/calls.csv" in commands
    assert any("--lang en" in command for command in commands)


def test_every_command_in_the_readme_exists_and_none_is_left_out() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:^|`)vocli (?:--\S+ (?:en )?)*([a-z-]+)[ `\n]", text, re.MULTILINE)
    commands = {path.split()[0] for path in docs.list_commands() if path}
    assert sorted(set(named)) == sorted(commands)


def test_every_command_has_help_in_both_languages() -> None:
    helps = {language: docs.run_helps(language) for language in ("ja", "en")}
    assert list(helps["ja"]) == list(helps["en"]) == docs.list_commands()
    pages = [(language, path, text) for language in helps for path, text in helps[language].items()]
    assert [page[:2] for page in pages if len(page[2].splitlines()) < 3] == []
    english = list(helps["en"].values())
    # An example of a value may be Japanese; a whole line of it is a message that was not translated.
    japanese = [line for text in english for line in text.splitlines() if _is_japanese(line)]
    assert japanese == []


def _is_japanese(line: str) -> bool:
    letters = [ch for ch in line if ch.isalpha()]
    return sum(ch > "\u3000" for ch in letters) > 0.5 * len(letters)


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
    return re.findall(rf"^### ({_CODE.pattern})$", text, re.MULTILINE)


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    documented = codes_in_docs((DOCS / "errors.md").read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(codes_in_package())


def test_every_error_says_what_to_do() -> None:
    entries = re.split(r"^### ", (DOCS / "errors.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    silent = [e[:8] for e in entries if e.startswith("VOC-E") and "**対処**" not in e]
    assert silent == []


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
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = DOCS / "README.md"
    linked = {
        (DOCS / target).resolve()
        for target in re.findall(r"\]\(([^)#\s]+)\)", index.read_text(encoding="utf-8"))
    }
    assert [str(p.relative_to(ROOT)) for p in PAGES if p != index and p not in linked] == []


# A page that names a module which moved sends its reader nowhere.
def paths_named(text: str) -> list[str]:
    """Paths of the checkout in backticks; placeholders such as `<name>` are none."""
    folders = "vocli|tests|tools|docs|benchmarks|sample_data"
    return re.findall(rf"`((?:{folders})/[A-Za-z0-9_./-]*)`", text)


def test_every_path_that_a_page_names_exists() -> None:
    gone = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in PAGES
        for path in paths_named(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert gone == []
    assert len(paths_named((DOCS / "how-it-works.md").read_text(encoding="utf-8"))) > 40


def test_the_json_page_names_every_key() -> None:
    document = json.loads(docs.run_vocli("vocli inspect sample_data/calls.csv --format json"))
    page = (DOCS / "json-output.md").read_text(encoding="utf-8")
    (source,) = document["data"]["sources"]
    keys = [*document, *document["run"], *document["data"], *source]
    assert [key for key in keys if f"`{key}`" not in page and f'"{key}"' not in page] == []


# --- the generator itself ------------------------------------------------------------------------


def test_a_block_is_replaced_and_the_rest_left_alone() -> None:
    before = "a\n<!-- output: vocli x -->\nold\n<!-- /output -->\nb\n<!-- output: vocli y -->\n<!-- /output -->\n"
    after = docs.fill_blocks(before, lambda command: f"[{command}]")
    assert after == (
        "a\n<!-- output: vocli x -->\n```text\n[vocli x]\n```\n<!-- /output -->\nb\n"
        "<!-- output: vocli y -->\n```text\n[vocli y]\n```\n<!-- /output -->\n"
    )
    assert docs.fill_blocks(after, lambda command: f"[{command}]") == after


def test_a_long_output_is_cut_where_the_mark_says() -> None:
    before = "<!-- output: vocli x (first 2 lines) -->\n<!-- /output -->\n"
    after = docs.fill_blocks(before, lambda command: "1\n2\n3" if command == "vocli x" else "")
    assert "\n1\n2\n...\n" in after
    assert "3" not in after
    assert docs.output_commands(before) == ["vocli x"]
    assert docs.fill_blocks(before, lambda command: "1\n2").count("...") == 0


def test_a_command_that_fails_stops_the_generation() -> None:
    with pytest.raises(SystemExit, match="exit code 2"):
        docs.run_each(["vocli inspect no_such_file.csv"])


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

# Everything a fresh machine needs is Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types architecture docs docs-check bench clean

help: ## この一覧を表示します (print this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## サンプルの応対記録からテーマの表を出します (the main job on sample_data)
	$(BIN)/vocli themes sample_data/calls.csv

test: $(INSTALLED_DEV) ## テストを実行します (run the tests; ARGS="tests/themes" to choose)
	$(BIN)/python -m pytest $(ARGS)

lint: $(INSTALLED_DEV) ## ruff による検査と書式の確認 (style)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(INSTALLED_DEV) ## 書式を整えます (rewrite the style)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(INSTALLED_DEV) ## mypy による型の検査 (types)
	$(BIN)/mypy

architecture: $(INSTALLED_DEV) ## 層と部屋の決まりを確かめます (layers and sizes)
	$(BIN)/python -m pytest -n 0 -q tests/test_architecture.py

docs: $(INSTALLED_DEV) ## README と docs の生成部分を書き直します (regenerate)
	$(BIN)/python tools/docs.py

docs-check: $(INSTALLED_DEV) ## 生成部分が古くないか確かめます (fail when stale)
	$(BIN)/python tools/docs.py --check

bench: $(INSTALLED_DEV) ## 起動と処理時間を測ります (speed; see benchmarks/README.md)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/end_to_end.py

clean: ## 仮想環境と中間ファイルを消します (remove what make created)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# Stamp files: the second call does nothing unless a requirement changed.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "vocli needs Python 3.11 or later: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "This Python has no venv module (Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet -c constraints.txt -e '.[dev]'
	@touch $(INSTALLED) $@

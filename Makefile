PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test coverage bench bench-growth bench-docs clean

demo: $(VENV)/.installed
	$(BIN)/sip demo demo-archive

test: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

# Which lines no test runs; it takes about half as long again as the tests alone.
coverage: $(VENV)/.developed
	$(BIN)/python -m pytest -n auto --cov --cov-report=
	$(BIN)/coverage report

# How long things take, beside floors and peers in the same run: docs/performance.md.
bench: $(VENV)/.benched
	$(BIN)/python -m benchmarks

# How that grows with the archive; takes half an hour or so, and 5 GB in the temporary folder.
bench-growth: $(VENV)/.benched
	$(BIN)/python benchmarks/growth.py --sizes 1000 10000 100000

# All of it, written into docs/performance.md.
bench-docs: $(VENV)/.benched
	$(BIN)/python -m benchmarks --sizes 1000 10000 100000 --write-docs

# Translations are compiled when the package is installed, so a changed catalogue means a new install.
$(VENV)/.installed: pyproject.toml hatch_build.py $(wildcard sipcli/locale/*/LC_MESSAGES/*.po)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developed: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

$(VENV)/.benched: $(VENV)/.developed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) .venv-bench demo-archive build dist

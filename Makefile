PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test coverage bench clean

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

# How long things take, beside a floor in the same run.
bench: $(VENV)/.developed
	$(BIN)/python benchmarks/documents.py

# Translations are compiled when the package is installed, so a changed catalogue means a new install.
$(VENV)/.installed: pyproject.toml hatch_build.py $(wildcard sipcli/locale/*/LC_MESSAGES/*.po)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developed: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) demo-archive build dist

# Everything a developer or an operator types. Needs Python 3.11 or newer, git and make.
.PHONY: run test check format bench lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

run: $(VENV)/.installed
	@$(BIN)/python -m bot

test: $(VENV)/.installed-here
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-here
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/.installed-here
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-here
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; echo; done

lock: $(VENV)/bin/python
	@$(PIP) install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --upgrade \
		--custom-compile-command "make lock" --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --quiet --upgrade --custom-compile-command "make lock" --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find bot tests benchmarks scripts -name __pycache__ -prune -exec rm -rf {} +

# The stamps make the second run quick: pip is asked again only when a lock file is newer.
$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing the locked dependencies (once) …"
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the locked test dependencies (once) …"
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

# This tree itself, editable: `worldbrief` among the commands, and scripts of benchmarks/ find bot/ and tests/.
$(VENV)/.installed-here: pyproject.toml $(VENV)/.installed-dev
	@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made; on Debian: apt install python3-venv"; exit 1; }

# On Record. `make` alone lists what there is.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TEST_PROCESSES ?= 2
.DEFAULT_GOAL := help
.PHONY: help install run test-quick backup restore test check format bench bench-data bench-pages lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

install: $(VENV)/installed ## make .venv with what the site needs, at the pinned versions

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here, and On Record needs Python 3.11 or newer." \
			"Install it (Debian: apt-get install python3-venv) or name yours: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "On Record needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	@test -w . || { \
		echo "$(CURDIR) can't be written to by this user, and On Record keeps its environment and database there." \
			"Copy it to a folder of your own and run it there."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python can't make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }

# pip shows what it fetches; while it unpacks this says how far it is.
PIP_INSTALL = $(BIN)/python -m config.install
NOT_INSTALLED = { echo "Not installed; the lines above say why. If the network failed, run the same command again."; exit 1; }

$(VENV)/installed: $(VENV)/bin/python requirements.txt
	@echo "Installing $$(grep -c '==' requirements.txt) pinned packages: fetched in about a minute, then unpacked …"
	@$(PIP_INSTALL) requirements.txt || $(NOT_INSTALLED)
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing what tests and checks need …"
	@$(PIP_INSTALL) requirements-dev.txt || $(NOT_INSTALLED)
	@touch $@

run: $(VENV)/installed ## the whole site with the seed articles, on http://127.0.0.1:8000/ (PORT=…)
	@$(BIN)/python -m config.serve

backup: $(VENV)/installed ## save the whole database, logins included, to var/backups/ (FILE=…)
	@$(BIN)/python -m config.backup save "$(FILE)"

restore: $(VENV)/installed ## put a backup in the place of what is in the database (FILE=…)
	@$(BIN)/python -m config.backup restore "$(FILE)"

# Tests that share what is made once for a file stay with one process (tests/conftest.py).
SHARED_OUT = -n $(TEST_PROCESSES) --dist loadgroup --no-loadscope-reorder

test: check ## everything that must hold: check, then all tests, in a real browser too
	@sh tests/browser/need-chromium.sh
	@$(BIN)/python -m pytest $(SHARED_OUT) -m "not alone"
	@$(BIN)/python -m pytest -m alone $$(grep -rl "mark\.alone" tests)

test-quick: $(VENV)/installed-dev ## the tests without browser and without starts, for while one works
	@$(BIN)/python -m pytest $(SHARED_OUT) -m "not alone and not browser and not process"

check: $(VENV)/installed-dev ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/installed-dev ## let ruff put the code in form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/installed-dev ## how quick the extraction is, beside bare spaCy
	@$(BIN)/python -m tests.bench.extraction

bench-data: $(VENV)/installed-dev ## fill the empty database of DATABASE_URL with a million statements
	@$(BIN)/python -m tests.bench.data

bench-pages: $(VENV)/installed-dev ## how long pages take with that data, beside Datasette
	@$(BIN)/python -m tests.bench.pages

lock: ## pin requirements anew from the two .in files (needs uv)
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean: ## remove .venv and what was built; var/ with the database stays
	rm -rf $(VENV) staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis

# make test       everything that has to hold, from nothing on a fresh Debian machine
# make demo       the briefing map of the sample article, in outputs/
# make evaluate   score the pipeline on marked articles; GOLD=folder for others than the project's own
# make gazetteer  compile the gazetteer from its tables again

PYTHON ?= python3
VENV ?= .venv
GOLD ?=
BIN := $(VENV)/bin
# What the browser tests open pages with, and a font that holds Arabic letters.
DEBIAN := chromium fonts-noto-core python3-venv
DATA := briefmap/data/gazetteer.sqlite

.PHONY: test lint types unit demo evaluate gazetteer debian clean

test: debian lint types unit

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy --strict briefmap gazetteer

unit: $(VENV)/.installed $(DATA)
	$(BIN)/python -m pytest

demo: $(VENV)/.installed $(DATA)
	$(BIN)/briefmap map seeds/coalition-rome-meeting.txt

evaluate: $(VENV)/.installed $(DATA)
	$(BIN)/python -m benchmarks.quality $(GOLD)

gazetteer: $(VENV)/.installed
	$(BIN)/python -m gazetteer.build

$(DATA): $(wildcard gazetteer/*.py gazetteer/*.toml gazetteer/curated/* gazetteer/extracts/*) briefmap/arabic.py | $(VENV)/.installed
	$(BIN)/python -m gazetteer.build

$(VENV)/.installed: pyproject.toml $(wildcard hatch_build.py) | debian
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

debian:
	@missing=; for package in $(DEBIAN); do \
	  dpkg-query --show --showformat='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" -ne 0 ]; then echo "Needed from Debian:$$missing. Run: sudo apt-get install$$missing" >&2; exit 1; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update --quiet=2 && apt-get install --quiet=2 --yes --no-install-recommends $$missing >/dev/null && echo "Installed from Debian:$$missing"

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(DATA)

# make test       everything that has to hold, from nothing on a fresh Debian machine
# make demo       the briefing map of the sample article, in outputs/
# make evaluate   what is found in the gold articles; GOLD="folder …" names others, ERRORS=--errors lists each error
# make gazetteer  compile the gazetteer and the boundaries from their tables again

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA := briefmap/data/gazetteer.sqlite briefmap/data/boundaries.sqlite
TABLES := $(wildcard gazetteer/*.py gazetteer/*.toml gazetteer/curated/* gazetteer/extracts/*) briefmap/arabic.py \
	briefmap/sound.py briefmap/lexicon/sounds.csv $(wildcard briefmap/compiling/*.py)

.PHONY: test lint types unit demo evaluate gazetteer clean

test: lint types unit

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy --strict briefmap gazetteer benchmarks

# The browser tests need a browser, and a font that holds Arabic letters.
unit: $(VENV)/.installed $(DATA)
	.ci/packages chromium fonts-noto-core
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

demo: $(VENV)/.installed $(DATA)
	$(BIN)/briefmap map seeds/coalition-rome-meeting.txt

evaluate: $(VENV)/.installed $(DATA)
	@$(BIN)/python benchmarks/quality.py $(ERRORS) $(GOLD)

gazetteer: $(VENV)/.installed
	$(BIN)/python -m gazetteer.build
	$(BIN)/python -m gazetteer.boundaries

$(DATA) &: $(TABLES) | $(VENV)/.installed
	$(BIN)/python -m gazetteer.build
	$(BIN)/python -m gazetteer.boundaries
	touch $(DATA)

$(VENV)/.installed: pyproject.toml $(wildcard hatch_build.py)
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/packages python3-venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(DATA)

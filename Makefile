# make test       everything that has to hold, from nothing on a fresh Debian machine
# make demo       the briefing map of the sample article, in outputs/
# make evaluate   what is found in the gold articles; GOLD="folder …" names others, ERRORS=--errors lists each error
# make gazetteer  compile the gazetteer and the boundaries from their tables again
# make compiled   compile what reads an article again, after an edit of its source

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA := briefmap/data/gazetteer.sqlite briefmap/data/boundaries.sqlite
TABLES := $(wildcard gazetteer/*.py gazetteer/*.toml gazetteer/curated/* gazetteer/extracts/*) briefmap/arabic.py \
	briefmap/sound.py briefmap/lexicon/sounds.csv $(wildcard briefmap/compiling/*.py)

.PHONY: test lint types unit demo evaluate gazetteer compiled clean

test: lint types unit

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy --strict briefmap gazetteer benchmarks

# The browser tests need a browser, and a font that holds Arabic letters.
unit: $(VENV)/.compiled $(DATA)
	.ci/packages chromium fonts-noto-core
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

demo: $(VENV)/.compiled $(DATA)
	$(BIN)/briefmap map seeds/coalition-rome-meeting.txt

evaluate: $(VENV)/.compiled $(DATA)
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
	touch $@ $(VENV)/.compiled

# Installing has compiled what reads an article, until its source is edited.
compiled: $(VENV)/.compiled
$(VENV)/.compiled: $(wildcard briefmap/*.py briefmap/lexicon/*.py briefmap/profiles/*.py) | $(VENV)/.installed
	$(BIN)/python hatch_build.py
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(DATA)
	find . -name '*.so' -not -path './.*' -delete

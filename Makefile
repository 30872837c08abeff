# Every target calls the installed command `tracker` or a standard tool, so that all works without make too.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
MINUTES ?= 10
export PORT

.PHONY: help demo run test check sound tools fuzz validate bench format clean
.DEFAULT_GOAL := help

help:  ## List what can be typed
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

demo: $(VENV)/run  ## Set up with a fictional service, and serve on http://127.0.0.1:8000 (PORT=8080 for another port)
	$(BIN)/tracker demo

run: $(VENV)/run  ## Set up without it, and serve
	$(BIN)/tracker init
	$(BIN)/tracker serve

test: tools  ## Run all tests, on SQLite and on PostgreSQL
	$(BIN)/pytest

check: $(VENV)/test  ## Format, lint, types, contracts, migrations, then the tests: what CI runs
	$(MAKE) --jobs --output-sync=target sound tools
	$(BIN)/pytest

sound: $(VENV)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	home=$$(mktemp -d) && export TRACKER_HOME=$$home DATABASE_URL= && $(BIN)/tracker init && $(BIN)/tracker db check && rm -r $$home

tools: $(VENV)/test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.word.sdk

fuzz: $(VENV)/test  ## Read ill-made Word documents for MINUTES=10, and keep those that break the reader
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

validate: $(VENV)/test  ## Ask every check about written and about broken documents, Microsoft's too where npm is
	$(BIN)/python -m tests.word.validating

bench: $(VENV)/bench  ## Measure what Word, the record and plans take, beside what they may take
	$(BIN)/python -m benchmarks.word
	$(BIN)/python -m benchmarks.record
	$(BIN)/python -m benchmarks.plan

format: $(VENV)/test  ## Put the code into the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## Remove what building leaves behind (never instance/)
	rm -rf $(VENV) build dist *.egg-info tracker/static/govuk

INSTALLED := setup.cfg pyproject.toml constraints.txt $(wildcard build_backend/*)

$(VENV)/run: $(INSTALLED)
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/test: $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

$(VENV)/bench: $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	touch $@

# Everything runs in .venv, which is made when it is first needed; after that nothing here uses the network.
#   make demo    code the sample articles, list the incidents, show one of them in full, write demo.html
#   make test    format, lint, types, layering and tests: all that CI runs
#   make venv    the set-up alone, into .venv
#   make check   format, lint, types and layering, without the tests
#   make score   figures on gold sets: DATA=../shared/bench PART=dev SETS="muc4 lgl" OUT=file.json DOCS=file.md LIMIT=N ABLATION=1
#   make bench   speed of coding and of dating on ordinary news: DATA=../shared/bench
#   make docs    the documentation as a web site in site/
#   make clean   remove caches, builds and the demo's store and page (.venv stays)
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
DB := demo.db
DATA := ../shared/bench
PART := dev
SETS :=
OUT :=
DOCS :=
LIMIT :=
ABLATION :=

.PHONY: help venv demo test check score bench docs clean

help:
	@sed -n 's/^#   //p' Makefile

venv: .venv/.installed

$(BIN)/python:
	@tools/make_venv.sh .venv

# Every file that pip takes is one of those whose hash stands in requirements-dev.txt; the package itself is built here.
.venv/.installed: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing into .venv what requirements-dev.txt pins (a few minutes the first time) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt < /dev/null
	@$(PIP) install --no-deps --no-build-isolation --editable . < /dev/null
	@touch $@

demo: venv
	@$(BIN)/python tools/demo.py $(DB)

check: venv
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# The tests come last, so that the output ends on pytest's summary.
test: check
	@$(BIN)/python -m pytest < /dev/null

score: venv
	@$(BIN)/python -m bench.score --data "$(DATA)" --part "$(PART)" $(if $(SETS),--sets $(SETS)) \
	  $(if $(OUT),--out "$(OUT)") $(if $(DOCS),--docs "$(DOCS)") $(if $(LIMIT),--limit $(LIMIT)) $(if $(ABLATION),--ablation)

bench: export OMP_NUM_THREADS := 1
bench: venv
	@$(BIN)/python -m bench.speed "$(DATA)" $(if $(LIMIT),--limit $(LIMIT))
	@$(BIN)/python -m bench.time_tagger "$(DATA)"

docs: venv
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "Open site/index.html in a browser."

clean:
	@rm -rf site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist $(DB) $(DB)-wal $(DB)-shm \
	  $(DB:.db=).html
	@find src tests bench tools training -name __pycache__ -prune -exec rm -rf {} +

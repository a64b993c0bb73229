# Two commands do it all on a fresh machine: `make run` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(VENV)/bin/pip --disable-pip-version-check --quiet install --no-deps
TRIAL := $(VENV)/.trial
ALL := $(VENV)/.all

.PHONY: run demo sheet test check bench setup setup-all lint types imports clean

run: setup  ## the whole studio: on Discord with DISCORD_TOKEN, else in a page on this machine
	@$(PY) -m bot.supervisor --data data

demo: setup  ## two scripted people, from the first word to a clip; writes demo/
	@$(PY) -m bot.supervisor.demo --out demo

sheet: setup  ## no conversation: shoot an example brief and say where the contact sheet is
	$(PY) -m engine shoot examples/01-one-liner.toml --takes 4 --seed 7 --data data --out out/first-sheet

test: setup-all  ## everything that must hold
	$(PY) -m pytest

check: lint types imports test  ## what a change must pass before it lands

bench: setup-all  ## every figure that the README and the closing notes quote
	$(PY) -m tests.bench

setup: $(TRIAL)  ## what a trial needs: no torch
	@deploy/llvm.sh
	@$(PY) -m engine bake

setup-all: $(ALL) setup
	@deploy/chromium.sh

$(PY):
	$(PYTHON) -m venv $(VENV)

LOCKS := requirements/bot.lock requirements/maquette.lock requirements/finishing.lock
$(TRIAL): $(LOCKS) | $(PY)
	$(PIP) $(addprefix -r ,$(LOCKS))
	@touch $@

$(ALL): requirements.lock $(wildcard requirements/*.lock) $(TRIAL)
	$(PIP) -r requirements.lock
	@touch $@

lint: setup-all
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: setup-all
	$(VENV)/bin/pyright --pythonpath $(PY)

imports: setup-all
	$(VENV)/bin/lint-imports

clean:  ## forget the environment and what was shot, not the archive
	rm -rf $(VENV) out build *.egg-info

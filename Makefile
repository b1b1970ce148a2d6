# Each target works as the first command after a clone; `course --help` has the same verbs and more.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LESSON ?=

.PHONY: help lab lint test check progress grade bench demo clean

help:
	@echo "make lab              set up, copy new lessons to work/, open JupyterLab there"
	@echo "make test             everything that CI runs"
	@echo "make demo             a sample class, from release to report, in demo/"
	@echo "make check            prove every lesson's graders right (LESSON=slug for one)"
	@echo "make progress         your marks with the hidden tests, and your skill map"
	@echo "make grade            grade submitted/, write feedback/ and the class report"
	@echo "make bench            grading speed against stock nbgrader, side by side (minutes)"
	@echo "make clean            remove what is derived; never students' work or marks"

# The environment: made once, and again only when the locked packages change.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: Python 3.11 or newer is needed; name one with make PYTHON=..."; exit 1; }
	@echo "setting up $(VENV): some minutes and about 2.5 GB, once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --upgrade pip
	@$(BIN)/pip install --quiet -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --editable .
	@touch $(READY)

lab: $(READY)
	@$(BIN)/course lab

test: lint
	@$(BIN)/course release
	@$(BIN)/python -m pytest tests -n 2 --dist worksteal
	@$(BIN)/python -m pytest --nbval-lax source -n 2 --dist loadfile -p no:cacheprovider -q
	@$(BIN)/course check --json reports/check.json

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(READY)
	@$(BIN)/course check $(LESSON)

progress: $(READY)
	@$(BIN)/course progress

grade: $(READY)
	@$(BIN)/course grade $(LESSON)

bench: $(READY)
	@$(BIN)/course bench $(LESSON)

demo: $(READY)
	@$(BIN)/course demo

clean:
	@if [ -x $(BIN)/course ]; then $(BIN)/course clean; else echo "nothing to clean: not set up yet"; fi

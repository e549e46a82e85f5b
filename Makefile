# Needs Python 3.11 or newer and make; everything else is installed into .venv from the lock files.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The first Python that is new enough; set PYTHON to choose another.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; break; fi; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALLED := $(VENV)/installed
DEV_INSTALLED := $(VENV)/installed-dev
EXAMPLE := examples/jiangzhou-2023-03-08
DEMO := out/demo
# pytest's own options: make test TESTS='tests/readers -x'
TESTS ?=
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
# Per cent of lines and branches; measured 97 when the floor was set.
COVERAGE_FLOOR := 95
COG := $(BIN)/cog -I .
COG_FILES := docs/cli.md docs/findings.md docs/profiles.md

.PHONY: help
help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 or newer with venv was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi
	@echo "Creating $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

$(INSTALLED): $(BIN)/python pyproject.toml requirements.lock
	@echo "Installing newsml-export into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_INSTALLED): $(INSTALLED) requirements-dev.lock
	@echo "Installing the tools of development into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

.PHONY: demo
demo: $(INSTALLED) ## Convert the example issue into out/demo
	@$(BIN)/newsml-export convert $(EXAMPLE) --output $(DEMO)
	@echo "Open $(DEMO)/index.html in a browser."

.PHONY: test
test: lint ## Run all checks and tests, with branch coverage
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal \
		--cov --cov-branch --cov-report term $(if $(TESTS),,--cov-fail-under $(COVERAGE_FLOOR)) $(TESTS)

.PHONY: lint
lint: $(DEV_INSTALLED) ## Check style, types, import direction and generated parts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(COG) --check $(COG_FILES)

.PHONY: format
format: $(DEV_INSTALLED) ## Format the code and mend what can be mended
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: docs
docs: $(DEV_INSTALLED) ## Write the generated parts of the documentation anew
	@$(COG) -r $(COG_FILES)

.PHONY: quality
quality: $(DEV_INSTALLED) ## Measure how well composed issues are understood, and how well confidences hold
	@$(BIN)/python -m tests.quality --held-back --calibration

.PHONY: fuzz
fuzz: $(DEV_INSTALLED) ## Put 50,000 damaged documents through validation and the readers
	@$(BIN)/python -m tests.validation.fuzz --documents 50000

.PHONY: train
train: $(DEV_INSTALLED) ## Learn the weights of page understanding anew (takes half an hour)
	@$(BIN)/python -m training

.PHONY: bench
bench: $(DEV_INSTALLED) ## Measure stories per second, and the floor of lxml and libxml2
	@$(BIN)/python -m benchmarks.pipeline
	@$(BIN)/python -m benchmarks.newsml_g2_floor
	@$(BIN)/python -m benchmarks.validate
	@$(BIN)/python -m benchmarks.feeds
	@$(BIN)/python -m benchmarks.enrichment

# The header stands for uv's own, which would name the command with its paths.
.PHONY: lock
lock: ## Pin all dependencies anew (needs uv)
	@for lock in "requirements.lock build" "requirements-dev.lock dev --all-extras"; do \
		set -- $$lock; \
		{ echo "# Pinned for every platform and Python 3.11 or newer. Written by make lock; do not edit."; \
		uv pip compile pyproject.toml --group "$$2" $${3:-} --universal --python-version 3.11 --generate-hashes --upgrade \
			--no-header --no-emit-index-url --no-emit-find-links --no-annotate --quiet; } > "$$1.new"; \
		mv "$$1.new" "$$1"; \
	done

.PHONY: clean
clean: ## Remove everything that was made here, the environment too
	@rm -rf $(VENV) build dist out .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

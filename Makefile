# `make` (or `make help`) says what there is; every target makes what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
LOCKS := requirements
CODE := server tests tools

# An installed set of packages leaves a stamp; a newer lock file makes it be installed again.
BASE := $(VENV)/.base
DEV := $(VENV)/.dev
ORACLE := $(VENV)/.oracle
BENCH := $(VENV)/.bench
NODE := node_modules/.package-lock.json
VSCODE := build/vscode

.DEFAULT_GOAL := help
.PHONY: help demo test test-unit test-client test-oracle test-editors lint lint-client format \
	bench bundle trace-page vsix vsix-all editor regenerate lock clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

demo: $(BASE) ## Install into .venv, check the examples, show a fix as a diff and trace one
	@echo '$$ tapelint check examples'
	@$(BIN)/tapelint check examples || test $$? -eq 1
	@echo
	@echo '$$ tapelint check --diff --unsafe-fixes examples'
	@$(BIN)/tapelint check --diff --unsafe-fixes examples || test $$? -eq 1
	@echo
	@echo 'A trace runs the program, so it needs TensorFlow: installing it takes a few minutes once.'
	@$(MAKE) --no-print-directory $(ORACLE)
	@echo
	@echo '$$ tapelint trace examples/delivery_times.py'
	@TF_CPP_MIN_LOG_LEVEL=3 $(BIN)/tapelint trace examples/delivery_times.py 2>/dev/null || test $$? -eq 1

# Last is what is judged by TensorFlow, so that the closing line is that of pytest.
test: test-unit test-client test-editors test-oracle ## Run every test

test-unit: $(DEV) ## Run the tests that need no TensorFlow
	$(BIN)/python -m pytest -m 'not oracle'

test-client: $(NODE) ## Run the tests of the extension that need no editor
	npm run --silent test

test-oracle: $(ORACLE) ## Run every example and every fix under TensorFlow (installs it)
	TF_CPP_MIN_LOG_LEVEL=3 $(BIN)/python -m pytest -m oracle

lint: lint-client $(DEV) ## Check style, types and the layers of imports
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	PYTHONPATH=server $(BIN)/lint-imports

lint-client: $(NODE)
	npm run --silent lint

format: $(DEV) $(NODE) ## Lay the code out
	npm run --silent format
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(BENCH) $(ORACLE) vsix $(VSCODE) ## Measure speed beside ruff server and pylsp
	sh tools/editor/programs.sh
	npm run --silent build-editor
	PYTHONPATH=server:. $(BIN)/python -m tools.bench --write docs/speed.md

bundle: $(NODE)
	npm run --silent bundle

trace-page: ## Build the script and the style of the page that shows a trace
	cd client/trace-page && npm ci --silent --ignore-scripts --no-audit --no-fund && npm run --silent trace-page

vsix: bundle $(BASE) ## Pack the extension for this platform into dist/vsix
	PYTHONPATH=server:. $(BIN)/python -m tools.bundle

vsix-all: bundle $(BASE) ## Pack the extension for every platform
	PYTHONPATH=server:. $(BIN)/python -m tools.bundle --all

editor: vsix $(VSCODE) $(ORACLE) ## Serve a real VS Code on this machine, with the extension and the examples
	npm run --silent build-editor
	node build/editor/tools/editor/serve.js $(BIN)/python

test-editors: vsix $(VSCODE) $(ORACLE) ## Try the packed extension in real editors
	sh tools/editor/programs.sh
	npm run --silent build-editor
	sh tests/editors/run.sh

regenerate: $(DEV) ## Write everything that is generated from the code
	PYTHONPATH=server:. $(BIN)/python -m tools.docs
	PYTHONPATH=server:. $(BIN)/python -m tools.manifest
	PYTHONPATH=server:. $(BIN)/python -m tools.readme
	PYTHONPATH=server:. $(BIN)/python -m tools.parts

lock: $(DEV) ## Resolve the dependencies anew, for every Python and platform
	$(PIP) install uv
	PATH="$(abspath $(BIN)):$$PATH" sh tools/lock.sh $(LOCKS)

clean: ## Remove what was made (but not .venv)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo 'Tapelint needs Python 3.10 or newer: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(NODE): package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(VSCODE): tools/editor/fetch.sh
	sh tools/editor/fetch.sh $(VSCODE)
	@touch $@

$(BASE): $(LOCKS)/base.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r $(LOCKS)/base.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(LOCKS)/dev.txt $(BASE)
	$(PIP) install --require-hashes -r $(LOCKS)/dev.txt
	@touch $@

$(ORACLE): $(LOCKS)/oracle.txt $(DEV)
	$(PIP) install --require-hashes -r $(LOCKS)/oracle.txt
	@touch $@

$(BENCH): $(LOCKS)/bench.txt $(DEV)
	$(PIP) install --require-hashes -r $(LOCKS)/bench.txt
	@touch $@

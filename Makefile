# Every way to run rnnviz. The two that matter: `make app` and `make test`.
#
#   make app PYTHON=python3.12            another interpreter for the environment
#   make app ARGS="--server.port 8600"    options for streamlit
#   make test ARGS="-k vocabulary"        options for pytest

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Its caches belong to the environment, and it asks nothing of the network.
DENO := DENO_DIR=$(VENV)/.deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
ARGS ?=

APP_READY := $(VENV)/.app-ready
DEV_READY := $(VENV)/.dev-ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# TensorFlow's start-up notices about missing GPUs say nothing about rnnviz.
export TF_CPP_MIN_LOG_LEVEL ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help app dev test test-quick fuzz check format models measure bench pictures lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

app: $(APP_READY) ## Start the app (installs what it needs the first time)
	$(BIN)/streamlit run app.py $(ARGS)

dev: $(APP_READY) ## Start the app for work on it: reload on save, errors in full
	$(BIN)/streamlit run app.py --server.fileWatcherType auto --server.runOnSave true \
		--client.showErrorDetails full --client.toolbarMode developer $(ARGS)

# Several processes share the machine: threads of each would only wait for each other.
ONE_THREAD = OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1

PYTEST = $(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --hypothesis-profile ci

test: $(DEV_READY) ## Run every test
	$(PYTEST) $(ARGS)

test-quick: $(DEV_READY) ## Run the tests that need neither the browser nor Keras, and none of the long ones
	$(PYTEST) -m "not browser and not keras and not thorough" $(ARGS)

fuzz: $(DEV_READY) ## Read mutated files, kill savings, visit odd addresses, longer than the tests do (ARGS="--cases 100000")
	$(ONE_THREAD) $(BIN)/python -m tests.fuzz $(ARGS)

check: $(DEV_READY) ## Lint, check the format, the types and the floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(DENO) lint --quiet
	$(DENO) fmt --check --quiet
	$(DENO) check --quiet --no-remote rnnviz/ui tests/js

format: $(DEV_READY) ## Format the code and repair what the linter can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(DENO) lint --fix --quiet
	$(DENO) fmt --quiet

models: $(APP_READY) ## Train the shipped models again (hours)
	$(BIN)/python models/build.py $(ARGS)

measure: $(APP_READY) ## Measure the shipped models again, on held-out reviews: ARGS="--data FILE"
	$(BIN)/python -m rnnviz measure $(notdir $(patsubst %/,%,$(wildcard models/*/))) $(ARGS)

bench: $(DEV_READY) ## Run every benchmark in turn
	@set -e; for script in benchmarks/[!_]*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

pictures: $(DEV_READY) ## Take the pictures of the README again, or one: ARGS=clinic
	$(BIN)/python docs/images/draw.py $(ARGS)

lock: $(DEV_READY) ## Pin the dependencies of pyproject.toml again (ARGS=--upgrade for newer ones)
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK_FLAGS) $(ARGS) \
		--output-file requirements.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK_FLAGS) $(ARGS) --extra dev \
		--constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

LOCK_FLAGS := --quiet --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## Delete the environment and every cache
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are older than the requirements when these change: then the environment is brought up to date.
# `venv` on an environment that is already there only repairs it.
$(APP_READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "rnnviz needs Python 3.11 or newer, and '$(PYTHON)' is not: name one with make PYTHON=python3.11 ..." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)." >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m rnnviz.engine
	@touch $@

$(DEV_READY): requirements-dev.txt $(APP_READY)
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

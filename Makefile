# make run    set up, then serve the map          PORT=9000 make run   on another port
# make test   set up, then lint and every test   make help            the other commands

PORT   ?= 8501
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# npm is for developers: it builds, checks and tests the scripts. Without it those steps are skipped.
NPM    := $(shell command -v npm 2>/dev/null)
NODE   := $(if $(NPM),node_modules/.package-lock.json)
SKIP   := @echo "NOT CHECKED: npm was not found, so the scripts in dmz_map/web/src are neither built, checked nor tested."

.PHONY: run test test-all fuzz chaos lint lint-js build-js test-js setup setup-dev setup-system figures reading screenshots release lock bench load clean help

run: setup
	@$(BIN)/python -m dmz_map serve --open --edit --port $(PORT)

setup: $(VENV)/.app

setup-dev: setup $(VENV)/.dev $(NODE)

test: setup-dev setup-system lint test-js
	$(BIN)/python -m pytest -n 2 --dist worksteal

# All of them: also what takes long (dark themes, restarts, two servers), and Firefox.
test-all: export FIREFOX = 1
test-all: setup-dev setup-system lint test-js
	$(BIN)/python -m pytest -n 2 --dist worksteal -m ""

# Anything at every door; killed at any moment, on full disks, with a database that goes away.
fuzz: export FUZZ_CASES ?= 20000
fuzz: setup-dev
	$(BIN)/python -m pytest -q tests/security/test_fuzz.py

chaos: export CHAOS_KILLS ?= 50
chaos: setup-dev setup-system
	$(BIN)/python -m pytest -q -m "" tests/security/test_chaos.py tests/security/test_database_stopped.py tests/store/test_interrupted.py \
		tests/store/test_postgis_store.py tests/browser/test_shared_store.py

lint: setup-dev lint-js
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

ifdef NPM
lint-js: $(NODE)
	npm run --silent lint
	npm run --silent types

build-js: $(NODE)
	npm run --silent build

test-js: $(NODE)
	npm run --silent test
else
lint-js build-js test-js:
	$(SKIP)
endif

# The counts in README.md and docs/, from the tables.
figures: setup-dev
	$(BIN)/python tools/figures.py

screenshots: setup-dev setup-system
	$(BIN)/python tools/screenshots.py

# The sets are not part of the project: READING_SET is a folder of annotated documents, READING_SCORE
# the program that judges what is read in them.
reading: setup
	$(BIN)/python tools/reading_scores.py $(READING_SCORE) $(READING_SET)

# Wheel and source archive in dist/, the same bytes for the same commit.
release: setup-dev
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation --outdir dist

# All sizes take about half an hour; BENCH_SIZES="100 1000" make bench takes some of them.
bench: setup-dev setup-system
	$(BIN)/python -m benchmarks.maps
	$(BIN)/python -m benchmarks.app
	$(BIN)/python -m benchmarks.imports
	$(BIN)/python -m benchmarks.corpus
	$(BIN)/python -m benchmarks.publishing
	$(BIN)/python -m benchmarks.phone
	$(BIN)/python -m benchmarks.report

# Two hundred readers for three minutes, four servers one after the other. LOAD_SESSIONS=50 LOAD_SECONDS=60 make load
load: setup-dev
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.report

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "DMZ Map needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# What is installed is what requirements.lock names, each file by its hash; the project itself is built from that alone.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/.app: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.lock
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

# After a change of requirements*.txt; UPGRADE=--upgrade takes the newest versions.
lock: $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	UV=$(BIN)/uv tools/lock.sh $(UPGRADE)

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

setup-system:
	@tools/install-system.sh

clean:
	rm -rf $(VENV) node_modules dist build .cache .mypy_cache .ruff_cache .pytest_cache *.egg-info

help:
	@echo "make run          set up, serve the map, open a browser where there is a display (PORT=9000 make run: another port)"
	@echo "make test         set up, lint, and run the tests"
	@echo "make test-all     the same with those that take minutes or need Firefox"
	@echo "make lint         ruff, mypy --strict, the import contract; biome and tsc for the scripts"
	@echo "make build-js     remake dmz_map/web/static/*.js from dmz_map/web/src (needs npm)"
	@echo "make test-js      vitest alone (needs npm)"
	@echo "make figures      write the counts of README.md and docs/ anew, from the tables"
	@echo "make screenshots  remake the pictures of the README"
	@echo "make reading      score the reading of documents: READING_SET='SET SET' READING_SCORE=score.py"
	@echo "make release      build wheel and source archive in dist/"
	@echo "make lock         write requirements*.lock anew, with hashes (UPGRADE=--upgrade: newest versions)"
	@echo "make bench        measure the map and the app, and write docs/BENCHMARKS.md"
	@echo "make load         two hundred readers at once (LOAD_SESSIONS, LOAD_SECONDS)"
	@echo "make clean        remove everything that set-up made"

# make run    set up, then open the map          PORT=9000 make run   on another port
# make test   set up, then lint and every test   make help            the other commands

PORT   ?= 8501
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LEAFLET := dmz_map/web/static/leaflet/leaflet.js

.PHONY: run test test-all lint setup setup-dev setup-system screenshots bench clean help

run: setup
	@$(BIN)/python -m dmz_map serve --port $(PORT)

setup: $(VENV)/.app $(LEAFLET)

setup-dev: setup $(VENV)/.dev

test: setup-dev setup-system lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

# What takes minutes or needs Firefox as well.
test-all: export FIREFOX = 1
test-all: setup-dev setup-system lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m ""

lint: setup-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: setup-dev setup-system
	$(BIN)/python tools/screenshots.py

# All sizes take about half an hour; BENCH_SIZES="100 1000" make bench takes some of them.
bench: setup-dev setup-system
	$(BIN)/python -m benchmarks.maps
	$(BIN)/python -m benchmarks.app
	$(BIN)/python -m benchmarks.report

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "DMZ Map needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.app: $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

# Leaflet comes from npm. Without npm the server fetches it from its CDN and checks its published hash.
$(LEAFLET): package.json package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
		npm ci --silent --no-audit --no-fund && mkdir -p $(@D) && \
		cp node_modules/leaflet/dist/leaflet.js node_modules/leaflet/dist/leaflet.css node_modules/leaflet/LICENSE $(@D)/ && touch $@; \
	else \
		echo "npm was not found: Leaflet will come from its CDN, checked against its published hash."; \
	fi

setup-system:
	@tools/install-system.sh

clean:
	rm -rf $(VENV) node_modules dmz_map/web/static/leaflet .cache .mypy_cache .ruff_cache .pytest_cache *.egg-info

help:
	@echo "make run          set up and open the map (PORT=9000 make run: another port)"
	@echo "make test         set up, lint, and run the tests"
	@echo "make test-all     the same with those that take minutes or need Firefox"
	@echo "make lint         ruff, mypy --strict and the import contract"
	@echo "make screenshots  remake the pictures of the README"
	@echo "make bench        measure the map and the app, and write docs/BENCHMARKS.md"
	@echo "make clean        remove everything that set-up made"

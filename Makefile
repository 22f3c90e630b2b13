# The commands of this project, for people and for continuous integration. `make help` lists them.

PORT ?= 8000
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
export CHROMIUM ?= /usr/bin/chromium
BUILT := opencaf/web/static/built
STYLES := $(shell find opencaf/web/static/src -type f 2>/dev/null)
# A clone that has the tools for developing keeps them when it shows the demonstration.
INSTALLED := $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.demo)
SYNC := .venv/bin/uv pip sync --quiet --system-certs --compile-bytecode --python $(PYTHON) --require-hashes requirements/uv.txt
LOCK := .venv/bin/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(INSTALLED) build ## show OpenCAF with invented families at http://127.0.0.1:8000/ (PORT=8123 for another port)
	@$(PYTHON) -m opencaf.config.launch --port $(PORT)

.PHONY: code
code: ## print the code with which somebody of the demonstration signs in now (NAME=practitioner.a)
	@OPENCAF_DEMONSTRATION=1 $(PYTHON) manage.py demo_code $(NAME)

.PHONY: mail
mail: $(INSTALLED) ## print the mails that the demonstration has sent
	@OPENCAF_DEMONSTRATION=1 $(PYTHON) manage.py demo_mail

.PHONY: test
test: .venv/.dev build browser lint ## check everything: style, types, tests, journeys in a browser
	$(PYTHON) -m pytest -n 2 --dist worksteal
	@$(PYTHON) -m tests.databases stop
	@echo "No audit of known holes ran, since it needs the internet: make audit"

.PHONY: unit
unit: .venv/.dev ## run the tests that need no browser
	$(PYTHON) -m pytest -n 2 --dist worksteal -m "not journey"

.PHONY: lint
lint: .venv/.dev ## check style, types, imports, templates and migrations
	.venv/bin/ruff format --check --quiet
	.venv/bin/ruff check --quiet
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy
	find opencaf -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	find opencaf -name '*.html' -print0 | xargs -0 -r .venv/bin/djhtml --check --tabwidth 2
	.venv/bin/djlint opencaf --lint --quiet --ignore H025  # a form begins and ends in two templates
	OPENCAF_TESTING=1 $(PYTHON) manage.py makemigrations --check --dry-run

.PHONY: fix
fix: .venv/.dev ## put right what tools can put right
	.venv/bin/ruff check --fix --quiet || true
	.venv/bin/ruff format --quiet
	find opencaf -name '*.py' -print0 | xargs -0 -r .venv/bin/django-upgrade --target-version 5.2 || true
	find opencaf -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2 || true
	find opencaf -name '*.html' -print0 | xargs -0 -r .venv/bin/djhtml --tabwidth 2 || true

.PHONY: bench
bench: .venv/.dev build ## measure the pages (docs/benchmarks.md)
	$(PYTHON) -m bench.pages

.PHONY: bench-linkage
bench-linkage: .venv-febrl/.installed ## measure the matching on labelled sets, beside Splink (docs/benchmarks.md)
	.venv-febrl/bin/python -m bench.febrl

.venv-febrl/.installed: requirements/febrl.txt .venv/.uv
	@$(PYTHON) -m venv .venv-febrl
	@.venv/bin/uv pip sync --quiet --system-certs --python .venv-febrl/bin/python --require-hashes requirements/febrl.txt
	@touch $@

.PHONY: sbom
sbom: .venv-sbom/.installed node_modules/.installed ## list every component of a release as CycloneDX: sbom/python.json, sbom/pages.json
	@mkdir -p sbom
	.venv-sbom/bin/cyclonedx-py requirements --output-reproducible --of JSON -o sbom/python.json requirements/base.txt
	npm sbom --package-lock-only --sbom-format cyclonedx --loglevel=error >sbom/pages.json

.PHONY: audit
audit: .venv-sbom/.installed node_modules/.installed ## ask the public lists about known holes of every package (internet)
	.venv-sbom/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/base.txt
	npm audit

.venv-sbom/.installed: requirements/sbom.txt .venv/.uv
	@$(PYTHON) -m venv .venv-sbom
	@.venv/bin/uv pip sync --quiet --system-certs --python .venv-sbom/bin/python --require-hashes requirements/sbom.txt
	@touch $@

.PHONY: lock
lock: .venv/.uv ## choose the newest allowed versions of what requirements/*.in name
	for set in uv base demo linkage dev febrl sbom; do $(LOCK) --upgrade requirements/$$set.in -o requirements/$$set.txt; done

.PHONY: clean-demo
clean-demo: $(INSTALLED) ## delete the demonstration's data
	@$(PYTHON) -m opencaf.config.launch --clean

# Each step of installing leaves a stamp: a second run does nothing and needs no network.

.PHONY: install
install: .venv/.dev build ## install what running and developing need

.venv/bin/python:
	@for name in python3.11 python3.12 python3.13 python3; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    "$$name" -m venv .venv && exit 0; rm -rf .venv; \
	    echo "$$name cannot make environments. Install python3-venv (Debian: apt-get install python3.11-venv), then run this again." >&2; exit 1; \
	  fi; \
	done; echo "OpenCAF needs Python 3.11 or later. Install it (Debian: apt-get install python3.11-venv), then run this again." >&2; exit 1

.venv/.uv: requirements/uv.txt | .venv/bin/python
	@echo "Installing Python packages"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.demo: requirements/demo.txt .venv/.uv
	@$(SYNC) requirements/demo.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.uv
	@$(SYNC) requirements/dev.txt
	@touch $@

.PHONY: node
node:
	@if ! command -v npm >/dev/null || ! node -e 'process.exit(Number(parseInt(process.versions.node) < 18))' 2>/dev/null; then \
	  echo "OpenCAF needs Node.js 18 or later and npm to build its pages' styles. Install them (Debian: apt-get install nodejs npm), then run this again." >&2; exit 1; \
	fi

node_modules/.installed: package-lock.json | node
	@echo "Installing front-end packages"
	@npm ci --ignore-scripts --no-update-notifier --no-audit --no-fund --loglevel=error
	@touch $@

node_modules/.built: node_modules/.installed package.json $(STYLES) $(if $(wildcard $(BUILT)/*.css),,rebuild)
	@echo "Building the pages' styles"
	@npm run --silent build
	@touch $@

.PHONY: build rebuild
build: node_modules/.built
rebuild:

.PHONY: browser
browser:
	@if [ -x "$(CHROMIUM)" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the journeys"; \
	  apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	else \
	  echo "The journeys need Chromium at $(CHROMIUM). Install it (Debian: sudo apt-get install chromium fonts-dejavu-core) or name another place: make test CHROMIUM=/path/to/chromium. make unit runs the other tests." >&2; exit 1; \
	fi

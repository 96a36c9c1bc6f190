# Each target sets up .venv first, from constraints.txt alone: run builds generated_rules/ from corpus/, test runs the tests,
# check the linters, types, import layers, whether generated_rules/ is current, and known faults of the libraries (and writes
# their bill of materials to build/sbom.cdx.json), docs renews what in the documentation follows from the code, wheelhouse
# gathers hongtou and all that it needs in wheelhouse/, from which a computer without network installs it. desk opens the corpus in
# the browser; desk-script builds the desk's script from its source (needs npm).
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
RECENT := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c '$(RECENT)' 2>/dev/null && echo $(name))))

.PHONY: run test check docs wheelhouse desk desk-script clean

run: $(INSTALLED)
	@$(BIN)/hongtou build

test: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hongtou build --check
	@mkdir -p build
	$(BIN)/cyclonedx-py environment $(VENV) --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.cdx.json
	@$(BIN)/python .ci/audit.py

docs: $(INSTALLED)
	$(BIN)/python -m extractor.consistency.reference
	$(BIN)/python docs/generate.py

wheelhouse: $(INSTALLED)
	rm -rf wheelhouse
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --require-hashes -r constraints.txt -w wheelhouse
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w wheelhouse .
	@echo "On a computer with the same system and Python: pip install --no-index --find-links wheelhouse hongtou"

desk: $(INSTALLED)
	@$(BIN)/hongtou desk

desk-script:
	cd extractor/desk/script && npm ci --no-audit --no-fund && npm run check && npm run build

clean:
	rm -rf $(VENV) wheelhouse build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "hongtou needs Python 3.11 or newer with its venv module;" \
		"on Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

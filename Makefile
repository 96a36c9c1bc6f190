# Each target sets up .venv first: run builds generated_rules/ from corpus/, test runs the tests, check the linters, types,
# import layers and whether generated_rules/ is current, docs renews what in the documentation follows from the code.
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTHON ?= python3

.PHONY: run test check docs clean

run: $(INSTALLED)
	@$(BIN)/hongtou build

test: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hongtou build --check

docs: $(INSTALLED)
	$(BIN)/python -m extractor.quantities.grammar_doc docs/grammar.md
	$(BIN)/python -m extractor.consistency.reference
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .hongtou *.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "hongtou needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,openfisca,gorules,postgresql]'
	@touch $@

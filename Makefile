# Each target sets up .venv first: run builds generated_rules/ from corpus/, test runs the tests, check the linters, types,
# import layers and whether generated_rules/ is current, docs renews what in the documentation follows from the code.
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
EXTRAS := dev,openfisca,gorules,postgresql
RECENT := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c '$(RECENT)' 2>/dev/null && echo $(name))))

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
	$(BIN)/python -m extractor.consistency.reference
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "hongtou needs Python 3.11 or newer with its venv module;" \
		"on Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	@touch $@

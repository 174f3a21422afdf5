# Short commands for those who change plandiff; each is one line that can be typed by hand.
PYTHON ?= .venv/bin/python

.PHONY: help setup test fast check format goldens messages dist

help:           ## list the commands
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup:          ## make a virtual environment with all that is needed
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -e '.[test]'

test:           ## everything: tests, lint, types, layers
	$(PYTHON) -m pytest -q

fast:           ## the tests that start no process and no app, in under half a minute
	$(PYTHON) -m pytest -q -m fast

check:          ## lint, format, types, layers alone
	$(PYTHON) -m pytest -q -n0 tests/test_house.py -k house_rule

format:         ## bring the source into form
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

goldens:        ## write the approved reports and screens anew; read the diff before you commit it
	WRITE_CASES=1 $(PYTHON) -m pytest -q -n0 tests/test_terminal_report.py tests/test_review_screens.py

messages:       ## take the texts out of the source, update and compile the catalogues, list what is missing
	$(PYTHON) translations/update.py

dist:           ## build the wheel and the source archive
	$(PYTHON) -m pip install -q build
	$(PYTHON) -m build

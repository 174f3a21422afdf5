# The texts that people read: take them out of the source, update and compile the catalogues, list what is missing.
.PHONY: messages
messages:
	$(or $(wildcard .venv/bin/python),python3) translations/update.py

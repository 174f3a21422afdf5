"""Facts of the Chinese language, each once: script, numerals, quantities, times, frequencies."""

"""Facts of the Chinese language as policy documents write it, each once: script, numerals, quantities, times, frequencies."""

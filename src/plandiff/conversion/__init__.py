"""What a character should be in a script and a standard."""

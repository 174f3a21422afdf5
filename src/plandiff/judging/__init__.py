"""Edits → changes: kind, weight, expected text, certainty, reason."""

"""One bead → edits, cleaned up so that a person would have marked the same."""

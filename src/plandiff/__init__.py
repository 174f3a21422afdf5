"""plandiff compares Chinese policy documents: it aligns, diffs and judges."""

__version__ = "0.1.0"

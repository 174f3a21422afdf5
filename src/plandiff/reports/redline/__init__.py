"""Redlines: a Word document with tracked changes that turn the left text into the right one."""

"""Numbering schemes and headings → sections; sentences → segments."""

"""The app for review in a terminal. What it shows and does is in `session` and `view`, which know nothing of Textual."""

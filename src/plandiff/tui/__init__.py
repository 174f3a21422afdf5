"""The app for review in a terminal. What it shows and does is in `session` and `view`, without Textual."""

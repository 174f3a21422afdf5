"""What all reports and the app share: excerpts, entries, places, and the words for kinds and reasons."""

"""Two clean texts → matched characters → beads of segments."""

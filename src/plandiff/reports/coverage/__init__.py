"""The coverage of a national plan for a meeting: sections down, local plans across, the wording behind each cell."""

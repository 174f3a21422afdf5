"""Characters only: spans, offset maps, script folding, tokens, display width, line breaking."""

"""A comparison in, text out: no printing, no exit status, no judgement of its own."""

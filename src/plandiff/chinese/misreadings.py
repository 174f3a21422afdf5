"""What machines that read pages leave in a text: parts of characters, and forms that no modern print has."""

PARTS = frozenset("扌彳氵亻冫讠钅饣纟犭忄刂灬疒宀冖罒礻衤")
"""Parts of characters that are no words: in running text each is half of a character that was taken apart."""
LOOKALIKES = dict(zip("硏岀囯眀旳査", "研出国明的查", strict=True))
"""Forms outside the character sets of modern print, with the simplified character that they are misread for."""

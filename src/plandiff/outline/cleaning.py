"""Document → clean text: named rules set noise aside, each removal listed in a ledger with its source span."""

from dataclasses import replace

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind, set_aside, whole
from plandiff.outline.cleaning_rules import RULES
from plandiff.outline.contents_list import contents_list
from plandiff.outline.led_contents import led_entries
from plandiff.reading.document import Document


def clean(document: Document) -> CleanText:
    """Return the text of ``document`` that is compared, with everything else in the ledger."""
    text = whole(document)
    for rule in RULES:
        text = set_aside(text, rule(text))
    listed = contents_list(text.key)
    if listed:
        removals = [Removal(RemovalKind.CONTENTS, text.offsets.source_span(*span)) for span in listed.spans]
        return set_aside(text, removals, listed.entries)
    return replace(text, contents=led_entries(text))

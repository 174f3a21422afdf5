"""Reads Word documents (.docx, .docm), as ECMA-376 and ISO/IEC 29500 describe them, without Word.

The text is what a reader of the page would copy, and what a text export loses: computed numbers, text boxes (which hold
the issuer and the document number of Chinese official papers), notes. Headers and footers are left out.
"""

from plandiff.reading.docx.blocks import Blocks
from plandiff.reading.docx.inline import Inline
from plandiff.reading.docx.numbering import Numbering
from plandiff.reading.docx.parts import Parts
from plandiff.reading.docx.revisions import Revision, tracked
from plandiff.reading.docx.styles import Styles
from plandiff.reading.extracted import Extracted, ReadingOptions, Revisions
from plandiff.reading.lines import Lines
from plandiff.reading.notices import NoticeCode, ReadingNotice, notice
from plandiff.reading.package import Package


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read a Word document.

    Raises:
        ReadingError: It is damaged, protected, or larger in any way than an honest document.
    """
    parts = Parts(Package(data, shown))
    final = options.revisions is Revisions.FINAL
    revision, styles = Revision(final=final), Styles(parts.tree("styles"))
    inline, numbering = (
        Inline(revision, styles),
        Numbering(parts.tree("numbering") if options.numbers else None, styles),
    )
    blocks, lines = Blocks(revision, inline, numbering), Lines()
    blocks.body(parts.body, lines)
    _add_notes(parts, blocks, inline, lines)
    changes = tracked(parts.body)
    notices: list[ReadingNotice] = []
    if changes:
        code = NoticeCode.REVISIONS_FINAL if final else NoticeCode.REVISIONS_ORIGINAL
        notices.append(notice(code, count=changes))
    if parts.has("vbaProject"):
        notices.append(notice(NoticeCode.MACROS))
    inline.left_out[NoticeCode.NUMBERS] += numbering.unknown
    notices += [notice(code, count=count) for code, count in sorted(inline.left_out.items()) if count]
    return lines.extracted(notices)


def _add_notes(parts: Parts, blocks: Blocks, inline: Inline, lines: Lines) -> None:
    """Add the notes at the end, in the order in which the text refers to them, each behind its mark."""
    counts = dict.fromkeys(parts.notes, 0)
    for note in inline.notes:  # A note may refer to another, which then comes last.
        counts[note.unit] += 1
        place = ((note.unit, counts[note.unit]),)
        element = parts.notes[note.unit].get(note.id)
        texts = [] if element is None else blocks.note(element, place)
        for n, text in enumerate(texts):
            lines.add(f"{note.mark} {text.lstrip()}" if n == 0 else text, place)

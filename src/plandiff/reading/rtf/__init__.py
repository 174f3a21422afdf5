"""Reads rich text (.rtf, and .doc files that are rich text inside), as version 1.9.1 of its specification has it.

Numbers of lists stand in the file as text, for programs that cannot count; tables are told by the right edges of their
cells. Headers, footers and pictures are left out.
"""

from plandiff.reading.extracted import Extracted, ReadingOptions, Revisions
from plandiff.reading.lines import Lines
from plandiff.reading.notices import NoticeCode, ReadingNotice, notice
from plandiff.reading.rtf.laying import lay
from plandiff.reading.rtf.parsing import Parser


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read a rich text.

    Raises:
        ReadingError: It has more signs than any document, or its groups are nested absurdly.
    """
    final = options.revisions is Revisions.FINAL
    parser = Parser(shown, final=final)
    parser.parse(data)
    lines = Lines()
    lay(parser.body, parser.notes, lines)
    notices: list[ReadingNotice] = []
    if parser.tracked:
        code = NoticeCode.REVISIONS_FINAL if final else NoticeCode.REVISIONS_ORIGINAL
        notices.append(notice(code, count=parser.tracked))
    if parser.cut:
        notices.append(notice(NoticeCode.CUT))
    notices += [notice(code, count=count) for code, count in sorted(parser.left_out.items()) if count]
    return lines.extracted(notices)

"""Says what a reader must know of how a document was read, in the reader's language."""

from plandiff.language import Many, Message, One, tr, tr_n
from plandiff.reading.document import Document
from plandiff.reading.notices import NoticeCode, ReadingNotice
from plandiff.text.visible import visible

_ONE: dict[NoticeCode, Message] = {
    NoticeCode.MACROS: "it holds macros, which were not run",
    NoticeCode.CUT: "the file ends in the middle: what follows is missing",
    NoticeCode.WHOLE_PAGE: "the article could not be told from the site around it: all of the page is read",
}
_COUNTED: dict[NoticeCode, tuple[One, Many]] = {
    NoticeCode.REVISIONS_FINAL: (
        "{count} tracked change, read as accepted (--revisions original reads it as rejected)",
        "{count} tracked changes, read as accepted (--revisions original reads them as rejected)",
    ),
    NoticeCode.REVISIONS_ORIGINAL: (
        "{count} tracked change, read as rejected",
        "{count} tracked changes, read as rejected",
    ),
    NoticeCode.COMMENTS: ("{count} comment is left out", "{count} comments are left out"),
    NoticeCode.EMBEDDED: (
        "{count} part in another format (a chart, a sheet, a web page) is left out",
        "{count} parts in other formats (charts, sheets, web pages) are left out",
    ),
    NoticeCode.HIDDEN: (
        "{count} character of hidden text is left out",
        "{count} characters of hidden text are left out",
    ),
    NoticeCode.SYMBOLS: (
        "{count} sign is known to its symbol font only, and read as a private use character",
        "{count} signs are known to their symbol font only, and read as private use characters",
    ),
    NoticeCode.READINGS: (
        "{count} reading above characters is left out",
        "{count} readings above characters are left out",
    ),
    NoticeCode.FORMULAS: (
        "{count} formula is read as one line, or left out",
        "{count} formulas are read as one line, or left out",
    ),
    NoticeCode.NUMBERS: (
        "{count} automatic number has a format that is not known, and is written in digits",
        "{count} automatic numbers have a format that is not known, and are written in digits",
    ),
    NoticeCode.DEPTH: (
        "{count} table or text box lies too deep in others, and is left out",
        "{count} tables or text boxes lie too deep in others, and are left out",
    ),
    NoticeCode.LOST: (
        "{count} character lies too deep in the page to be read",
        "{count} characters lie too deep in the page to be read",
    ),
    NoticeCode.SITE: (
        "{count} Chinese character of the site around the article is left out",
        "{count} Chinese characters of the site around the article are left out",
    ),
    NoticeCode.PAGER: (
        "this is one page of {count}: the rest is missing",
        "this is one page of {count}: the rest is missing",
    ),
    NoticeCode.PICTURES: (
        "{count} page is a picture without text: {pages}",
        "{count} pages are pictures without text: {pages}",
    ),
    NoticeCode.INTERLEAVED: (
        "{count} table is compared coarsely, as its cells run into each other: page {pages}",
        "{count} tables are compared coarsely, as their cells run into each other: pages {pages}",
    ),
    NoticeCode.FONT_RADICALS: (
        "the font writes {count} character as a radical",
        "the font writes {count} characters as radicals",
    ),
    NoticeCode.OUTSIDE: (
        "{count} character beyond the edges of its page is left out",
        "{count} characters beyond the edges of their pages are left out",
    ),
    NoticeCode.RECOGNISED: (
        "{count} page is read by text recognition: {pages}",
        "{count} pages are read by text recognition: {pages}",
    ),
}


def notice_text(notice: ReadingNotice) -> str:
    """Return a notice as a clause that follows the name of its document; harmless."""
    facts = {name: f"{fact:,}" if isinstance(fact, int) else visible(fact) for name, fact in notice.facts}
    if notice.code in _ONE:
        return tr(_ONE[notice.code])
    count = dict(notice.facts)["count"]
    assert isinstance(count, int)  # noqa: S101 - of all these
    return tr_n(*_COUNTED[notice.code], count).format(**facts)


def notices_of(document: Document) -> list[str]:
    """Return all notices of a document as clauses."""
    return [notice_text(notice) for notice in document.notices]

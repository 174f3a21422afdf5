"""Reads OpenDocument texts (.odt, .fodt inside a package): paragraphs, lists with their numbers, tables, notes, shapes.

OASIS OpenDocument 1.3 part 3. Deletions that are tracked stand apart from the text, so it is read as accepted.
"""

from plandiff.errors import ReadingError
from plandiff.reading.extracted import Extracted, ReadingOptions, Revisions
from plandiff.reading.lines import Lines
from plandiff.reading.notices import NoticeCode, ReadingNotice, notice
from plandiff.reading.odt.blocks import Blocks
from plandiff.reading.odt.lists import Lists
from plandiff.reading.odt.names import OFFICE, TEXT
from plandiff.reading.odt.styles import Styles
from plandiff.reading.package import Package


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read an OpenDocument text.

    Raises:
        ReadingError: It is damaged, protected, larger in any way than an honest document, or its tracked changes are
            to be read as rejected.
    """
    package = Package(data, shown)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise ReadingError("{name} is protected by a password", "save it without one", name=shown)
    content = package.tree("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadingError("{name} has no document body", "save it anew", name=shown)
    changes = len(body.findall(f"{TEXT}tracked-changes/{TEXT}changed-region"))
    if changes and options.revisions is Revisions.ORIGINAL:
        raise ReadingError(
            "{name} is an OpenDocument text, whose tracked changes can be read as accepted only",
            "save it as .docx",
            name=shown,
        )
    trees = [content, *(package.tree(name) for name in ("styles.xml",) if name in package.names)]
    lines, blocks = Lines(), Blocks(Styles(trees), Lists(trees))
    blocks.body(body, lines)
    notices: list[ReadingNotice] = []
    if changes:
        notices.append(notice(NoticeCode.REVISIONS_FINAL, count=changes))
    if any(name.startswith("Basic/") for name in package.names):
        notices.append(notice(NoticeCode.MACROS))
    notices += [notice(code, count=count) for code, count in sorted(blocks.left_out.items()) if count]
    return lines.extracted(notices)

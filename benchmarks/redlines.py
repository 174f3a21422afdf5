"""Does a redline of any pair read back both ways, and does LibreOffice convert what plandiff writes without error?

Takes folders or files in pairs, compares each pair, writes redline and table, reads the redline back with all changes
accepted and rejected, by plandiff and by a reader of its own (white space aside), and has LibreOffice make PDF of both
files. Needs ``soffice`` on the path for the last.
"""

import argparse
import io
import shutil
import subprocess
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path

from lxml import etree

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.reading import read, read_bytes
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.signature import Signature
from plandiff.reports.synopsis.options import Options
from plandiff.reports.to_redline import comparison_redline
from plandiff.reports.to_table import comparison_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain(text: str) -> str:
    """Return a text as Word can hold it: line feeds alone, no page breaks, no blank lines at its ends."""
    return text.replace("\r\n", "\n").replace("\f", "").strip("\n")


def reads_back(left: Path, right: Path, folder: Path) -> bool:
    """Write both papers of a pair, and say whether the redline gives both texts."""
    documents = [read(str(path)) for path in (left, right)]
    result = compare(documents[0], documents[1], Relation.REVISION)
    redline = comparison_redline(result, show_all=True, signature=Signature())
    (folder / f"{left.stem}-redline.docx").write_bytes(redline)
    table = comparison_table(result, ending=".docx", form=Options())
    (folder / f"{left.stem}-table.docx").write_bytes(table if isinstance(table, bytes) else table.encode())
    original, final = (
        read_bytes(redline, "redline.docx", ReadingOptions(revisions=state)).text
        for state in (Revisions.ORIGINAL, Revisions.FINAL)
    )
    alike = [plain(original), plain(final)] == [plain(document.text) for document in documents]
    held = [body(redline, accepted=accepted) for accepted in (False, True)]
    return alike and held == ["".join(document.text.split()) for document in documents]


def body(redline: bytes, *, accepted: bool) -> str:
    """Return the text of a redline with all changes accepted or rejected, read without plandiff; no white space."""
    with zipfile.ZipFile(io.BytesIO(redline)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    gone = {W + name for name in (("del", "moveFrom") if accepted else ("ins", "moveTo"))}
    texts = root.iter(W + "t", W + "delText")
    kept = (text.text or "" for text in texts if not any(above.tag in gone for above in text.iterancestors()))
    return "".join("".join(kept).split())


def converted(folder: Path) -> tuple[int, int]:
    """Have LibreOffice convert all papers of a folder; return how many there are, and how many became PDF."""
    papers = sorted(folder.glob("*.docx"))
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, *papers], check=False, capture_output=True, timeout=3600)
    return len(papers), len([*folder.glob("*.pdf")])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "files", type=Path, nargs="+", help="old and new in turn; one folder: its files in pairs by name"
    )
    parser.add_argument("--keep", type=Path, help="write the papers there, to look at them")
    arguments = parser.parse_args()
    files = arguments.files
    if len(files) == 1 and files[0].is_dir():
        files = sorted(path for path in files[0].iterdir() if path.is_file())
    pairs = [pair for n, pair in enumerate(pairwise(files)) if n % 2 == 0]
    folder = arguments.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    failed = [left.name for left, right in pairs if not reads_back(left, right, folder)]
    print(f"{len(pairs) - len(failed)} of {len(pairs)} redlines read back both ways", *failed, sep="\n  ")
    wrong = bool(failed)
    if shutil.which("soffice"):
        papers, pages = converted(folder)
        print(f"LibreOffice converted {pages} of {papers} papers")
        wrong |= pages < papers
    else:
        print("LibreOffice is not installed: nothing converted")
    print("OVER" if wrong else "PASS")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())

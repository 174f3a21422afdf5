"""What all commands promise of documents that are no plain text: they read them, say where, and say what is missing."""

import json
import re
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from conftest import ROOT, SEEDS, Run, document
from office_files import docx, listed, numbering, odt, p, row, rtf, run, table
from office_files import level as list_level
from pdf_files import page_of, pdf

from plandiff import read
from plandiff.comparison import compare
from plandiff.decisions.decision import Verdict
from plandiff.outline.cleaning import clean
from plandiff.presentation.reading_notices import notice_text
from plandiff.reading import read_bytes
from plandiff.reading.document import Document
from plandiff.reading.notices import NoticeCode, notice
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.export import exported
from plandiff.reviewing.review import Review

SECRET = "secret"
_ARTICLES = numbering(list_level(0, "chineseCounting", "第%1条"))
_CHANGE = (
    '<w:ins w:id="1"><w:r><w:t>及时</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>尽快</w:delText></w:r></w:del>'
)


def law(days: int, share: int) -> bytes:
    """Return a Word file: two numbered articles, tracked words, a table."""
    tracked = p(
        "各级政府应当",
        _CHANGE,
        f"办理企业开办事项，完成时限为{days}日。",
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    )
    rows = table(row("指标", "目标值"), row("增速", f"{share}%"))
    return docx(p("企业开办办法") + tracked + listed("本办法自2026年1月1日起施行。") + rows, numbering=_ARTICLES)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """A folder with two versions of a law; the names of the files do not say what they are."""
    (tmp_path / "old.txt").write_bytes(law(5, 5))
    (tmp_path / "new.docx").write_bytes(law(8, 6))
    return tmp_path


def test_compare_reads_word_and_says_where_each_change_is(plandiff: Run, laws: Path) -> None:
    """In the report and for programs; what is tracked is told on standard error."""
    done = plandiff("compare", "old.txt", "new.docx", "--format", "json")
    value = json.loads(done.stdout)
    assert done.returncode == 1
    assert b"new.docx: 2 tracked changes, read as accepted" in done.stderr
    assert value["left"]["kind"] == value["right"]["kind"] == "docx"
    assert value["left"]["notices"] == [{"code": "revisions-final", "count": 2}]
    changes = [(change["left"]["text"], change["right"]["address"]) for change in value["changes"]]
    assert changes == [("5日", "paragraph 2"), ("5%", "table 1, row 2")]
    shown = plandiff("compare", "old.txt", "new.docx").stdout.decode()
    assert "simplified  docx" in shown
    assert re.search(r"left table 1, row 2, 5:4 +right table 1, row 2, 5:4", shown)


def test_plain_text_has_no_address(plandiff: Run, tmp_path: Path) -> None:
    """The kind is text, the address null."""
    for name, text in (("a.txt", "第一条 期限为5日。\n"), ("b.txt", "第一条 期限为8日。\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    value = json.loads(plandiff("compare", "a.txt", "b.txt", "--format", "json").stdout)
    assert (value["left"]["kind"], value["left"]["notices"]) == ("text", [])
    assert [change["left"]["address"] for change in value["changes"]] == [None]


def test_the_two_states_of_a_draft_are_compared(plandiff: Run, laws: Path) -> None:
    """--tracked takes one document; --revisions reads either state."""
    done = plandiff("compare", "new.docx", "--tracked", "--format", "json")
    changes = json.loads(done.stdout)["changes"]
    assert done.returncode == 1
    assert [(change["left"]["text"], change["right"]["text"]) for change in changes] == [("尽快", "及时")]
    text = plandiff("text", "new.docx", "--revisions", "original").stdout.decode()
    assert "第一条　各级政府应当尽快办理" in text
    assert "及时" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "new.docx"), "compare needs two documents"),
        (("compare", "new.docx", "old.txt", "--tracked"), "--tracked takes one document"),
        (("compare", "-", "--tracked"), "reads the document twice"),
        (("compare", "plain.txt", "--tracked"), "tracks no changes"),
    ],
)
def test_what_cannot_be_compared_is_said(plandiff: Run, laws: Path, arguments: tuple[str, ...], message: str) -> None:
    """One line, exit status 2."""
    (laws / "plain.txt").write_text("第一条\n", encoding="utf-8")
    done = plandiff(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("lint", "new.docx"), "nothing found"),
        (("outline", "new.docx"), "第一条  [article paragraph 2, 2:1]"),
        (("explain", "new.docx:2:3"), "new.docx:2:3 (paragraph 2)"),
        (("trace", "old.txt", "new.docx"), "new.docx"),
    ],
)
def test_every_command_reads_word(plandiff: Run, laws: Path, arguments: tuple[str, ...], expected: str) -> None:
    """And says that changes are tracked in it."""
    done = plandiff(*arguments)
    assert done.returncode in {0, 1}
    assert expected in done.stdout.decode()
    assert b"new.docx: 2 tracked changes" in done.stderr


def test_a_watched_word_file_is_checked_against_snapshots_and_history(plandiff: Run, laws: Path) -> None:
    """Accepted, changed, found, with its place, in every format; also without snapshots, at a revision."""
    (laws / "plandiff.toml").write_text('documents = ["*.docx"]\n', encoding="utf-8")
    assert plandiff("accept", "--all").returncode == 0
    for command in (("init", "-q"), ("add", "-A"), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")):
        subprocess.run(("git", *command), cwd=laws, check=True)
    assert plandiff("check").returncode == plandiff("check", "--since", "HEAD").returncode == 0
    (laws / "new.docx").write_bytes(law(9, 6))
    for arguments in ((), ("--since", "HEAD")):
        done = plandiff("check", *arguments)
        assert done.returncode == 1
        assert "right paragraph 2, 2:27" in done.stdout.decode()
        assert "2 tracked changes" in " ".join(done.stdout.decode().split())
    assert "“8日” → “9日” (paragraph 2; 第一条)" in plandiff("check", "--format", "github").stdout.decode()
    assert "new.docx:2:27 (paragraph 2)" in plandiff("pending").stdout.decode()
    clauses = plandiff("text", "--clauses", "new.docx").stdout.decode()
    assert "第一条　各级政府应当及时办理企业开办事项，" in clauses.splitlines()


def test_a_new_project_watches_documents_of_all_formats(plandiff: Run, laws: Path) -> None:
    """What holds Chinese is proposed; what only looks like a document is not."""
    (laws / "empty.docx").write_bytes(docx(p("plan")))
    (laws / "broken.docx").write_bytes(b"PK\x03\x04")
    assert plandiff("init").returncode == 0
    assert 'documents = ["*.txt", "new.docx"]' in (laws / "plandiff.toml").read_text(encoding="utf-8")


def test_a_corrected_copy_of_a_word_file_is_text(tmp_path: Path) -> None:
    """Only Word writes its format: the copy says so by its name, and the original is not touched."""
    left = read_bytes(docx(p("推動制造業發展，落實各項任務。")), "left.docx")
    review = Review(material_of(compare(left, document("推动制造业发展，落实各项任务。", "right.txt"))))
    review.decide(range(len(review.material.changes)), Verdict.ACCEPT)
    files = {path.name: path for path in exported(review, tmp_path, "left--right")}
    assert files["left.corrected.txt"].read_text(encoding="utf-8") == "推動製造業發展，落實各項任務。"
    points = json.loads(files["left--right.decisions.json"].read_text(encoding="utf-8"))
    assert points["changes"][0]["left"]["address"] == "paragraph 1"


def in_formats(text: str, name: str) -> dict[str, Document]:
    """Return the same words as a Word file, an OpenDocument text and a rich text, a line a paragraph."""
    lines = text.split("\n")
    blanks = re.compile("  +")
    spaced = (
        blanks.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', escape(line)).replace("\t", "<text:tab/>")
        for line in lines
    )
    rich = (re.sub(r"([\\{}])", r"\\\1", line).replace("\t", r"\tab ") for line in lines)
    files = {
        "docx": docx("".join(f"<w:p>{run(escape(line))}</w:p>" for line in lines)),
        "odt": odt("".join(f"<text:p>{line}</text:p>" for line in spaced)),
        "rtf": rtf(r"\par ".join(rich)),
    }
    return {kind: read_bytes(data, name) for kind, data in files.items()}


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_has_the_same_clean_text_in_every_format(seed: Path) -> None:
    """Every character stays where it is."""
    text = seed.read_text(encoding="utf-8")
    key = clean(document(text)).key
    assert {kind: clean(found).key == key for kind, found in in_formats(text, "a").items()} == dict.fromkeys(
        ("docx", "odt", "rtf"), True
    )


def test_ids_hold_when_a_document_changes_its_format() -> None:
    """A project moves from text to Word without accepting anything anew."""
    folder = ROOT / "tests" / "cases" / "review"
    hant, hans = ((folder / f"plan.{script}.txt").read_text(encoding="utf-8").strip() for script in ("hant", "hans"))
    partner = document(hans, "plan.hans.txt")
    expected = [change.id for change in compare(document(hant, "plan.hant.txt"), partner).changes]
    for found in in_formats(hant, "plan.hant.txt").values():
        assert [change.id for change in compare(found, partner).changes] == expected


@pytest.mark.parametrize("code", NoticeCode)
def test_every_notice_is_a_sentence(code: NoticeCode) -> None:
    """With its facts, one and many."""
    for count, pages in ((1, "3"), (1_234, "3, 4\x1b")):
        words = notice_text(notice(code, count=count, pages=pages))
        assert words.isprintable()
        assert "{" not in words
        assert "count" not in code or f"{count:,}" in words


def test_note_marks_are_furniture_and_notes_are_text(plandiff: Run, tmp_path: Path) -> None:
    """A text without notes differs by the note alone, one with marks in other forms by nothing of substance."""
    body = p("办理时限为五日", '<w:r><w:footnoteReference w:id="1"/></w:r>', "，自受理之日起计算。") + p(
        "本办法自公布之日起施行。"
    )
    (tmp_path / "a.docx").write_bytes(docx(body, footnotes=f'<w:footnote w:id="1">{p("工作日。")}</w:footnote>'))
    text = "办理时限为五日{}，自受理之日起计算。\n本办法自公布之日起施行。\n"
    (tmp_path / "same.txt").write_text(text.format("〔注1〕") + "〔注1〕工作日。\n", encoding="utf-8")
    (tmp_path / "none.txt").write_text(text.format(""), encoding="utf-8")
    assert plandiff("compare", "a.docx", "same.txt").returncode == 0
    value = json.loads(plandiff("compare", "a.docx", "none.txt", "--format", "json").stdout)
    assert [(c["kind"], c["left"]["text"]) for c in value["changes"] if c["weight"] == "substantive"] == [
        ("dropped", "工作日。")
    ]


def test_the_password_reaches_every_way_of_reading(plandiff: Run, tmp_path: Path) -> None:
    """Also --tracked, which then says what the document is, and the Python interface."""
    (tmp_path / "a.pdf").write_bytes(pdf([page_of(["第一条　略。"])], password=SECRET))
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="utf-8")
    done = plandiff("compare", "a.pdf", "--tracked", "--password-file", "key")
    assert (done.returncode, b"tracks no changes" in done.stderr) == (2, True)
    assert read(tmp_path / "a.pdf", password=SECRET).text == "第一条　略。"

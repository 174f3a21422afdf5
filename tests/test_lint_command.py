"""``plandiff lint`` and ``plandiff explain`` as others run them: output, exit status, one clear line of trouble."""

import json
import re
from pathlib import Path

import pytest
from conftest import SEEDS, Run, document

from plandiff.proofreading.explanation import explain
from plandiff.proofreading.linting import lint
from plandiff.reports.to_explanation import explanation_text
from plandiff.reports.to_lint import lint_text
from plandiff.text.width import cell_width

RIGHT = "國家發展規劃綱要：搬遷後續扶持，這樣對應兩個時期。\n"
WRONG = "國家發展規劃綱要：搬遷后續扶持，先進制造業。\n採煤區的鄉村旅游和搬遷后續，先進制造業的后續。\n"
HANT = SEEDS / "national-special-regions.hant.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a right and a wrong document, and with files that are none."""
    files = {
        "right.txt": RIGHT.encode(),
        "wrong.txt": WRONG.encode(),
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.bin": bytes(range(256)) * 40,
        "plan.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def lines(stderr: bytes) -> list[str]:
    text = stderr.decode()
    assert "Traceback" not in text
    assert "internal error" not in text
    return text.splitlines()


def findings(stdout: bytes) -> list[list[tuple[str, str | None, str]]]:
    """Return (text, expected, certainty) of the findings of each document."""
    documents = json.loads(stdout)["documents"]
    return [[(f["text"], f["expected"], f["certainty"]) for f in one["findings"]] for one in documents]


def test_nothing_found_exits_with_0(plandiff: Run, folder: Path) -> None:
    done = plandiff("lint", "right.txt")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "nothing found" in done.stdout.decode()


def test_something_found_exits_with_1_unless_the_reader_wants_0(plandiff: Run, folder: Path) -> None:
    for arguments, status in ((("wrong.txt",), 1), (("right.txt", "wrong.txt"), 1), (("wrong.txt", "--exit-zero"), 0)):
        done = plandiff("lint", *arguments)
        assert (done.returncode, done.stderr) == (status, b"")
        assert "後 ← 后" in done.stdout.decode()


def test_equal_findings_are_one_group_with_its_count_and_every_place(plandiff: Run, folder: Path) -> None:
    """An editor decides once: 後 ← 后 ×3 in 後續, and where the three stand."""
    report = plandiff("lint", "wrong.txt").stdout.decode()
    groups = {group.splitlines()[0]: group for group in report.split("\n\n") if " ← " in group}

    assert [re.sub(r"\s+", " ", head) for head in groups] == [
        "x 後 ← 后 ×3 in 後續 wrong character",
        "x 製 ← 制 ×2 in 製造 wrong character",
        "x 遊 ← 游 in 旅遊 wrong character (check)",
    ]
    assert [re.findall(r"\d+:\d+", group) for group in groups.values()] == [
        ["1:12", "2:12", "2:21"],
        ["1:19", "2:17"],
        ["2:8"],
    ]


def test_long_groups_are_shortened_unless_all_is_asked_for() -> None:
    """The report says how much it leaves out; --all leaves nothing out."""
    result = lint(document(WRONG * 50))
    short, whole = (lint_text([result], 80, colour=False, show_all=show_all) for show_all in (False, True))
    listed = [len(re.findall(r"(?<!\d)\d+:\d+(?!\d)", text)) for text in (short, whole)]

    assert "×150" in short and "×150" in whole
    assert listed[1] == 300 > listed[0]
    assert "more places" in short and "more places" not in whole


BAD = {
    "missing.txt": "does not exist",
    "empty.txt": "empty",
    "blank.txt": "empty",
    "binary.bin": "binary",
    "plan.pdf": "PDF",
    ".": "directory",
}


@pytest.mark.parametrize("arguments", [("lint", name) for name in BAD] + [("explain", "empty.txt:1:1")])
def test_what_cannot_be_read_is_one_line_and_exits_with_2(
    plandiff: Run, folder: Path, arguments: tuple[str, str]
) -> None:
    """The line names the file and what is wrong with it; nothing stands on standard output."""
    name = arguments[1].removesuffix(":1:1")
    done = plandiff(*arguments)
    [line] = lines(done.stderr)

    assert (done.returncode, done.stdout) == (2, b"")
    assert name in line and BAD[name].lower() in line.lower()


def test_an_unreadable_document_does_not_hide_the_others(plandiff: Run, folder: Path) -> None:
    """The readable ones are reported, each of the others has its line, and the status is that of trouble."""
    arguments = ("lint", "wrong.txt", "missing.txt", "right.txt", "empty.txt", "--exit-zero")
    done = plandiff(*arguments)
    as_json = plandiff(*arguments, "--format", "json")

    assert (done.returncode, as_json.returncode) == (2, 2)
    assert [line.split()[1] for line in lines(done.stderr)] == ["missing.txt", "empty.txt"]
    assert "後 ← 后" in done.stdout.decode() and "right.txt" in done.stdout.decode()
    assert [document["path"] for document in json.loads(as_json.stdout)["documents"]] == ["wrong.txt", "right.txt"]


def test_json_is_pure_and_repeats_to_the_byte(plandiff: Run, folder: Path) -> None:
    """Standard output holds JSON alone; - and a file of the same name give the same but for the path."""
    first = plandiff("lint", "wrong.txt", "right.txt", "-f", "json", PYTHONHASHSEED="1")
    second = plandiff("lint", "wrong.txt", "right.txt", "-f", "json", PYTHONHASHSEED="2")

    assert (first.returncode, first.stderr) == (1, b"")
    assert json.loads(first.stdout)["format"] == "plandiff-lint/1"
    assert [len(found) for found in findings(first.stdout)] == [6, 0]
    assert first.stdout == second.stdout


def test_standard_input_is_a_document_once(plandiff: Run, folder: Path) -> None:
    """- reads a document in any encoding that is told apart; twice is an error."""
    done = plandiff("lint", "-", "-f", "json", stdin=WRONG.encode("utf-16"))
    assert (done.returncode, len(findings(done.stdout)[0])) == (1, 6)
    assert json.loads(done.stdout)["documents"][0]["path"] == "-"

    done = plandiff("lint", "-", "-", stdin=WRONG.encode())
    assert done.returncode == 2
    [line] = lines(done.stderr)
    assert "standard input" in line


def test_the_report_goes_whole_to_a_file(plandiff: Run, folder: Path) -> None:
    """-o writes what standard output would show."""
    done = plandiff("lint", "wrong.txt", "-f", "json", "-o", "out.json")

    assert (done.returncode, done.stdout) == (1, b"")
    assert (folder / "out.json").read_bytes() == plandiff("lint", "wrong.txt", "-f", "json").stdout


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        ("hk", [("游", "遊", "certain"), ("占", "佔", "certain")]),
        ("cn", []),
    ],
)
def test_the_standard_decides(
    plandiff: Run, folder: Path, standard: str, expected: list[tuple[str, str | None, str]]
) -> None:
    """By option or by plandiff.toml, and any without them."""
    (folder / "a.txt").write_text("國家發展規劃綱要：鄉村旅游，占用耕地，這裏。", encoding="utf-8")
    by_option = plandiff("lint", "a.txt", "-f", "json", "--standard", standard)
    (folder / "plandiff.toml").write_text(f'standard = "{standard}"\n')
    by_file = plandiff("lint", "a.txt", "-f", "json")

    assert findings(by_option.stdout) == [expected]
    assert by_option.stdout == by_file.stdout
    assert by_option.returncode == by_file.returncode == (1 if expected else 0)


def test_the_standard_is_any_by_default_and_the_option_outweighs_the_file(plandiff: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("國家發展規劃綱要：鄉村旅游，占用耕地，這裏。", encoding="utf-8")
    assert findings(plandiff("lint", "a.txt", "-f", "json").stdout) == [[("游", "遊", "check")]]

    (folder / "plandiff.toml").write_text('standard = "cn"\n')
    done = plandiff("lint", "a.txt", "-f", "json", "--standard", "any")
    assert findings(done.stdout) == [[("游", "遊", "check")]]


def test_regional_forms_alone_are_no_reason_to_fail(plandiff: Run, folder: Path) -> None:
    """They are shown and not counted."""
    (folder / "a.txt").write_text("國家發展規劃綱要：爲羣衆服務。", encoding="utf-8")
    done = plandiff("lint", "a.txt", "--standard", "tw")

    assert done.returncode == 0
    assert "為 ← 爲" in done.stdout.decode() and "0 findings" in done.stdout.decode()


def test_a_name_confirmed_once_is_silent(plandiff: Run, folder: Path) -> None:
    """By --name, by plandiff.toml, and by both together."""
    (folder / "a.txt").write_text("國家發展規劃綱要：代表澤于發言，代表李后記錄。", encoding="utf-8")
    assert [text for text, *_ in findings(plandiff("lint", "a.txt", "-f", "json").stdout)[0]] == ["于", "后"]

    (folder / "plandiff.toml").write_text('names = ["澤于"]\n', encoding="utf-8")
    assert [text for text, *_ in findings(plandiff("lint", "a.txt", "-f", "json").stdout)[0]] == ["后"]
    assert plandiff("lint", "a.txt", "--name", "李后").returncode == 0


def test_hostile_text_and_names_are_harmless(plandiff: Run, folder: Path) -> None:
    """Escape sequences, markup and bidi controls are shown, never sent, in reports and explanations."""
    hostile = "\x1b]0;title\x07[/bold][@click=app.quit]\u202e搬遷后續[/red]\x9b31m，國家發展規劃。\n"
    name = "a\x1b[31m[red].txt"
    (folder / name).write_text(hostile, encoding="utf-8")
    at = hostile.index("后") + 1
    for arguments in (
        ("lint", name, "--all", "--color", "always"),
        ("explain", f"{name}:1:{at}"),
        ("explain", f"{name}:1:1", "--name", "\x1b[31m"),
    ):
        done = plandiff(*arguments)
        assert done.returncode == (1 if arguments[0] == "lint" else 0)
        assert "␛" in done.stdout.decode()
        for hazard in (b"\x1b]", b"\x1b[31m[red]", b"\x07", "\u202e".encode(), "\x9b".encode()):
            assert hazard not in done.stdout


@pytest.mark.parametrize("arguments", [("lint", HANT, "--all"), ("explain", f"{HANT}:1:1")], ids=["lint", "explain"])
def test_no_line_is_wider_than_asked(plandiff: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    """In cells, for reports and explanations, as narrow as it may be."""
    report = plandiff(*arguments, "--width", "20").stdout.decode()

    assert report.strip()
    assert max(map(cell_width, report.splitlines())) <= 20


@pytest.mark.parametrize("width", [20, 21, 33, 47, 80, 200])
def test_reports_keep_to_any_width(width: int) -> None:
    """The same for what the commands print, with long and strange file names."""
    text = WRONG + "?。▍^" + "\u200b" * 90 + "⻓\ue000\x1b“" + "長" * 300
    result = lint(document(text, "一二三四五六七八九十" * 9 + "\x1b[31m"))
    reports = [lint_text([result], width, colour=False, show_all=show_all) for show_all in (False, True)]
    reports += [explanation_text(explain(result.document, at), width, colour=False) for at in (0, 11, len(text) - 1)]

    assert max(cell_width(line) for report in reports for line in report.splitlines()) <= width


def test_explain_shows_what_speaks_for_a_finding(plandiff: Run, folder: Path) -> None:
    """The verdict, the characters that may be meant, and how much likelier the clause is with another one, cut how."""
    done = plandiff("explain", "wrong.txt:1:12", "--width", "200")
    rows = dict(re.findall(r"^(\S[\w ]*?) {2,}(.+)$", done.stdout.decode(), re.MULTILINE))

    assert (done.returncode, done.stderr) == (0, b"")
    assert "wrong.txt:1:12  后  U+540E" in done.stdout.decode()
    assert "wrong character" in rows["verdict"] and "expected 後" in rows["verdict"]
    assert rows["may be"].split() == ["后", "後"]
    assert "|后|" in rows["as written"]
    assert re.search(r"\|後續\|.*  [\d,]+ times as likely$", rows["with 後"])


def test_explain_says_why_nothing_is_wrong(plandiff: Run, folder: Path) -> None:
    """A right character, one in a confirmed name, one that cleaning set aside."""
    (folder / "a.txt").write_text("國家發展規劃：代表澤于\u200b發言。", encoding="utf-8")
    right, name, removed = (
        plandiff("explain", f"a.txt:1:{column}", "--name", "澤于").stdout.decode() for column in (1, 11, 12)
    )

    assert "nothing is wrong with it" in right
    assert "nothing is wrong with it" in name and "confirmed: 澤于" in name
    assert "invisible" in removed and "⟨ZWSP⟩" in removed and "may be" not in removed


@pytest.mark.parametrize("place", ["wrong.txt", "wrong.txt:0:1", "wrong.txt:1:99", "wrong.txt:9:1", ":1:1"])
def test_a_wrong_place_is_one_clear_line(plandiff: Run, folder: Path, place: str) -> None:
    """A line or column that the document does not have, or no place at all."""
    done = plandiff("explain", place)

    assert (done.returncode, done.stdout) == (2, b"")
    assert len(lines(done.stderr)) == 1


@pytest.mark.parametrize("arguments", [(), ("right.txt", "--standard", "mars"), ("right.txt", "--width", "3")])
def test_wrong_usage_is_one_clear_line(plandiff: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    done = plandiff("lint", *arguments)

    assert (done.returncode, done.stdout) == (2, b"")
    assert len(lines(done.stderr)) == 1


def test_a_place_with_a_number_too_long_is_one_clear_line(plandiff: Run, tmp_path: Path) -> None:
    """``explain FILE:1:999…`` (5,000 digits) is a wrong place, not an internal error."""
    (tmp_path / "a.txt").write_text("國家", encoding="utf-8")
    done = plandiff("explain", f"a.txt:1:{'9' * 5000}")
    assert done.returncode == 2
    assert b"internal error" not in done.stderr


def test_output_never_overwrites_a_document(plandiff: Run, tmp_path: Path) -> None:
    """As with compare, -o onto a document is refused, and the document stays."""
    text = "國家發展規劃綱要：搬遷后續。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = plandiff("lint", "a.txt", "-o", "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text
    assert done.returncode == 2

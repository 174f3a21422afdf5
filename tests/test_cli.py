"""The commands as others run them: output, exit status, and one clear line when something is wrong."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS, Run

from plandiff import cli
from plandiff.cli import shared
from plandiff.errors import UsageError
from plandiff.reports.formats import chosen

HANT = SEEDS / "national-special-regions.hant.txt"
HANS = SEEDS / "national-special-regions.hans.txt"

PLAN = "一、总体要求\n到2025年，建成20个示范区。应当加强监测。\n"


def one_line(stderr: bytes) -> str:
    text = stderr.decode()
    assert text.endswith("\n") and text.count("\n") == 1, text
    assert "Traceback" not in text
    assert "\x1b" not in text
    return text


def write(folder: Path, name: str, text: str | bytes) -> str:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def test_compare_says_what_differs_and_exits_with_1(plandiff: Run) -> None:
    """The seed pair differs: exit status 1, a report on standard output, nothing on standard error."""
    done = plandiff("compare", HANT, HANS)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "G219" in done.stdout.decode().replace(" ", "").replace("⟦", "").replace("⟧", "")


def test_identical_documents_exit_with_0(plandiff: Run) -> None:
    """Nothing differs: exit status 0."""
    assert plandiff("compare", HANS, HANS).returncode == 0


def test_cosmetic_differences_exit_with_0(plandiff: Run, tmp_path: Path) -> None:
    """Line breaks, quotes and widths are reported but are no reason to fail."""
    write(tmp_path, "a.txt", "坚持“稳中求进”，推动高质量发展。")
    write(tmp_path, "b.txt", "坚持「稳中求\n进」,推动高质量发展。")
    done = plandiff("compare", "a.txt", "b.txt", "--format", "json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"] == {"substantive": 0, "conversion": 0, "damage": 0, "cosmetic": 3}


def test_exit_zero_reports_without_failing(plandiff: Run) -> None:
    """--exit-zero keeps the report and gives 0."""
    done = plandiff("compare", HANT, HANS, "--exit-zero", "--format", "json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["substantive"] == 2


def test_json_is_pure_and_repeats_to_the_byte(plandiff: Run) -> None:
    """Standard output holds JSON alone, the same in every run."""
    first = plandiff("compare", HANT, HANS, "--format", "json", PYTHONHASHSEED="1")
    second = plandiff("compare", HANT, HANS, "--format", "json", PYTHONHASHSEED="2")

    assert json.loads(first.stdout)["format"] == "plandiff-comparison/1"
    assert first.stdout == second.stdout


def test_standard_input_is_a_document(plandiff: Run, tmp_path: Path) -> None:
    """- reads one document from standard input; twice is an error."""
    write(tmp_path, "a.txt", PLAN)

    assert plandiff("compare", "a.txt", "-", stdin=PLAN.encode()).returncode == 0
    done = plandiff("compare", "-", "-", stdin=PLAN.encode())
    assert done.returncode == 2
    assert "standard input" in one_line(done.stderr)


def test_standard_input_and_output_go_together(plandiff: Run, tmp_path: Path) -> None:
    """- for a document and - for the output are two different streams."""
    write(tmp_path, "a.txt", PLAN)
    done = plandiff("compare", "-", "a.txt", "-f", "json", "-o", "-", stdin=PLAN.encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["changes"] == []


def test_output_never_overwrites_a_document(plandiff: Run, tmp_path: Path) -> None:
    """-o onto one of the documents is refused, and the document stays."""
    write(tmp_path, "a.txt", PLAN)
    done = plandiff("compare", "a.txt", "a.txt", "-o", "a.txt")

    assert done.returncode == 2
    assert "one of the documents" in one_line(done.stderr)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == PLAN


def test_output_goes_whole_to_a_file(plandiff: Run, tmp_path: Path) -> None:
    """-o writes the same bytes as standard output, leaves no temporary file, and keeps the file's mode."""
    write(tmp_path, "a.txt", PLAN)
    write(tmp_path, "b.txt", PLAN.replace("20个", "25个"))
    (tmp_path / "out.json").write_text("old")
    (tmp_path / "out.json").chmod(0o640)
    done = plandiff("compare", "a.txt", "b.txt", "-f", "json", "-o", "out.json")

    assert (done.returncode, done.stdout) == (1, b"")
    assert (tmp_path / "out.json").read_bytes() == plandiff("compare", "a.txt", "b.txt", "-f", "json").stdout
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "out.json"]


@pytest.mark.parametrize("target", ["missing/out.json", "."])
def test_output_that_cannot_be_written_is_trouble(plandiff: Run, tmp_path: Path, target: str) -> None:
    """A folder that is not there, or a folder in place of a file: one line, exit status 2."""
    write(tmp_path, "a.txt", PLAN)
    done = plandiff("compare", "a.txt", "a.txt", "-o", target)

    assert done.returncode == 2
    assert "cannot write" in one_line(done.stderr)


TROUBLE = {
    "missing": (None, "does not exist"),
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t", "empty"),
    "pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 4, "PDF"),
    "binary": (bytes(range(256)) * 40, "b"),
    "utf-8 damaged": (("规划" * 50).encode()[:-1] + b"\xff" + "纲要。".encode(), "utf-8"),
    "only marks": ("\u200b\u200b\n".encode(), "no text"),
}


@pytest.mark.parametrize("case", TROUBLE)
def test_unreadable_documents_are_one_clear_line(plandiff: Run, tmp_path: Path, case: str) -> None:
    """What cannot be read says what is wrong on one line and exits with 2, on either side."""
    content, expected = TROUBLE[case]
    write(tmp_path, "good.txt", PLAN)
    if content is not None:
        write(tmp_path, "bad.txt", content)
    for arguments in (("good.txt", "bad.txt"), ("bad.txt", "good.txt")):
        done = plandiff("compare", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        line = one_line(done.stderr)
        assert "bad.txt" in line
        assert expected.lower() in line.lower()


def test_a_folder_is_not_a_document(plandiff: Run, tmp_path: Path) -> None:
    """A folder is refused with one line."""
    write(tmp_path, "good.txt", PLAN)
    done = plandiff("compare", "good.txt", ".")

    assert done.returncode == 2
    one_line(done.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "a.txt"),
        ("compare", "a.txt", "a.txt", "--format", "yaml"),
        ("compare", "a.txt", "a.txt", "--encoding", "klingon"),
        ("compare", "a.txt", "a.txt", "--relation", "cousin"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_one_clear_line(plandiff: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A missing argument, an unknown option value or command: one line, exit status 2."""
    write(tmp_path, "a.txt", PLAN)
    done = plandiff(*arguments)

    assert done.returncode == 2
    one_line(done.stderr)


def test_wrong_encoding_is_one_clear_line(plandiff: Run, tmp_path: Path) -> None:
    """A document that is not in the encoding named is refused, not garbled."""
    write(tmp_path, "a.txt", PLAN.encode("gb18030"))
    done = plandiff("compare", "a.txt", "a.txt", "--encoding", "utf-8")

    assert done.returncode == 2
    assert "a.txt" in one_line(done.stderr)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_do_not_differ(plandiff: Run, tmp_path: Path, encoding: str) -> None:
    """The same text in another encoding is the same text."""
    text = HANS.read_text(encoding="utf-8")[:3000]
    write(tmp_path, "a.txt", text)
    write(tmp_path, "b.txt", text.encode(encoding))
    done = plandiff("compare", "a.txt", "b.txt", "-f", "json")

    assert (done.returncode, json.loads(done.stdout)["changes"]) == (0, [])


def test_a_guessed_encoding_is_reported_on_standard_error(plandiff: Run, tmp_path: Path) -> None:
    """The reader learns of a guess, and how to override it."""
    write(tmp_path, "a.txt", PLAN.encode("gb18030"))
    done = plandiff("compare", "a.txt", "a.txt")

    assert done.returncode == 0
    assert b"gb18030" in done.stderr and b"--encoding" in done.stderr


def test_hostile_text_and_names_reach_the_terminal_harmless(plandiff: Run, tmp_path: Path) -> None:
    """Escape sequences, markup and bidi controls in text and file names are shown, never sent."""
    hostile = "\x1b]0;title\x07[/bold][@click=app.quit]\u202e第一条[/markup]\x9b31m。到2025年。"
    left = write(tmp_path, "a\x1b[31m[red].txt", hostile)
    right = write(tmp_path, "b.txt", hostile.replace("2025", "2035"))
    for extra in ([], ["--all"], ["--color", "always"]):
        done = plandiff("compare", left, right, *extra)
        assert done.returncode == 1
        for hazard in (b"\x1b]", b"\x1b[31m[red]", b"\x07", "\u202e".encode(), "\x9b".encode()):
            assert hazard not in done.stdout
    done = plandiff("compare", "none\x1b[31m", right)
    assert done.returncode == 2
    one_line(done.stderr)


def test_a_line_of_fifty_megabytes_is_refused_in_one_line(plandiff: Run, tmp_path: Path) -> None:
    """The size limit is named instead of the machine being brought down."""
    write(tmp_path, "huge.txt", b"\xe8\xa7\x84" * (50 * 1024 * 1024 // 3))
    done = plandiff("compare", "huge.txt", "huge.txt")

    assert done.returncode == 2
    assert "limit" in one_line(done.stderr)


def test_a_closed_pipe_ends_quietly(plandiff: Run, tmp_path: Path) -> None:
    """Output into a reader that has gone is no error worth a traceback."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    command = f"{sys.executable} -m plandiff compare {HANT} {HANS} --format json --all | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)

    assert b"Traceback" not in done.stderr


def test_outline_shows_the_section_tree(plandiff: Run, tmp_path: Path) -> None:
    """Headings with their line and column, nested; the same tree as JSON."""
    write(
        tmp_path,
        "law.txt",
        "第一章 总则\n第一条 为了规范，制定本法。\n第二条 依照第一条规定执行。\n第二章 附则\n第三条 本法施行。\n",
    )
    done = plandiff("outline", "law.txt")

    assert done.stdout.decode().splitlines() == [
        "第一章 总则  [chapter 1:1]",
        "  第一条  [article 2:1]",
        "  第二条  [article 3:1]",
        "第二章 附则  [chapter 4:1]",
        "  第三条  [article 5:1]",
    ]
    sections = json.loads(plandiff("outline", "law.txt", "-f", "json").stdout)["sections"]
    assert [(s["id"], s["parent"], s["number"]) for s in sections][:3] == [
        ("1", None, "第一章"),
        ("2", "1", "第一条"),
        ("3", "1", "第二条"),
    ]


def test_text_prints_what_offsets_count_in(plandiff: Run, tmp_path: Path) -> None:
    """The decoded text without its byte order mark, line ends untouched."""
    write(tmp_path, "a.txt", "\ufeff规划\r\n纲要".encode())

    assert plandiff("text", "a.txt").stdout.decode() == "规划\r\n纲要"


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_start_up_loads_nothing_heavy(option: str) -> None:
    """--version and --help answer without the app, the converter or the matcher."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        f"import sys; sys.argv = ['plandiff', {option!r}]\n"
        "from plandiff.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'textual', 'opencc', 'rapidfuzz', 'diff_match_patch', 'rich', 'pydantic', 'lxml'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_text_without_a_line_feed_is_as_harmless_as_one_with_it(tmp_path: Path) -> None:
    """Only who asks for it writes what cannot be written as UTF-8; a prompt does not."""
    shared.write("\ud800", tmp_path / "prompt", newline=False)
    shared.write("\ud800", tmp_path / "text", newline=False, errors="surrogatepass")

    assert (tmp_path / "prompt").read_bytes() == b"\\ud800"
    assert (tmp_path / "text").read_bytes() == "\ud800".encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("compare", "a.txt", "b.txt"), "report.pptx"),
        (("compare", "a.txt", "b.txt"), "报告.PDF"),
        (("compare", "a.txt", "b.txt", "-f", "json"), "report.csv"),
        (("lint", "a.txt"), "report.docx"),
        (("trace", "a.txt", "b.txt"), "report.pdf"),
        (("outline", "a.txt"), "outline.md"),
        (("text", "a.txt"), "text.docx"),
        (("check",), "report.pdf"),
        (("check", "--report", "sarif=report.xlsx"), "x.txt"),
        (("pending",), "pending.sarif"),
    ],
)
def test_an_ending_that_no_format_has_is_refused(plandiff: Run, tmp_path: Path, command: tuple[str, ...], name: str):
    """Nobody is left with a workbook or a page that holds the report of a terminal."""
    write(tmp_path, "a.txt", PLAN)
    write(tmp_path, "b.txt", PLAN)
    write(tmp_path, "plandiff.toml", 'documents = ["a.txt"]')
    before = sorted(tmp_path.iterdir())

    done = plandiff(*command, "-o", name)

    ending = "xlsx" if "sarif=report.xlsx" in command else name.rpartition(".")[2].lower()
    assert (done.returncode, done.stdout, sorted(tmp_path.iterdir())) == (2, b"", before)
    assert f"writes no .{ending} file" in one_line(done.stderr)


@pytest.mark.parametrize("name", ["report.json", "report.txt", "report", "规划2.0", "report.log"])
def test_other_endings_are_written(plandiff: Run, tmp_path: Path, name: str):
    """A format that the command has, or an ending that promises none, is no reason to refuse."""
    write(tmp_path, "a.txt", PLAN)

    assert plandiff("compare", "a.txt", "a.txt", "-o", name).returncode == 0
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            "a.txt a.txt",
            "a.txt is a file, and a command comes first; run plandiff compare",
        ),
        ("comapre a.txt a.txt", "No such command 'comapre'. Did you mean 'compare'?"),
        ("diff a.txt a.txt", "No such command 'diff'; see: plandiff --help"),
        ("lint", "Missing argument 'files'; see: plandiff lint --help"),
        ("compare a.txt", "compare needs two documents"),
        ("compare a.txt a.txt a.txt", "; see: plandiff compare --help"),
        ("compare a.txt a.txt --fromat json", "(Possible options: --format)"),
        ("compare a.txt b.txt", "b.txt does not exist; check the path"),
        ("history a.txt", "; name the versions as files, the oldest first"),
        ("check", "nothing is watched; write a plandiff.toml with: plandiff init"),
        ("accept", "accept does not know what to accept; give --all"),
    ],
)
def test_the_mistakes_that_people_make_most_are_answered_with_what_to_do(
    plandiff: Run, tmp_path: Path, arguments: str, told: str
) -> None:
    """A command forgotten or misspelt, a document too few or too many, a folder that is no project."""
    write(tmp_path, "a.txt", PLAN)

    done = plandiff(*arguments.split(), GIT_CEILING_DIRECTORIES=str(tmp_path.parent))

    assert done.returncode == 2
    assert told in one_line(done.stderr)


PROMISES = "html htm xhtml pdf ofd doc docx wps odt rtf xls xlsx et ods ppt pptx parquet zip epub tex svg"


@pytest.mark.parametrize("ending", [*PROMISES.split(), "json", "sarif", "xml", "csv", "md", "markdown"])
def test_every_ending_that_promises_a_form_is_known(ending: str) -> None:
    """What a program opens by its ending is never a report in lines of text."""
    with pytest.raises(UsageError):
        chosen("pending", "terminal", Path(f"report.{ending}"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its limit")
@pytest.mark.parametrize("command", ["compare", "review --html r.html"])
def test_little_memory_is_told_in_one_line(tmp_path: Path, command: str) -> None:
    """However little there is: an answer, or one line and exit status 2, never 1 with a traceback.

    Now and then a library in C dies of it with a signal; nothing in Python can answer then.
    """
    name, *options = command.split()
    documents = [SEEDS / "national-special-regions.hant.txt", SEEDS / "national-special-regions.hans.txt"]
    code = (
        "import resource, sys\n"
        "from plandiff.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv.pop(1)) << 20,) * 2)\n"
        "main()\n"
    )
    ends = set()
    for megabytes in (40, 60, 68):
        line = [sys.executable, "-c", code, str(megabytes), name, *map(str, documents), *options]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
        told = done.stderr.decode().rpartition("\x1b[K")[2]
        ends |= {(done.returncode, told)} if done.returncode >= 0 else set()
    words = "plandiff: there is not enough memory for this; give it more, or compare smaller documents\n"
    assert ends - {(1, "")} == {(2, words)}


def test_an_encoding_that_cannot_be_loaded_is_little_memory(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Python says that it has no big5 where there is no room for the tables of it."""

    def fail(**_options: object) -> None:
        raise LookupError("unknown encoding: big5")

    ended = []
    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr(sys, "argv", ["plandiff", "compare"])
    with pytest.raises(SystemExit):
        cli.main()

    assert ended == [2]
    assert capfd.readouterr().err == (
        "plandiff: there is not enough memory for this; give it more, or compare smaller documents\n"
    )

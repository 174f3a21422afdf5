"""What each command can write, and how it says so: formats, endings of files, help, start-up, exit status."""

import ast
import inspect
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer
from conftest import Run

from plandiff.cli import COMMANDS
from plandiff.cli.status import leave
from plandiff.errors import UsageError
from plandiff.reports.formats import FORMATS, Format, chosen, refuse_promise

ROWS = [(command, form) for command, formats in FORMATS.items() for form in formats]
IDS = [f"{command}-{form.name}" for command, form in ROWS]


@pytest.mark.parametrize(("command", "form"), ROWS, ids=IDS)
def test_a_format_has_a_writer_that_takes_what_its_row_says(command: str, form: Format) -> None:
    """No row names a function that is not there, or an option that it does not take."""
    parameters = inspect.signature(form.load()).parameters

    assert set(form.takes) <= set(parameters)
    required = [n for n, p in parameters.items() if p.default is p.empty]
    assert set(required[1:]) <= set(form.takes)
    assert [other.name for other in FORMATS[command]].count(form.name) == 1


@pytest.mark.parametrize(("command", "form"), ROWS, ids=IDS)
def test_a_format_is_chosen_by_name_and_refused_where_a_name_promises_another(command: str, form: Format) -> None:
    """``--format`` decides; a file that promises something else is refused by name."""
    assert chosen(command, form.name, None) is form
    assert chosen(command, form.name, Path("report.txt")) is form
    for ending in form.endings:
        assert chosen(command, form.name, Path(f"report{ending}")) is form
    with pytest.raises(UsageError, match=rf"x\.pptx: {form.name} writes no \.pptx file; use terminal"):
        chosen(command, form.name, Path("x.pptx"))


@pytest.mark.parametrize(
    ("command", "file", "name"),
    [
        ("compare", "x.json", "json"),
        ("compare", "X.JSON", "json"),
        ("compare", "x", "terminal"),
        ("compare", "x.html", "html"),
        ("compare", "x.md", "markdown"),
        ("compare", "x.docx", "table"),
        ("compare", "x.xlsx", "table"),
        ("trace", "x.xlsx", "xlsx"),
        ("trace", "x.html", "html"),
        ("lint", "x.html", "html"),
        ("compare", "x.txt", "terminal"),
        ("compare", "2026.5", "terminal"),
        ("trace", "x.csv", "csv"),
        ("trace", "x.md", "markdown"),
        ("check", "x.json", "json"),
        ("check", "x.sarif", "sarif"),
        ("check", "x.xml", "junit"),
        ("check", "x.markdown", "markdown"),
    ],
)
def test_the_ending_of_a_file_chooses(command: str, file: str, name: str) -> None:
    """Without ``--format`` the first format that answers to the ending, else the one for people."""
    assert chosen(command, None, Path(file)).name == name


@pytest.mark.parametrize("command", FORMATS)
def test_what_a_command_lacks_is_refused_with_what_there_is(command: str) -> None:
    """One line that names the format or the file, and lists the formats."""
    with pytest.raises(UsageError, match=rf"{command} has no format hologram; use terminal, json \(\.json\)"):
        chosen(command, "hologram", None)
    with pytest.raises(UsageError, match=rf"x\.pptx: {command} writes no \.pptx file; use terminal"):
        chosen(command, None, Path("x.pptx"))


def test_plain_text_goes_to_no_file_that_promises_more() -> None:
    """``text`` writes Markdown as it is, and no web page or Word file."""
    for fine in (None, Path("a.txt"), Path("a.md"), Path("a")):
        refuse_promise(fine)
    with pytest.raises(UsageError, match=r"a\.docx: plain text writes no"):
        refuse_promise(Path("a.docx"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "a.txt", "a.txt", "-f", "csv"),
        ("compare", "a.txt", "a.txt", "-o", "x.pptx"),
        ("compare", "a.txt", "a.txt", "-f", "redline", "-o", "x.html"),
        ("lint", "a.txt", "-o", "x.xlsx"),
        ("lint", "a.txt", "-f", "sarif"),
        ("trace", "a.txt", "a.txt", "-f", "docx"),
        ("outline", "a.txt", "-f", "html"),
        ("outline", "a.txt", "-o", "x.pdf"),
        ("text", "a.txt", "-o", "x.html"),
        ("explain", "a.txt:1:1", "-f", "html"),
        ("check", "-f", "pdf"),
        ("check", "--report", "pdf=x.pdf"),
        ("check", "--report", "sarif=x.docx"),
        ("pending", "-o", "x.docx"),
    ],
)
def test_a_refusal_is_one_line_and_exit_2(plandiff: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Nothing is written, nothing is compared."""
    (tmp_path / "a.txt").write_text("推进建设。", encoding="utf-8")
    done = plandiff(*arguments)

    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert not [*tmp_path.glob("x.*")]


def test_the_ending_of_o_is_enough(plandiff: Run, tmp_path: Path) -> None:
    """``-o x.json`` writes JSON."""
    (tmp_path / "a.txt").write_text("推进建设。", encoding="utf-8")

    assert plandiff("compare", "a.txt", "a.txt", "-o", "x.json").returncode == 0
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["format"] == "plandiff-comparison/1"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_lists_what_a_command_says_of_itself(name: str) -> None:
    """The list of commands, which loads none of them, has the first sentence of each."""
    module, sentence = COMMANDS[name]
    doc = inspect.getdoc(getattr(import_module(f"plandiff.cli.{module}"), name.replace("-", "_")))

    assert doc is not None
    assert " ".join(doc.split("\n\n")[0].split()).startswith(sentence)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["compare"], ["nonsense"]])
def test_only_the_command_that_is_run_is_loaded(arguments: list[str]) -> None:
    """Asking for the version or the list of commands imports no command, and one command no other."""
    program = (
        f"import sys; sys.argv = ['plandiff', *{arguments}]\n"
        "from plandiff.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith('plandiff.cli.')], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    loaded = set(eval(done.stderr.splitlines()[-1])) - {"plandiff.cli.speaking", "plandiff.cli.status"}  # noqa: S307 - our own list

    assert loaded == ({"plandiff.cli.comparing", "plandiff.cli.shared"} if arguments == ["compare"] else set())


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, 0),
        ({"found": True}, 1),
        ({"found": True, "exit_zero": True}, 0),
        ({"troubled": True}, 2),
        ({"found": True, "troubled": True, "exit_zero": True}, 2),
        ({"interrupted": True, "found": True, "troubled": True}, 130),
    ],
)
def test_the_exit_status_is_decided_in_one_place(facts: dict[str, bool], status: int) -> None:
    """Trouble is never hidden, by a finding or by ``--exit-zero``."""
    with pytest.raises(typer.Exit) as end:
        leave(**facts)

    assert end.value.exit_code == status


LATE = {
    "what a system may lack": {"resource", "select", "termios", "tty"},
    "what comes with an extra, or is heavy to load": {
        *(
            "aiohttp",
            "distributed",
            "fsspec.core",
            "logging",
            "lxml",
            "marisa_trie",
            "opencc",
            "pyarrow",
            "pyarrow.parquet",
        ),
        *("textual_serve.server", "wcwidth"),
    },
    "what a small comparison does without": {
        *("tomllib", "plandiff.config", "plandiff.derivation.derive", "plandiff.derivation.prepared"),
        *("plandiff.derivation.result", "plandiff.reading.package", "plandiff.reports.to_derivation"),
        *("plandiff.text.wrap", "plandiff.unfinished", "plandiff.workers.cluster"),
    },
    "what only texts in two scripts need": {
        *("plandiff.conversion.leftovers", "plandiff.conversion.regional", "plandiff.judging.characters"),
    },
    "what a check of nothing new does without": {
        *("filelock", "plandiff.comparison", "plandiff.conversion.standards", "plandiff.decisions.committing"),
        *("plandiff.decisions.history", "plandiff.decisions.pair_file", "plandiff.decisions.subjects"),
        *("plandiff.judging.relation", "plandiff.outline", "plandiff.presentation.reading_notices"),
        *("plandiff.presentation.words", "plandiff.reports.undecided", "plandiff.decisions"),
    },
    "what only some formats and the app need": {
        *("plandiff.cli", "plandiff.cli.partitions", "plandiff.reports.listing_workbook", "plandiff.reports.page"),
        *("plandiff.reviewing.to_html", "plandiff.tui.app"),
    },
}
"""Modules that are imported inside functions, by what speaks for it."""


def test_imports_stand_on_top() -> None:
    """An import inside a function is late for a reason that is on the list, and nothing is on the list for nothing."""
    late = set[str]()
    for path in (Path(__file__).parents[1] / "src").rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = list(ast.walk(function))
                late |= {str(one.module) for one in inside if isinstance(one, ast.ImportFrom)}
                late |= {alias.name for one in inside if isinstance(one, ast.Import) for alias in one.names}

    assert late == set.union(*LATE.values())

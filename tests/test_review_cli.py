"""``plandiff review`` as a command: without a terminal, as line prompts, as an export; and two whole sessions."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import SEEDS, Run, golden
from driving import drive
from test_cli import one_line

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.decisions.decision import State
from plandiff.judging.change import Kind, Weight
from plandiff.reading import read
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.repairs import accepted_repairs

LEFT = "一、總體要求\n到2025年，建成20個示范區。制造業應當加強監測，支持制造業發展。\n"
RIGHT = "一、总体要求\n到2025年，建成30个示范区。制造业可以加强监测，支持制造业发展。\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    left, right = tmp_path / "plan.hant.txt", tmp_path / "plan.hans.txt"
    left.write_text(LEFT, encoding="utf-8")
    right.write_text(RIGHT, encoding="utf-8")
    return left, right


def test_a_hostile_name_commands_no_terminal(pair, tmp_path: Path) -> None:
    """What is written is named as it is for a program, and visibly on a terminal."""
    hostile = tmp_path / "plan\x1b[7m\x9b1m\u202e.txt"
    pair[0].rename(hostile)
    command = [sys.executable, "-m", "plandiff", "review", hostile.name, pair[1].name, "--export", "out"]
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    ours, theirs = os.openpty()
    subprocess.run(command, cwd=tmp_path, stdout=theirs, stderr=subprocess.DEVNULL, check=False)
    os.close(theirs)
    with suppress(OSError), os.fdopen(ours, "rb", buffering=0) as terminal:
        shown = terminal.read(65536).decode()

    assert all(Path(tmp_path, os.fsdecode(name)).is_file() for name in piped.stdout.splitlines())
    assert "out/plan␛[7m⟨U+009B⟩1m⟨RLO⟩" in shown


# Without a terminal


def test_without_a_terminal_it_says_what_to_use_instead(plandiff: Run, pair) -> None:
    """In a pipe or a CI job: one line that names --plain and compare, and exit status 2."""
    done = plandiff("review", *pair)

    assert (done.returncode, done.stdout) == (2, b"")
    assert "review --plain" in one_line(done.stderr) and "plandiff compare" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["review"], "plandiff pending"),
        (["review", "--plain"], "nothing is watched"),
        (["review", "--export", "."], "two documents"),
        (["review", "plan.hant.txt"], "needs two documents"),
        (["review", "-", "plan.hans.txt", "--plain"], "name a file"),
        (["review", "plan.hant.txt", "missing.txt", "--plain"], "missing.txt"),
        (["review", "plan.hant.txt", "plan.hans.txt", "--plain", "--decisions", "bad.json"], "bad.json"),
        (["review", "plan.hant.txt", "plan.hans.txt", "--export", "plan.hant.txt/x"], "cannot make"),
        (["review", "plan.hant.txt", "plan.hans.txt", "--ambiguous-width", "3"], "ambiguous-width"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(plandiff: Run, pair, tmp_path: Path, arguments, words) -> None:
    """Whatever cannot be done is said in one line, and the exit status is 2."""
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = plandiff(*arguments)

    assert done.returncode == 2
    assert words in one_line(done.stderr)


def test_a_dumb_terminal_is_refused() -> None:
    """A terminal that can only print lines is told to use --plain."""
    script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [sys.executable, "-c", script, sys.executable, "-m", "plandiff", "review", "a", "b"]
    done = subprocess.run(
        command,
        capture_output=True,
        env={"TERM": "dumb", "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 2
    assert "use plandiff review --plain" in " ".join(done.stdout.decode().split())


def test_the_app_is_loaded_only_for_the_app(plandiff: Run, pair) -> None:
    """Other commands, --plain and --export start without Textual."""
    code = (
        "import sys; sys.argv = ['plandiff', *sys.argv[1:]]\n"
        "from plandiff.cli import main\n"
        "try: main()\n"
        "finally: print('textual' in sys.modules, file=sys.stderr)"
    )
    for arguments in (["--version"], ["review", "--help"], ["review", "--plain", *pair]):
        command = [sys.executable, "-c", code, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, input=b"q\n", check=False)
        assert done.stderr.decode().splitlines()[-1] == "False"


# Line prompts


def plain(run: Run, pair, *lines: str, **environment: str) -> tuple[int, str]:
    done = run("review", "--plain", *pair, stdin="".join(f"{line}\n" for line in lines).encode(), **environment)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def test_a_home_of_nobody_is_a_folder_like_any_other(plandiff: Run, pair, tmp_path: Path) -> None:
    """A ~ before a name that the system does not know is no reason to end: what is asked for is written there."""
    status, text = plain(plandiff, pair, "e ~nobody-of-this-name/out", "q")

    assert (status, "internal error" in text) == (1, False)
    assert any((tmp_path / "~nobody-of-this-name/out").iterdir())


def test_prompts_give_the_same_review(plandiff: Run, pair, tmp_path: Path) -> None:
    """A whole review by lines: what is shown and asked, as a screen reader reads it."""
    status, text = plain(
        plandiff,
        pair,
        "r",
        "c 數字不一",
        "p",
        "c 數字不一",
        "n",
        "?",
        "A",
        "m 示范區",
        "a",
        "/監測",
        "x",
        "u",
        "a",
        "e out",
        "q",
    )

    golden(text.replace(str(tmp_path), "…"), "plain.txt")
    assert status == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "plan.hant--plan.hans.decisions.json",
        "plan.hant--plan.hans.decisions.md",
        "plan.hant.corrected.txt",
    ]


def test_the_review_is_there_tomorrow_in_app_and_prompts(plandiff: Run, pair, tmp_path: Path) -> None:
    """Decisions made by line are there in the next review, whichever way it is opened."""
    plain(plandiff, pair, "a", "r")
    _, text = plain(plandiff, pair)

    assert text.startswith("3 of 5 open · 1 accepted · 1 rejected")
    assert (tmp_path / "plan.hant--plan.hans.review.json").exists()


def test_the_exit_status_says_whether_all_substance_is_accepted(plandiff: Run, pair) -> None:
    """0 once every substantive change is accepted, 1 while one is open, rejected or skipped."""
    assert plain(plandiff, pair, "2", "a", "s")[0] == 1
    assert plain(plandiff, pair, "2", "n", "n", "p", "p", "a", "n", "a")[0] == 0
    assert plandiff("review", *pair, "--export", "out").returncode == 0


def test_input_that_ends_loses_nothing(plandiff: Run, pair) -> None:
    """The end of the input is a way to leave."""
    done = plandiff("review", "--plain", *pair, stdin=b"a")
    assert done.returncode == 1

    assert plain(plandiff, pair)[1].startswith("4 of 5 open")


def test_a_file_of_decisions_can_be_named(plandiff: Run, pair, tmp_path: Path) -> None:
    """--decisions keeps them where one wants them, such as in a repository."""
    plandiff("review", "--plain", *pair, "--decisions", "kept/mine.json", stdin=b"a\n")

    assert json.loads((tmp_path / "kept" / "mine.json").read_text(encoding="utf-8"))["format"] == "plandiff-review/2"


def test_a_disk_that_takes_nothing_is_told_in_prompts(pair, tmp_path: Path) -> None:
    """A decision that cannot be written is told at once, and at the end with status 2; nothing half written stays."""
    command = f"ulimit -f 0; exec {sys.executable} -m plandiff review --plain {pair[0].name} {pair[1].name}"
    done = subprocess.run(["sh", "-c", command], input=b"a\nq\n", capture_output=True, cwd=tmp_path, check=False)

    assert "1 decision is NOT SAVED: cannot write" in " ".join(done.stdout.decode().split())
    assert done.returncode == 2
    assert "NOT SAVED" in one_line(done.stderr)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.hans.txt", "plan.hant.txt"]


def test_what_is_no_file_cannot_keep_decisions(plandiff: Run, pair, tmp_path: Path) -> None:
    """A folder or a device is refused by name, not read without end."""
    for place in ("/dev/zero", str(tmp_path)):
        done = plandiff("review", "--plain", *pair, "--decisions", place)
        assert (done.returncode, "is no file" in one_line(done.stderr)) == (2, True)


def test_an_endless_device_is_no_list_and_no_file_of_decisions(plandiff: Run, pair, tmp_path: Path) -> None:
    """Whatever a command reads beside its documents has a limit too."""
    for command in (
        ["review", *pair, "--import", "/dev/zero"],
        ["trace", pair[0], "--from", "/dev/zero"],
        ["trace", *pair, "/dev/zero", "-o", "out.json"],
        ["merge-driver", "/dev/zero", pair[0], pair[1], "x"],
    ):
        done = plandiff(*command)
        assert done.returncode == 2 and "larger than the limit" in done.stderr.decode()


def test_a_link_to_itself_is_told_in_a_line(plandiff: Run, pair, tmp_path: Path) -> None:
    """Whether it is read or written, and it stays."""
    (tmp_path / "loop").symlink_to("loop")
    for command in (
        ["history", "loop"],
        ["review", "loop", pair[1], "--plain"],
        ["review", *pair, "--html", "loop"],
        ["compare", *pair, "-o", "loop"],
    ):
        done = plandiff(*command)
        assert done.returncode == 2 and "loop" in one_line(done.stderr) and "internal" not in done.stderr.decode()
    assert (tmp_path / "loop").is_symlink()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("--version >/dev/full", 2, b"cannot write to standard output"),
        ("--version >&-", 2, b"standard output is closed"),
        ("review --plain plan.hant.txt plan.hans.txt <&- >/dev/null", 1, b""),
        ("review plan.hant.txt plan.hans.txt <&-", 2, b"review needs a terminal"),
    ],
)
def test_streams_that_take_or_give_nothing_are_told(pair, tmp_path: Path, line: str, status: int, said: bytes) -> None:
    command = ["sh", "-c", f"exec {sys.executable} -m plandiff {line}"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)

    assert (done.returncode, b"internal" in done.stderr) == (status, False) and said in done.stderr


def test_export_alone_asks_nothing(plandiff: Run, pair, tmp_path: Path) -> None:
    """--export writes the points and corrected copies, names the files, and never touches the originals."""
    plain(plandiff, pair, "1", "A", "A")
    done = plandiff("review", *pair, "--export", "out")

    names = [Path(line).name for line in done.stdout.decode().split("\n") if line]
    assert names == [
        "plan.hant--plan.hans.decisions.md",
        "plan.hant--plan.hans.decisions.json",
        "plan.hant.corrected.txt",
    ]
    assert (tmp_path / "out" / "plan.hant.corrected.txt").read_text(encoding="utf-8") == LEFT.replace(
        "示范", "示範"
    ).replace("制造業", "製造業")
    assert (pair[0].read_text(encoding="utf-8"), pair[1].read_text(encoding="utf-8")) == (LEFT, RIGHT)


# Whole sessions


def seeded(tmp_path: Path, *names: str, relation: Relation | None = None):
    """Return how to open two seeds copied to a folder, as files that may change."""
    paths = [Path(shutil.copy(SEEDS / f"{name}.txt", tmp_path)) for name in names]
    return lambda: material_of(compare(*(read(str(path)) for path in paths), relation))


def test_an_editors_session_on_two_renderings(tmp_path: Path) -> None:
    """The editor of docs/review.md, from the first key to the corrected copy.

    Damage is accepted, equal characters are decided at once, a mainland form is left as it is, the lost letter of a
    road's number becomes a query with a comment, and the rest is accepted word by word.
    """

    async def editor(app) -> None:
        session = app.session
        await app.press("1", "2")  # damage alone
        assert len(session.listed) == 5
        await app.press("a", "a", "a", "a", "a")
        await app.press("1", "3")  # substance alone
        assert [session.material.texts(session.material.changes[n]).left for n in session.listed] == ["G", "G"]
        await app.press("r", "r", "p")
        await app.press("c")
        app.screen.query_one("#prompt").value = "印本兩處漏字母 G，請補。"
        await app.press("enter", "1", "2")  # conversion alone
        await app.press("equals_sign")
        while session.review.state(session.current) is State.OPEN:
            tolerated = session.change.judgement.expected in "採遊並於"
            await app.press("R" if tolerated else "A")
        assert "all 213 listed changes are decided" in " ".join(app.text().split())
        await app.press("e", "enter")
        assert "corrected" in app.text()

    app = drive(
        editor, seeded(tmp_path, "national-special-regions.hant", "national-special-regions.hans"), folder=tmp_path
    )

    review = app.reviewed.session.review
    original = (tmp_path / "national-special-regions.hant.txt").read_text(encoding="utf-8")
    copy = (tmp_path / "national-special-regions.hant.corrected.txt").read_text(encoding="utf-8")
    repairs = accepted_repairs(review)
    assert original == (SEEDS / "national-special-regions.hant.txt").read_bytes().decode()
    assert (len(repairs.right), "".join(copy.split()).count("製造業"), copy.count("笆")) == (0, 16, 0)
    assert len(copy) - len(original) == sum(len(text) - len(span) for span, text in repairs.left)
    data = json.loads((tmp_path / "pair.decisions.json").read_text(encoding="utf-8"))
    assert (data["summary"]["rejected"], data["summary"]["open"]) == (2 + 213 - len(repairs.left) + 5, 0)
    points = (tmp_path / "pair.decisions.md").read_text(encoding="utf-8")
    assert "comment: 印本兩處漏字母 G，請補。" in points
    again = material_of(
        compare(
            read(str(tmp_path / "national-special-regions.hant.corrected.txt")),
            read(str(tmp_path / "national-special-regions.hans.txt")),
        )
    )
    assert {change.judgement.expected for change in again.changes if change.weight is Weight.CONVERSION} <= set(
        "採遊並於"
    )
    assert not [change for change in again.changes if change.weight is Weight.DAMAGE]


def test_a_policy_session_on_two_plans(tmp_path: Path) -> None:
    """Policy staff read a national and a local plan: coverage, sections, search in one script, query, skip, export."""

    async def staff(app) -> None:
        session = app.session
        kinds = {session.material.changes[n].kind for n in session.listed}
        assert {Kind.ADDED, Kind.DROPPED} <= kinds
        assert "related" in app.text()  # what became of a section, in the outline
        await app.press("x")
        assert "taken up" in app.text()
        await app.press("escape", "z")  # fold what is the same
        await app.press("right_square_bracket", "right_square_bracket")
        await app.press("slash")
        app.screen.query_one("#prompt").value = "示范区"
        await app.press("enter", "n", "n", "escape")
        assert session.view.shows(session.target.block, session.target.tag) or "press" not in app.text()
        await app.press("p", "n", "r")
        await app.press("p", "c")
        app.screen.query_one("#prompt").value = "地方未承接，請說明"
        await app.press("enter", "n", "s", "a", "u")
        await app.press("e", "enter")

    drive(
        staff,
        seeded(
            tmp_path, "national-demonstration-zones.hant", "henan-resource-regions.hant", relation=Relation.DERIVATION
        ),
        folder=tmp_path,
        size=(120, 40),
    )

    data = json.loads((tmp_path / "pair.decisions.json").read_text(encoding="utf-8"))
    assert (data["summary"]["rejected"], data["summary"]["skipped"], data["summary"]["accepted"]) == (1, 1, 0)
    assert [change["comment"] for change in data["changes"] if change["comment"]] == ["地方未承接，請說明"]
    assert not list(tmp_path.glob("*.corrected.txt"))


@pytest.mark.parametrize("relation", ["rendering", "derivation"])
def test_long_passages_that_share_nothing_are_reviewed(tmp_path: Path, plandiff: Run, relation: str) -> None:
    """A passage of 2,000 equal characters behind a sentence, and nothing that both texts have in one place."""
    for name, word in (("a", "建设"), ("b", "改革")):
        (tmp_path / f"{name}.txt").write_text(f"第一条 推进{word}。\n第二条 {'甲' * 2000}。\n", encoding="utf-8")

    done = plandiff("review", "a.txt", "b.txt", "--plain", "--relation", relation, stdin=b"q\n")

    assert b"internal error" not in done.stderr and done.returncode in (0, 1)

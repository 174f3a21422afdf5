"""What ``plandiff trace`` promises: many local plans, one matrix, and the wording behind each cell."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Run, document
from scaling import deadly
from test_derivation import LOCAL_PLAN, NATIONAL_PLAN

from plandiff.comparison import Comparison
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.tracing import Failure, calibrate, trace
from plandiff.text.width import cell_width


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with a national plan, two local ones and one that is nothing."""
    files = {
        "national.txt": NATIONAL_PLAN,
        "a.txt": LOCAL_PLAN,
        "=b.txt": LOCAL_PLAN.replace("推動灌溉渠道向河灘果園延伸。", ""),
        "own.txt": "酿酒办法\n\n（一）封坛。乡贤开封品评。\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"PK\x03\x04" + bytes(40))
    return tmp_path


def test_the_matrix_says_what_became_of_each_section(plandiff: Run, plans: Path) -> None:
    """One sign a cell, aligned under its number, no line wider than the terminal."""
    done = plandiff("trace", "national.txt", "a.txt", "=b.txt", "own.txt")
    lines = done.stdout.decode().split("\n")

    assert done.returncode == 1
    assert all(cell_width(line) <= 80 for line in lines)
    heads = next(n for n, line in enumerate(lines) if line.split() == ["1", "2", "3"])
    place = {number: cell_width(lines[heads][: lines[heads].index(number)]) for number in "123"}
    rows = {line.strip().split(" ")[0]: line for line in lines[heads + 1 :] if "  " in line}
    mend = next(line for name, line in rows.items() if "修缮灌渠" in name)
    signs = [mend[-1 - (cell_width(mend) - place[number] - 1)] for number in "123"]
    assert signs[0] == "#" and signs[1] in "01234" and signs[2] == "."


def test_one_bad_file_is_told_and_the_rest_go_on(plandiff: Run, plans: Path) -> None:
    """A file that is no text costs a line on standard error and the exit status, nothing else."""
    done = plandiff("trace", "national.txt", "bad.txt", "a.txt", "missing.txt", "--format", "json")
    result = json.loads(done.stdout)

    assert done.returncode == 2
    assert [local["path"] for local in result["locals"]] == ["a.txt"]
    assert len(done.stderr.decode().strip().split("\n")) == 2
    assert b"Traceback" not in done.stderr


def test_a_guessed_encoding_is_told(plandiff: Run, plans: Path) -> None:
    """A local plan in GB 18030 is read, and the guess is told on standard error."""
    (plans / "gb.txt").write_bytes(LOCAL_PLAN.encode("gb18030"))
    done = plandiff("trace", "national.txt", "gb.txt")

    assert done.returncode == 1
    assert "gb.txt" in done.stderr.decode() and "gb18030" in done.stderr.decode()


def test_a_plan_without_headings_shows_its_wording(plandiff: Run, plans: Path) -> None:
    """There are no rows for a matrix then, and the report says so and shows what is shared."""
    (plans / "flat.txt").write_text("推动灌溉渠道向山脚梯田、河滩果园等延伸。实施渠首加固工程。", encoding="utf-8")
    text = plandiff("trace", "flat.txt", "a.txt").stdout.decode()

    assert "no headings" in text and "推動灌溉渠道向河灘果園延伸" in text


def test_nothing_shared_is_exit_zero(plandiff: Run, plans: Path) -> None:
    """A plan of its own is no finding; --exit-zero silences one."""
    assert plandiff("trace", "national.txt", "own.txt").returncode == 0
    assert plandiff("trace", "national.txt", "a.txt", "--exit-zero").returncode == 0


def test_json_keeps_the_contract(plandiff: Run, plans: Path) -> None:
    """Spans slice the documents, statuses are those of the contract, beads are named by index."""
    result = json.loads(plandiff("trace", "national.txt", "a.txt", "own.txt", "--format", "json").stdout)
    local = result["locals"][0]

    assert result["format"] == "plandiff-trace/1"
    assert result["national"]["sections"] and local["sections"]
    for change in local["changes"]:
        assert change["left"]["text"] == NATIONAL_PLAN[change["left"]["start"] : change["left"]["end"]]
        assert change["right"]["text"] == LOCAL_PLAN[change["right"]["start"] : change["right"]["end"]]
    assert {item["status"] for item in local["taken_up"]} <= {"taken-up", "partly", "related", "dropped"}
    assert {item["status"] for item in local["items"]} <= {"adopted", "partly", "related", "added"}
    taken = next(item for item in local["taken_up"] if item["status"] == "taken-up")
    assert all(local["beads"][bead]["left"] for bead in taken["beads"]) and taken["beads"]
    assert len(local["taken_up"]) == len(result["national"]["sections"])


def test_csv_cannot_run_in_a_spreadsheet(plandiff: Run, plans: Path) -> None:
    """A cell that begins like a formula is text; a row for each section and plan."""
    rows = list(csv.reader(io.StringIO(plandiff("trace", "national.txt", "=b.txt", "-f", "csv").stdout.decode())))

    assert {"'=b.txt"} == {row[3] for row in rows[1:]}
    assert all(cell[:1] not in tuple("=+-@") for row in rows for cell in row)
    assert any(row[2] == "修缮灌渠" and "渠首加固工程" in row[6] and "渠首加固工程" in row[7] for row in rows)


def test_markdown_has_the_matrix_and_the_wording(plandiff: Run, plans: Path) -> None:
    """A table row for each section, and marks of Markdown in names harmless."""
    text = plandiff("trace", "national.txt", "a.txt", "own.txt", "-f", "markdown").stdout.decode()

    assert re.search(r"\| .*修缮灌渠 \| taken up \| not taken up \|", text)
    assert "- adapted: 推动灌溉渠道" in text


def test_sections_and_statuses_are_filtered(plandiff: Run, plans: Path) -> None:
    """--section takes a title and shows the wording; --status leaves the other cells out; a wrong one is told."""
    one = plandiff("trace", "national.txt", "a.txt", "=b.txt", "--section", "修缮").stdout.decode()
    lost = plandiff("trace", "national.txt", "a.txt", "=b.txt", "--status", "dropped").stdout.decode()
    wrong = plandiff("trace", "national.txt", "a.txt", "--section", "航天")

    assert "修缮灌渠" in one and "培育品种" not in one and "⟦山脚梯田、⟧" in one
    assert "通路通电" in lost and "修缮灌渠" not in lost
    assert wrong.returncode == 2 and "航天" in wrong.stderr.decode()


def test_order_by_how_many_took_it_up(plandiff: Run, plans: Path) -> None:
    """--sort taken puts the sections first that most plans took up, --sort left-out those that most left out."""
    asked = ["trace", "national.txt", "a.txt", "=b.txt", "--sort"]
    taken, left_out = (plandiff(*asked, order).stdout.decode() for order in ("taken", "left-out"))

    assert taken.index("培育品种") < taken.index("通路通电")
    assert left_out.index("通路通电") < left_out.index("修缮灌渠")


def test_two_processes_say_what_one_says(plandiff: Run, plans: Path) -> None:
    """Order and content do not depend on the number of processes, nor does a failure among many."""
    names = ["a.txt", "own.txt", "=b.txt"] * 7 + ["missing.txt"]
    one = plandiff("trace", "national.txt", *names, "-f", "json", "--jobs", "1")
    two = plandiff("trace", "national.txt", *names, "-f", "json", "--jobs", "2")

    assert one.stdout == two.stdout and one.returncode == two.returncode == 2
    assert len(json.loads(two.stdout)["locals"]) == 21


def test_the_output_is_never_one_of_the_documents(plandiff: Run, plans: Path) -> None:
    """-o over a local plan is refused, and the plan is as it was."""
    done = plandiff("trace", "national.txt", "a.txt", "-o", "a.txt")

    assert done.returncode == 2
    assert (plans / "a.txt").read_text(encoding="utf-8") == LOCAL_PLAN


def test_a_clause_of_the_general_part_that_all_repeat_is_a_formula() -> None:
    """What nearly every local plan repeats of the general part says nothing of one of them; a measure stays one."""
    chorus = "让每一条山溪都流进百姓的田垄里"
    national = document(NATIONAL_PLAN.replace("立足新发展阶段。", f"立足新发展阶段，{chorus}。"), "national.txt")
    locals_ = [
        document(LOCAL_PLAN.replace("立足新發展階段，", f"立足新發展階段，{chorus}，"), f"{n}.txt") for n in range(9)
    ]
    plan = calibrate(national, locals_)
    few = calibrate(national, locals_[:3])

    assert chorus in plan.standing and not few.standing
    results = [r for r in trace(plan, locals_, _itself) if not isinstance(r, Failure)]
    formulas = [p for p in results[0].passages if p.formula and chorus in p.spans.left[0].of(national.text)]
    assert len(formulas) == 1
    assert any("灌溉渠道" in p.spans.left[0].of(national.text) for p in results[0].passages if is_reuse(p))


def _itself(result: Comparison) -> Comparison:
    return result


def test_the_seeds_trace_in_one_screen(plandiff: Run) -> None:
    """The national plan against two local ones fits eighty columns, with a row for each section."""
    seeds = ROOT / "seeds"
    done = plandiff(
        "trace",
        seeds / "national-special-regions.hans.txt",
        seeds / "henan-resource-regions.hant.txt",
        seeds / "chongqing-resource-regions.hans.txt",
    )
    lines = done.stdout.decode().split("\n")

    assert done.returncode == 1
    assert all(cell_width(line) <= 80 for line in lines)
    assert any(
        "第一节 促进各类资源型地区特色发展" in line and set(line.split()[-1] + line.split()[-2]) <= set("0123456789")
        for line in lines
    )


@pytest.mark.parametrize("at", [0, 7, 21])
def test_a_killed_worker_loses_no_other_plan(tmp_path: Path, at: int) -> None:
    """A plan whose process is killed again and again is named; the others are all there, in order."""
    names = [f"{n}.txt" for n in range(22)]
    names[at], names[at - 3] = "deadly.txt", f"once {tmp_path / 'flag'}"
    plans = [document(LOCAL_PLAN, name) for name in names]

    results = list(trace(calibrate(document(NATIONAL_PLAN, "n.txt"), plans[:3]), plans, deadly, jobs=2))

    failures = [result for result in results if isinstance(result, Failure)]
    assert [failure.name for failure in failures] == ["deadly.txt"] and "killed" in failures[0].message
    assert [result.name if isinstance(result, Failure) else result for result in results] == names


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process to kill is forked")
def test_workers_end_with_a_run_that_is_killed() -> None:
    """The pipe that they write to closes when the last of them has ended."""
    program = (
        "import os, signal, time\nfrom plandiff.workers.local_pool import LocalPool\nrun = os.getpid()\n"
        "def task(n):\n    if n == 8: os.kill(run, signal.SIGKILL)\n    time.sleep(60)\n"
        "list(LocalPool(2).results(task, range(16), str))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=False, timeout=30)

    assert done.returncode == -signal.SIGKILL


def test_a_broken_run_goes_on_where_it_was(plandiff: Run, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed behind the second plan: these two are not compared again, a changed one is, and the result is the same."""
    names = ["a.txt", "=b.txt", "own.txt", "bad.txt"]
    asked = ["trace", "national.txt", *names, "-o", "out.json"]
    whole = plandiff(*asked[:-1], "whole.json")
    program = (
        "import os, sys\nfrom plandiff.cli import main, resuming\n"
        "keep = resuming.Journal.keeping\n"
        "def dying(self, key, view):\n"
        "    if len(self.done) + getattr(self, 'kept', 0) == 2: os._exit(9)\n"
        "    self.kept = getattr(self, 'kept', 0) + 1\n"
        "    return keep(self, key, view)\n"
        f"resuming.Journal.keeping = dying\nsys.argv = {['plandiff', *asked]!r}\nmain()\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=plans, capture_output=True, check=False, timeout=120)
    kept = plans / "out.json.partial"
    with kept.open("ab") as file:
        file.write(b'["cut')
    refused = plandiff(*asked), plandiff(*asked, "--resume", "--sort", "taken"), plandiff(*asked[:-2], "--resume")
    lines = kept.read_bytes().split(b"\n")
    done = plandiff(*asked, "--resume")

    assert killed.returncode == 9 and len(lines) == 4 and not (plans / "out.json.tmp").exists()
    assert [(run.returncode, run.stderr.count(b"\n")) for run in refused] == [(2, 1)] * 3
    assert (whole.returncode, done.returncode) == (2, 2)  # One plan is no text, in either run.
    assert (plans / "out.json").read_bytes() == (plans / "whole.json").read_bytes()
    assert not kept.exists() and not (plans / "whole.json.partial").exists()


@pytest.mark.parametrize("resume", [True, False])
@pytest.mark.parametrize("begun", [b"", b"0f"])
def test_a_run_that_was_killed_before_it_found_anything_is_begun_anew(
    plandiff: Run, plans: Path, begun: bytes, resume: bool
) -> None:
    """A journal whose first line was not written to its end says nothing of any run, and nothing is in it."""
    (plans / "out.json.partial").write_bytes(begun)

    done = plandiff("trace", "national.txt", "a.txt", "-o", "out.json", *(["--resume"] if resume else []))

    assert (done.returncode, done.stderr.count(b"partial")) == (1, 0)
    assert not (plans / "out.json.partial").exists()


def test_what_is_finished_is_not_compared_again(plandiff: Run, plans: Path) -> None:
    """The journal's own words stand in the result, unless the plan has changed since."""
    asked = ["trace", "national.txt", "a.txt", "own.txt", "-o", "out.json"]
    plandiff(*asked[:-1], "whole.json")
    program = (
        "import sys\nfrom plandiff.cli import main, resuming\n"
        f"resuming.Journal.end = lambda self: sys.exit(9)\nsys.argv = {['plandiff', *asked]!r}\nmain()\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=plans, capture_output=True, check=False, timeout=120)
    kept = plans / "out.json.partial"
    marked = kept.read_bytes().replace(b'\\"encoding\\": \\"utf-8\\"', b'\\"encoding\\": \\"marked\\"')
    kept.write_bytes(marked)

    assert plandiff(*asked, "--resume").returncode == 1
    assert (plans / "out.json").read_text(encoding="utf-8").count('"marked"') == 2

    kept.write_bytes(marked.replace(b'"extents"', b'"others"'))  # as another version might have written it
    (plans / "out.json").unlink()
    assert plandiff(*asked, "--resume").returncode == 1
    assert (plans / "out.json").read_bytes() == (plans / "whole.json").read_bytes()


SECOND_PLAN = """山地牧场建设规划

一、主要任务
（一）牧道。推动高寒牧道向夏季草场、转场驿站延伸，每处驿站配备兽医箱。
（二）灌渠。推动灌溉渠道向山脚梯田延伸。
（三）羊毛。建立细毛羊种畜登记簿。
"""
OF_BOTH = """青禾省山水方案

根据国务院印发的《全国梯田保护条例》，落实《支持河谷农业发展规划》（农发〔2021〕3号）精神，制定本方案。
一、任务
（一）水。推动灌溉渠道向山脚梯田、河滩果园等延伸。实行渠长巡护台账半月一报。
（二）牧。推动高寒牧道向夏季草场、转场驿站延伸，每处驿站配备兽医箱。
"""
ALSO = """柳湾州山水方案

依据《梯田保护条例》制定。
一、任务
（一）水。实行渠长巡护台账每半月一报。酿好米酒。
"""


@pytest.fixture
def families(tmp_path: Path) -> Path:
    """Two parents, two local plans, and a clause of both local plans that no parent has."""
    for name, content in {"n": NATIONAL_PLAN, "m": SECOND_PLAN, "a": OF_BOTH, "b": ALSO}.items():
        (tmp_path / f"{name}.txt").write_text(content, encoding="utf-8")
    return tmp_path


def test_each_clause_goes_to_its_best_parent(plandiff: Run, families: Path) -> None:
    """The lesser counterpart in another parent is no second source, but that parent's clause is not called dropped."""
    result = json.loads(plandiff("trace", "n.txt", "a.txt", "--national", "m.txt", "-f", "json").stdout)
    local, texts = result["locals"][0], [NATIONAL_PLAN, SECOND_PLAN]

    assert [parent["path"] for parent in result["parents"]] == ["n.txt", "m.txt"]
    assert result["national"] == result["parents"][0]
    reuse = [bead for bead in local["beads"] if bead["status"] in ("same", "reworded") and not bead["formula"]]
    told = {(bead["parent"], "".join(OF_BOTH[slice(*span)] for span in bead["right"])[:6]) for bead in reuse}
    assert {(0, "推动灌溉渠道"), (1, "推动高寒牧道")} <= told and (1, "推动灌溉渠道") not in told
    dropped = [texts[bead["parent"]][slice(*bead["left"][0])] for bead in local["beads"] if bead["status"] == "dropped"]
    assert any("细毛羊" in text for text in dropped) and not any("灌溉渠道" in text for text in dropped)
    for change in local["changes"]:
        at, text = change["left"], texts[change["parent"] or 0]
        assert change["parent"] is not None or change["kind"] == "added"
        assert text[at["start"] : at["end"]] == at["text"]
    for item in local["taken_up"]:
        assert {local["beads"][bead]["parent"] for bead in item["beads"]} <= {item["parent"]}
    held = [span for bead in local["beads"] for span in bead["right"]]
    assert all(any(start <= at < end for start, end in held) for at, char in enumerate(OF_BOTH) if char.strip())
    ranks = [change["rank"] for change in local["changes"] if change["rank"]]
    assert ranks == [*range(1, len(ranks) + 1)]


def test_parents_are_named_by_options_alone(plandiff: Run, families: Path) -> None:
    """``--national A --national B LOCAL`` says what ``A LOCAL --national B`` says; one plan alone is an error."""
    options = plandiff("trace", "--national", "n.txt", "--national", "m.txt", "a.txt", "b.txt", "-f", "json")
    mixed = plandiff("trace", "n.txt", "a.txt", "b.txt", "--national", "m.txt", "-f", "json")
    alone = plandiff("trace", "n.txt")

    assert options.returncode == 1 and options.stdout == mixed.stdout
    assert (alone.returncode, alone.stderr.count(b"\n")) == (2, 1)


def test_what_local_plans_share_points_to_a_missing_parent(plandiff: Run, families: Path) -> None:
    """The clause is listed with the plans that have it, and the sources that they name and nobody gave."""
    asked = ["trace", "n.txt", "a.txt", "b.txt", "--national", "m.txt"]
    missing = json.loads(plandiff(*asked, "-f", "json").stdout)["missing_parents"]

    assert [[(place["local"], place["text"]) for place in clause] for clause in missing["clauses"]] == [
        [(0, "实行渠长巡护台账半月一报。"), (1, "实行渠长巡护台账每半月一报。")]
    ]
    assert OF_BOTH[missing["clauses"][0][0]["start"] : missing["clauses"][0][0]["end"]] == "实行渠长巡护台账半月一报。"
    assert [(one["title"], one["locals"]) for one in missing["named"]] == [
        ("全国梯田保护条例", [0]),
        ("梯田保护条例", [1]),
    ]
    text = plandiff(*asked, "--wording").stdout.decode()
    assert "carries out, as it says: 《支持河谷农业发展规划》（农发〔2021〕3号）" in text
    assert "not at hand here: 《全国梯田保护条例》" in text
    assert text.index("no given parent has") < text.index("实行渠长巡护台账半月一报", text.index("no given parent has"))


@pytest.mark.parametrize("form", ["html", "xlsx", "markdown", "csv"])
def test_every_report_says_which_parent(plandiff: Run, families: Path, form: str) -> None:
    """The names of the parents stand above their sections, and a resumed journal knows its own."""
    done = plandiff("trace", "n.txt", "a.txt", "b.txt", "--national", "m.txt", "-f", form, "-o", f"out.{form[:4]}")
    written = (families / f"out.{form[:4]}").read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(written)) as book:
            written = book.read("xl/sharedStrings.xml")

    assert done.returncode == 1
    assert all(name in written for name in (b"m.txt", b"n.txt"))
    assert (form == "csv") or "实行渠长巡护台账半月一报" in written.decode()

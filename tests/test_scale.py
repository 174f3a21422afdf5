"""What a trace of very many plans promises: names from lists and addresses, a Dask cluster, Parquet."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT, Run, document
from scaling import deadly
from test_derivation import LOCAL_PLAN, NATIONAL_PLAN

from plandiff.derivation.missing_parent import MOST_PLANS
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import Failure, calibrate, trace

needs_fsspec = pytest.mark.skipif(find_spec("fsspec") is None, reason="the extra cluster is not installed")
needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="the extra cluster is not installed")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with a national plan and, in folders in it, three local ones, a hidden file and a picture."""
    files = {
        "national.txt": NATIONAL_PLAN,
        "local/b.txt": LOCAL_PLAN,
        "local/a/z.txt": LOCAL_PLAN.replace("推動灌溉渠道向河灘果園延伸。", ""),
        "local/c.md": "酿酒办法\n\n（一）封坛。乡贤开封品评。\n",
        "local/.cache/x.txt": LOCAL_PLAN,
        "local/photo.bin": "?",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def _names(done: "subprocess.CompletedProcess[bytes]") -> list[str]:
    return [local["path"] for local in json.loads(done.stdout)["locals"]]


def test_a_list_names_plans_from_its_own_folder(plandiff: Run, plans: Path) -> None:
    """Blank lines and remarks say nothing; the names follow those on the command line."""
    listed = plans / "local" / "list.lst"
    listed.write_text("# the provinces\n\n  a/z.txt  \r\nc.md\n", encoding="utf-8-sig")

    done = plandiff("trace", "national.txt", "local/b.txt", "--from", "local/list.lst", "-f", "json")
    piped = plandiff("trace", "national.txt", "--from", "-", "-f", "json", stdin=b"local/c.md\n")

    assert done.returncode == 1 and _names(done) == ["local/b.txt", "local/a/z.txt", "local/c.md"]
    assert piped.returncode == 0 and _names(piped) == ["local/c.md"]


def test_a_folder_gives_all_its_documents_sorted(plandiff: Run, plans: Path) -> None:
    """Also those in folders in it, but no parent; what is left out is told, hidden files aside."""
    done = plandiff("trace", "--national", "local/b.txt", "--from", "local", "-f", "json")

    assert _names(done) == ["local/a/z.txt", "local/c.md"]
    assert done.stderr.decode() == "plandiff: local: 1 file is no document by its name, and left out\n"


@needs_fsspec
def test_an_address_gives_what_the_folder_gives(plandiff: Run, plans: Path) -> None:
    """A folder or a list at an address; a run that was broken off knows the plans again; a lost one is named."""
    (plans / "local" / "list.lst").write_text("b.txt\nnone.txt\n", encoding="utf-8")
    there = (plans / "local").as_uri()

    folder = plandiff("trace", "national.txt", "--from", there, "-o", "out.json")
    listed = plandiff("trace", "national.txt", "--from", f"{there}/list.lst", "-f", "json")

    assert folder.returncode == 1
    value = json.loads((plans / "out.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in value["locals"]] == [f"{there}/{name}" for name in ("a/z.txt", "b.txt", "c.md")]
    assert listed.returncode == 2 and _names(listed) == [f"{there}/b.txt"]
    assert listed.stderr.decode() == f"plandiff: {there}/none.txt does not exist; check the path\n"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("empty", "empty names no plan"),
        ("none.lst", "none.lst does not exist; check the path"),
        ("blank.lst", "blank.lst names no plan"),
        ("binary.lst", "binary.lst is no list of names"),
        pytest.param("memory://none", "memory://none does not exist", marks=needs_fsspec),
        pytest.param("nosuch://x/y", "nosuch://x/y cannot be read", marks=needs_fsspec),
    ],
)
def test_nothing_found_is_one_line(plandiff: Run, plans: Path, place: str, says: str) -> None:
    """Trouble, and what to do."""
    (plans / "empty").mkdir()
    (plans / "blank.lst").write_text("# nothing\n\n", encoding="utf-8")
    (plans / "binary.lst").write_bytes(b"PK\x03\x04\0\0")

    done = plandiff("trace", "national.txt", "--from", place)

    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert done.stderr.decode().startswith(f"plandiff: {says}")


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (("--scheduler", "tcp://127.0.0.1:9"), "distributed"),
        (("--from", "s3://bucket/plans"), "fsspec"),
        (("-o", "x.parquet"), "pyarrow"),
    ],
)
def test_a_missing_extra_is_named(plans: Path, asked: tuple[str, ...], missing: str) -> None:
    """One line that says how to install it, and no file."""
    program = (
        f"import sys\nsys.modules[{missing!r}] = None\nfrom plandiff.cli import main\n"
        f"sys.argv = {['plandiff', 'trace', 'national.txt', 'local/b.txt', *asked]!r}\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=plans, capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"pip install 'plandiff[cluster]'" in done.stderr and not (plans / "x.parquet").exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("tcp://127.0.0.1:9", "--jobs", "2"), "a cluster has its own processes"),
        (("127.0.0.1",), "127.0.0.1 is no address of a scheduler"),
        (("tls://127.0.0.1:9",), "tls://127.0.0.1:9 is no address of a scheduler"),
    ],
)
def test_what_is_no_scheduler_is_one_line(plandiff: Run, plans: Path, asked: tuple[str, ...], says: str) -> None:
    """Said at once, with the exit status of trouble."""
    done = plandiff("trace", "national.txt", "local/b.txt", "-o", "x.json", "--scheduler", *asked)

    assert (done.returncode, done.stderr.count(b"\n"), (plans / "x.json").exists()) == (2, 1, False)
    assert done.stderr.decode().startswith(f"plandiff: {says}")


@needs_arrow
def test_parquet_has_a_row_for_each_cell(plandiff: Run, plans: Path) -> None:
    """The cells of the CSV, with the passages of the JSON inside; and the selection holds."""
    from pyarrow.parquet import read_table  # noqa: PLC0415 - an extra

    asked = ("trace", "national.txt", "local/b.txt", "local/a/z.txt")
    assert plandiff(*asked, "-o", "x.parquet").returncode == 1
    plandiff(*asked, "--status", "dropped", "-o", "dropped.parquet")
    value = json.loads(plandiff(*asked, "-f", "json").stdout)
    table = read_table(plans / "x.parquet")
    rows = table.to_pylist()

    cells = [(one["path"], item["section"], item["status"]) for one in value["locals"] for item in one["taken_up"]]
    assert [(row["local"], row["section"], row["status"]) for row in rows] == cells
    first = next(row for row in rows if row["passages"])
    text, passage = (plans / first["local"]).read_text(encoding="utf-8"), first["passages"][0]
    assert passage["local_text"] in text[passage["local_start"] : passage["local_end"]]
    assert passage["status"] in ("same", "reworded", "related")
    beads = {
        tuple(one["beads"][n]["right"][0]) for one in value["locals"][:1] for i in one["taken_up"] for n in i["beads"]
    }
    assert len(beads) == sum(len(row["passages"]) for row in rows if row["local"] == "local/b.txt")
    assert {row["status"] for row in read_table(plans / "dropped.parquet").to_pylist()} == {"dropped"}
    assert table.schema.metadata[b"format"] == b"plandiff-trace-cells/1"


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[int]]]:
    """A scheduler with two workers; the address, and the workers' processes. A chunk may lose one worker, no more."""
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "PYTHONPATH": str(ROOT / "tests")}
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "scaling.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | settings,
    ) as process:
        assert process.stdin and process.stdout
        address, *workers = process.stdout.readline().decode().split()
        yield address, [int(worker) for worker in workers]
        process.stdin.close()


def test_a_cluster_that_loses_a_worker_gives_the_same_to_the_byte(
    plandiff: Run, plans: Path, cluster: tuple[str, list[int]]
) -> None:
    """Killed while plans are compared: its chunks are done again, no plan is lost, none is there twice."""
    address, workers = cluster
    names = [f"{n:03}.txt" for n in range(120)]
    for n, name in enumerate(names):
        (plans / name).write_text(LOCAL_PLAN * (1 + n % 3), encoding="utf-8")
    (plans / "all.lst").write_text("\n".join([*names[:60], "none.txt", *names[60:]]), encoding="utf-8")
    asked = ["trace", "national.txt", "--from", "all.lst"]
    plandiff(*asked, "--jobs", "1", "-o", "one.json")

    with subprocess.Popen(
        [sys.executable, "-m", "plandiff", *asked, "--scheduler", address, "-o", "many.json"],
        cwd=plans,
        stderr=subprocess.PIPE,
    ) as process:
        kept = plans / "many.json.partial"
        while process.poll() is None and not (kept.exists() and kept.stat().st_size > 1000):
            time.sleep(0.01)
        os.kill(workers[0], signal.SIGKILL)
        assert process.stderr and process.stderr.read() == b"plandiff: none.txt does not exist; check the path\n"

    assert process.returncode == 2
    assert (plans / "many.json").read_bytes() == (plans / "one.json").read_bytes()
    assert not kept.exists()


def test_a_plan_that_kills_its_workers_is_named_and_the_rest_goes_on(
    tmp_path: Path, cluster: tuple[str, list[int]]
) -> None:
    """As in the local pool: one that kills once is there, one that kills again and again is named."""
    names = [f"{n}.txt" for n in range(22)]
    names[3], names[12] = f"once {tmp_path / 'flag'}", "deadly.txt"
    plans = [document(LOCAL_PLAN, name) for name in names]
    national = calibrate(document(NATIONAL_PLAN, "n.txt"), plans[:3])

    results = list(trace(national, plans, deadly, scheduler=cluster[0]))

    assert [result.name if isinstance(result, Failure) else result for result in results] == names
    assert [result.name for result in results if isinstance(result, Failure)] == ["deadly.txt"]


@needs_arrow
def test_a_broken_folder_of_parquet_files_goes_on(plandiff: Run, plans: Path) -> None:
    """Finished files stay as they are; one that is lost or cut, misses a plan or has a changed one is made again."""
    from pyarrow.dataset import dataset  # noqa: PLC0415 - an extra
    from pyarrow.parquet import read_table  # noqa: PLC0415 - the same

    names = [f"{n}.txt" for n in range(7)]
    for name in names[:6]:
        (plans / name).write_text(LOCAL_PLAN, encoding="utf-8")
    asked = ("trace", "national.txt", *names, "--partition", "2", "-o", "parts")
    files = [plans / "parts" / f"part-{n:05}.parquet" for n in range(4)]

    def made() -> list[int]:
        return [file.stat().st_mtime_ns for file in files]

    first = plandiff(*asked)
    before = made()
    files[1].write_bytes(files[1].read_bytes()[:-9])
    (plans / "4.txt").write_text(LOCAL_PLAN * 2, encoding="utf-8")
    (plans / "6.txt").write_text(LOCAL_PLAN, encoding="utf-8")
    refused = plandiff(*asked), plandiff(*asked, "--resume", "--status", "dropped")
    second = plandiff(*asked, "--resume")
    plandiff("trace", "national.txt", *names, "-o", "whole.parquet")

    assert (first.returncode, second.returncode) == (2, 1)
    assert first.stderr.decode() == "plandiff: 6.txt does not exist; check the path\n"
    assert [now == then for now, then in zip(made(), before, strict=True)] == [True, False, False, False]
    assert dataset(plans / "parts").to_table().to_pylist() == read_table(plans / "whole.parquet").to_pylist()
    assert [one.returncode for one in refused] == [2, 2]
    assert b"go on with --resume" in refused[0].stderr and b"is of another run" in refused[1].stderr
    last = made()
    assert plandiff(*asked, "--resume").returncode == 1 and made() == last


@pytest.mark.parametrize("asked", [("-f", "json", "-o", "x"), (), ("-o", "-")])
def test_partitions_are_parquet_files_in_a_folder(plandiff: Run, plans: Path, asked: tuple[str, ...]) -> None:
    """Nothing else is made in parts."""
    done = plandiff("trace", "national.txt", "local/b.txt", "--partition", "2", *asked)

    assert (done.returncode, done.stdout, (plans / "x").exists()) == (2, b"", False)
    assert done.stderr == b"plandiff: --partition makes a folder of Parquet files; name it with -o\n"


def test_what_is_own_comes_back_of_the_first_plans_alone() -> None:
    """It is most of what a worker sends; twice as many as are asked for, for some may fail."""
    plans = [document(LOCAL_PLAN, f"{n}.txt") for n in range(2 * MOST_PLANS + 2)]
    own = list(trace(calibrate(document(NATIONAL_PLAN, "n.txt"), plans[:3]), plans, _own, jobs=1))

    assert [bool(found) for found in own] == [True] * 2 * MOST_PLANS + [False] * 2


def _own(result: Derivation) -> int:
    return len(result.own)


@needs_arrow
def test_a_trace_that_is_killed_goes_on_with_no_plan_twice_and_none_missing(plandiff: Run, plans: Path) -> None:
    """`kill -9` behind the first file, which stays."""
    from pyarrow.dataset import dataset  # noqa: PLC0415 - an extra

    names = [f"{n:03}.txt" for n in range(20)]
    for n, name in enumerate(names):
        (plans / name).write_text(LOCAL_PLAN * (1 + n % 2), encoding="utf-8")
    asked = ("trace", "national.txt", *names, "--jobs", "2", "--partition", "4", "-o", "parts")
    program = (
        "import os, signal, sys\nfrom plandiff.cli import main, partitions\nwrite = partitions.write_atomically\n"
        "def dying(path, data):\n    if path.name == 'part-00001.parquet': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    write(path, data)\n"
        f"partitions.write_atomically = dying\nsys.argv = {['plandiff', *asked]!r}\nmain()\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=plans, capture_output=True, check=False, timeout=120)
    before = sorted(file.name for file in (plans / "parts").iterdir())

    done = plandiff(*asked, "--resume")

    assert killed.returncode == -signal.SIGKILL and before == ["part-00000.parquet"]
    assert done.returncode == 1
    rows = dataset(plans / "parts").to_table(["local", "section"]).to_pylist()
    cells = [(row["local"], row["section"]) for row in rows]
    assert list(dict.fromkeys(local for local, _ in cells)) == names and len({*cells}) == len(cells)
    assert not [*(plans / "parts").glob(".*")]

"""The story of a watched repository, from the first acceptance to a fresh clone, told through the command line."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS, Run

LAW = (ROOT / "tests/cases/laws/bicycles-heavily-renumbered.txt").read_text(encoding="utf-8").split("%%% old\n")[1]
LAW = LAW.split("%%% new\n")[0]
CONFIG = """
documents = ["seeds/*.txt", "laws/**/*.txt"]

[[pair]]
left = "seeds/national-special-regions.hant.txt"
right = "seeds/national-special-regions.hans.txt"
relation = "rendering"
"""
PRINT = "seeds/national-special-regions.hans.txt"
PLAN = "seeds/henan-resource-regions.hant.txt"
BICYCLES = "laws/共享自行车条例.txt"


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def watched(tmp_path: Path, plandiff: Run) -> Path:
    """A repository with the seeds and a law, all accepted and committed."""
    (tmp_path / "seeds").mkdir()
    for seed in SEEDS.glob("*.txt"):
        shutil.copy(seed, tmp_path / "seeds")
    (tmp_path / "laws").mkdir()
    (tmp_path / BICYCLES).write_text(LAW, encoding="utf-8")
    (tmp_path / "plandiff.toml").write_text(CONFIG, encoding="utf-8")
    assert plandiff("check").returncode == 1
    assert plandiff("accept", "--all").returncode == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Watch the plans")
    return tmp_path


def edit(file: Path, *exchanges: tuple[str, str]) -> None:
    text = file.read_bytes().decode("utf-8")
    for old, new in exchanges:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_bytes(text.encode("utf-8"))


def wrapped(text: str, width: int) -> str:
    lines = (line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))
    return "\n".join(lines)


def set_anew(folder: Path) -> None:
    """Wrap lines elsewhere, swap the style of quotation marks, number the pages from another one on."""
    for file in folder.glob("*/*.txt"):
        text = file.read_bytes().decode("utf-8")
        text = re.sub(r"—(\d+)—", lambda match: f"—{int(match[1]) + 4}—", text)
        text = text.replace("“", "「").replace("”", "」")
        file.write_bytes(wrapped(text, 37).encode("utf-8"))


def changes(report: bytes) -> list[tuple[str, str, str, str, int]]:
    """Return path, kind, both texts and line of all changes that fail."""
    value = json.loads(report)
    return [
        (document["path"], change["kind"], change["left"]["text"], change["right"]["text"], change["right"]["line"])
        for document in value["documents"]
        for change in document["changes"]
        if change["fails"]
    ]


def test_new_lines_quotes_and_page_numbers_pass(watched: Path, plandiff: Run) -> None:
    """Nothing that is only set otherwise fails a check, and a check changes nothing in the tree."""
    set_anew(watched)
    before = {path: path.stat() for path in watched.rglob("*") if ".git" not in path.parts}

    done = plandiff("check", "--format", "json")

    after = {path: path.stat() for path in watched.rglob("*") if ".git" not in path.parts}
    summary = json.loads(done.stdout)["summary"]
    assert (done.returncode, summary["fails"], summary["changed"], summary["same"]) == (0, 0, 7, 0)
    assert {path: stat.st_mtime_ns for path, stat in after.items()} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


NEW = "第九条 运营者应当公示收费标准，变更收费标准的提前十五日告知使用者。"
DROPPED = "运营者收取押金的，应当在银行开立专用账户存放，押金不得挪作他用，使用者申请退还的应当在三日内退还。"


def amended(folder: Path) -> None:
    """Change one number and one duty, drop a sentence, add an article; then set everything anew."""
    edit(folder / PLAN, ("到2025年,資源型地區地區生產總值", "到2026年,資源型地區地區生產總值"))
    edit(
        folder / BICYCLES,
        ("第四条 运营者投放车辆前，应当向", "第四条 运营者投放车辆前，可以向"),
        (DROPPED, ""),
        ("第九条 运营者违反本条例", f"{NEW}\n第九条 运营者违反本条例"),
    )
    set_anew(folder)


def test_four_changes_fail_a_check_and_no_other(watched: Path, plandiff: Run) -> None:
    """A number, a duty, a dropped sentence and a new article: the right kinds, texts, lines and annotations."""
    amended(watched)

    done = plandiff("check", "--format", "json")
    annotations = plandiff("check", "--report", "github").stdout.decode("utf-8").splitlines()

    found = changes(done.stdout)
    lines = (watched / BICYCLES).read_text(encoding="utf-8").split("\n")
    assert done.returncode == 1
    assert [(path, kind, "".join(old.split()), "".join(new.split())) for path, kind, old, new, _ in found] == [
        (BICYCLES, "commitment", "应当", "可以"),
        (BICYCLES, "dropped", DROPPED, ""),
        (BICYCLES, "added", "", NEW.replace(" ", "")),
        (PLAN, "number", "2025年", "2026年"),
    ]
    assert ["可以" in lines[found[0][4] - 1], "第九条" in lines[found[2][4] - 1]] == [True, True]
    places = [(path, str(line)) for path, _, _, _, line in found]
    assert [re.match(r"::error file=([^,]+),line=(\d+),", line).groups() for line in annotations] == places


def test_what_is_accepted_is_gone_and_the_rest_stays_in_every_clone(
    watched: Path, plandiff: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two changes are accepted by id; the two others wait under their ids, also in a fresh clone, until accepted."""
    old = (watched / BICYCLES).read_bytes()
    amended(watched)
    pending = [line.split()[0] for line in plandiff("pending").stdout.decode("utf-8").splitlines() if " ! " in line]

    accepted = plandiff("accept", "--change", pending[0], "--change", pending[3], "--note", "tell the transport office")
    checked = plandiff("check", "--format", "json")

    ids = [change["id"] for document in json.loads(checked.stdout)["documents"] for change in document["changes"]]
    snapshot = (watched / f"snapshots/{BICYCLES}.snap").read_text(encoding="utf-8")
    assert (accepted.returncode, checked.returncode) == (0, 1)
    assert [one for one in pending if one in ids] == pending[1:3]
    assert "tell the transport office" in snapshot and "可以向" in snapshot and DROPPED[:20] in snapshot

    git(watched, "add", "-A")
    git(watched, "commit", "-qm", "Amend")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", str(watched), ".")
    again = run_in(clone, "check", "--format", "json")
    before = clone / "old" / Path(BICYCLES).name
    before.parent.mkdir()
    before.write_bytes(old)
    compared = run_in(clone, "compare", before, BICYCLES, "--relation", "revision", "--format", "json")
    assert again.returncode == 1
    assert json.loads(again.stdout)["documents"] == json.loads(checked.stdout)["documents"]
    assert set(pending[:3]) <= {change["id"] for change in json.loads(compared.stdout)["changes"]}

    assert run_in(clone, "accept", "--all", "--seen", json.loads(again.stdout)["state"]).returncode == 0
    assert run_in(clone, "check").returncode == 0
    assert b'same": 7' in run_in(clone, "check", "--format", "json").stdout


def run_in(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "plandiff", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)

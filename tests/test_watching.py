"""Globs: which files a project watches."""

from fnmatch import fnmatchcase
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plandiff.config import parse_config
from plandiff.decisions.watching import matches, watched_documents


def reference(names: list[str], parts: list[str]) -> bool:
    """Match by trying every length of each ``**``."""
    if not parts:
        return not names
    if parts[0] == "**":
        return any(reference(names[n:], parts[1:]) for n in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], parts[0]) and reference(names[1:], parts[1:])


@given(
    st.lists(st.sampled_from(["a", "b", ".c"]), min_size=1, max_size=5),
    st.lists(st.sampled_from(["**", "*", "a", "b", ".c"]), min_size=1, max_size=5),
)
def test_a_glob_matches_what_trying_every_length_of_its_stars_matches(names: list[str], parts: list[str]) -> None:
    assert matches("/".join(names), "/".join(parts)) == reference(names, parts)


def test_a_glob_of_many_double_stars_is_answered_at_once() -> None:
    """Forty ``**`` with names between them, on a deep path: nobody lives to see every way tried."""
    deep = "a/" * 60

    assert matches(f"{deep}x.txt", "**/a/" * 40 + "x.txt")
    assert not matches(f"{deep}x.txt", "**/a/" * 40 + "y.txt")


def test_documents_are_found_wherever_a_glob_reaches(tmp_path: Path) -> None:
    """What a glob matches is watched, and a hidden folder only if it is named."""
    for path in ("top.txt", "laws/a.txt", "laws/old/b.txt", ".hidden/c.txt", "laws/.kept/d.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("一。", encoding="utf-8")
    found = {
        glob: watched_documents(parse_config(f'documents = ["{glob}"]', tmp_path / "plandiff.toml"))
        for glob in ("*.txt", "**/*.txt", "laws/**", "**/**/*.txt", "**/.kept/*.txt", ".hidden/*")
    }

    assert found == {
        "*.txt": ["top.txt"],
        "**/*.txt": ["laws/a.txt", "laws/old/b.txt", "top.txt"],
        "laws/**": ["laws/a.txt", "laws/old/b.txt"],
        "**/**/*.txt": ["laws/a.txt", "laws/old/b.txt", "top.txt"],
        "**/.kept/*.txt": ["laws/.kept/d.txt"],
        ".hidden/*": [".hidden/c.txt"],
    }

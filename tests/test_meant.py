"""What a report shows of texts as they were meant: readings, wraps and damage are in nobody's way, and none is lost."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import SEEDS, Run, document

from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Weight
from plandiff.presentation.meant import shown_sources
from plandiff.reports.formats import FORMATS
from plandiff.reports.synopsis.options import Options
from plandiff.reports.to_briefing import comparison_markdown
from plandiff.reports.to_comparison import comparison_report
from plandiff.reports.to_html import comparison_html
from plandiff.reports.to_table import comparison_table
from plandiff.text.span import Span

ZONES = SEEDS / "national-demonstration-zones.hant.txt"
READING = re.compile(r"\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)")
READINGS = 683
PLAN = SEEDS / "national-special-regions.hant.txt"
PRINT = SEEDS / "national-special-regions.hans.txt"
DAMAGED, REPAIRED = "提供重要支撐?!笆奈濉睍r期", "提供重要支撐。“十四五”時期"


def of_files(*paths: Path) -> Comparison:
    left, right = (document(path.read_text(encoding="utf-8"), path.name) for path in paths)
    return compare(left, right)


@pytest.fixture(scope="module")
def zones() -> Comparison:
    """The plan with its readings beside the same plan without them, in which a few things differ."""
    text = ZONES.read_text(encoding="utf-8")
    assert len(READING.findall(text)) == READINGS
    right = READING.sub("", text).replace("2025", "2026").replace("加快建設", "建設")
    return compare(document(text, "left.txt"), document(right, "right.txt"))


@pytest.fixture(scope="module")
def plans() -> Comparison:
    """The national plan as a web page that is damaged in five places, and in print."""
    return of_files(PLAN, PRINT)


def terminal(result: Comparison, *, meant: bool, show_all: bool = False) -> str:
    return comparison_report(result, 4000, colour=False, show_all=show_all, meant=meant)


class _Table(HTMLParser):
    """The text of the tables of a page, and that of the rest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.rest, self._depth = "", "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._depth += tag == "table"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "table"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.inside += data
        else:
            self.rest += data


def test_the_terminal_shows_readings_only_as_what_differs(zones: Comparison) -> None:
    """Each of the 683 is told once, in marks; sentences around them can be read, and nothing else is told less."""
    written, meant = terminal(zones, meant=False, show_all=True), terminal(zones, meant=True, show_all=True)
    assert "到 ⟦2025 年⟧,示范區(qū)建設取得明顯進展" in written
    assert "到⟦2025年⟧,示范區建設取得明顯進展" in meant
    assert not READING.search(re.sub("⟦[^⟦⟧]*⟧", "", meant))
    assert len(READING.findall(meant)) == READINGS < len(READING.findall(written))
    told = [re.findall(r"^(?:==| *[0-9.]+ [#!~?] ).*", text, re.MULTILINE) for text in (written, meant)]
    assert told[0] == told[1]
    assert written.split("\n")[-1] == meant.split("\n")[-1]


def test_a_page_shows_readings_only_as_what_differs(zones: Comparison) -> None:
    """Not at all where both texts stand side by side, once each in the list of changes."""
    written, meant = (_Table(comparison_html(zones, show_all=True, meant=meant)) for meant in (False, True))
    assert len(READING.findall(written.inside)) >= READINGS - 10
    assert not READING.search(meant.inside)
    assert "示范區建設取得明顯進展" in meant.inside
    assert len(READING.findall(meant.rest)) == READINGS < len(READING.findall(written.rest))


def test_damage_is_repaired_around_a_change_and_told_as_it_is(plans: Comparison) -> None:
    """In the damaged text only; what is said of the damage itself stays."""
    written, meant = terminal(plans, meant=False), terminal(plans, meant=True)
    assert "笆奈濉睍r期,我國發展的外部環境和內部條件正在發生 ⟦復⟧雜" in written
    assert "“十四五”時期,我國發展的外部環境和內部條件正在發生⟦復⟧雜" in meant
    assert "“十四五”时期，我国发展的外部环境和内部条件正在发生⟦复⟧杂" in meant
    for text in (written, meant):
        assert "⟦?!笆奈濉睍r⟧期" in text and "= expected ⟦。“十四五”時⟧" in text


def test_damage_on_the_right_is_repaired_there() -> None:
    """The sound text on the left stays as it is."""
    meant = terminal(of_files(PRINT, PLAN), meant=True)
    assert "+ “十四五”時期,我國發展的外部環境" in meant and "- “十四五”时期，我国发展的外部环境" in meant


def test_damage_is_repaired_side_by_side(plans: Comparison) -> None:
    """There it is no mark of a difference; the list of changes tells it as it is."""
    written, meant = (_Table(comparison_html(plans, show_all=False, meant=meant)) for meant in (False, True))
    unmarked = [re.sub("〔[a-z]+|〕", "", page.inside) for page in (written, meant)]
    assert DAMAGED in unmarked[0] and REPAIRED not in unmarked[0]
    assert REPAIRED in meant.inside and "笆" not in meant.inside
    assert "支撑。“十四五”时期" in meant.inside
    assert "?!笆奈濉睍r" in meant.rest


def test_damage_is_repaired_as_a_whole() -> None:
    """Also where cleaning has set something aside inside it."""
    left, right = (path.read_text(encoding="utf-8") for path in (PLAN, PRINT))
    result = compare(document(left.replace("笆奈", "笆奈\u200b"), "a.txt"), document(right, "b.txt"))
    assert "“十四五”時期,我國發展的外部環境和內部條件正在發生⟦復⟧雜" in terminal(result, meant=True)


@pytest.mark.parametrize(
    "write",
    [
        lambda result, meant: comparison_markdown(result, summary=False, meant=meant),
        lambda result, meant: comparison_table(result, ending=".md", form=Options(meant=meant)),
    ],
    ids=["markdown", "table"],
)
def test_markdown_and_tables_show_no_more_than_what_differs(
    zones: Comparison, write: Callable[[Comparison, bool], str]
) -> None:
    """A table marks no reading, so that none is left."""
    written, meant = write(zones, False), write(zones, True)
    assert len(READING.findall(written)) > len(READING.findall(meant))
    assert not READING.search(re.sub(r"<(del|ins)>.*?</\1>", "", meant))


def test_a_derivation_is_told_alike_and_reads_on() -> None:
    """A passage that a page has wrapped is one line of text; nothing is counted otherwise."""
    result = of_files(ZONES, SEEDS / "henan-resource-regions.hant.txt")
    written, meant = (terminal(result, meant=meant, show_all=True) for meant in (False, True))
    assert "產業轉型升級動力 機制更加完善" in written and "產業轉型升級動力機制更加完善" in meant
    told = [re.findall(r"^(?:==|  [~=f] |    < ).*", text, re.MULTILINE) for text in (written, meant)]
    assert told[0] == told[1]


def test_the_first_lines_of_a_report_are_told_as_meant() -> None:
    """They show the words around what counts most, over readings and wraps."""
    clauses = [f"第{n}類企業產(chǎn)業(yè)研發\n投入達到{n}0萬元" for n in range(1, 13)]
    text = "。".join(clauses) + "。"
    result = compare(document(text, "a.txt"), document(text.replace("0萬", "5萬"), "b.txt"))
    assert "第1類企業產業研發投入 達到10萬元 → 達到15萬元" in terminal(result, meant=True).split("==")[0]
    assert "第1類企業產業研發投入" not in terminal(result, meant=False).split("==")[0]


def test_what_parts_words_and_paragraphs_stays() -> None:
    """White space is layout between Chinese characters, where no paragraph ends."""
    text = "示范區的口號是 Made in China 2025 和 創新 發展。\n\n各地要(yào)加強建設，完善制度。\n"
    result = compare(document(text, "a.txt"), document(text.replace("加強", "推進"), "b.txt"))
    source = shown_sources(result, meant=True).left
    shown = source.shown(Span(0, len(text))).strip()
    assert shown == "示范區的口號是Made in China 2025和創新發展。 各地要加強建設，完善制度。"


def test_repairs_are_those_of_the_whole_comparison(plandiff: Run) -> None:
    """A selection of changes shows the texts around them no worse."""
    done = plandiff("compare", PLAN, PRINT, "--as-meant", "--kind", "wrong-character")
    assert "“十四五”時期,我國發展的外部環境" in done.stdout.decode()
    assert "damaged places" not in done.stdout.decode()


def test_the_command_takes_it_for_every_format_that_shows_texts(plandiff: Run, tmp_path: Path) -> None:
    """A format that holds the texts as they are written says so, in one line, and writes nothing."""
    (tmp_path / "a.txt").write_text("加快推動產(chǎn)業發展，研發投入達到5%。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("加快推動產(chǎn)業發展，研發投入達到6%。\n", encoding="utf-8")
    for form in FORMATS["compare"]:
        name = f"out{form.endings[0] if form.endings else '.txt'}"
        done = plandiff("compare", "a.txt", "b.txt", "--as-meant", "-f", form.name, "-o", name, "--force")
        if form.name in ("json", "redline"):
            assert done.returncode == 2 and done.stderr.decode().count("\n") == 1
            assert form.name in done.stderr.decode() and "--as-meant" in done.stderr.decode()
        else:
            assert done.returncode == 1, done.stderr
    assert not (tmp_path / "out.json").exists()
    shown = plandiff("compare", "a.txt", "b.txt", "--as-meant").stdout.decode()
    assert "加快推動產業發展" in shown and "chǎn" not in shown
    value = json.loads(plandiff("compare", "a.txt", "b.txt", "-f", "json").stdout)
    assert any(change["weight"] == Weight.SUBSTANTIVE for change in value["changes"])

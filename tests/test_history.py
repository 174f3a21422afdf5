"""The life of articles: when each came, each change, split and merger, and its end; and who brought each sentence."""

import json
import re
import subprocess
from itertools import combinations
from pathlib import Path

import pytest
from conftest import ROOT, Run, document

from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.errors import UsageError
from plandiff.judging.fates import Fate
from plandiff.reports.synopsis.building import synopsis_of
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.rows import Row, plain_text
from plandiff.versions.history import History, Version, history_of

HEAD = "城市绿化条例\n\n第一条 为了保护和改善城市环境，制定本条例。\n"
OLD = f"""{HEAD}第二条 本条例适用于本市行政区域内的绿化活动。市人民政府主管绿化工作，区人民政府负责本区绿化。
第三条 任何单位和个人都有爱护绿化的义务。
第四条 砍伐树木应当经绿化主管部门批准，并缴纳补偿费用。
第五条 本条例自公布之日起施行。
"""
SPLIT = f"""{HEAD}第二条 本条例适用于本市行政区域内的绿化活动。
第三条 市人民政府主管绿化工作，区人民政府负责本区绿化。
第四条 任何单位和个人都有爱护绿化的义务。
第五条 砍伐树木应当经绿化主管部门批准，并补种两倍的树木。
第六条 本条例自公布之日起施行。
"""
NEWEST = f"""{HEAD}第二条 本条例适用于本市行政区域内的绿化活动。
第三条 市人民政府主管绿化工作，区人民政府负责本区绿化。
第四条 砍伐树木应当经绿化主管部门批准，并补种两倍的树木。
第五条 公园应当免费开放，开放时间由管理单位公告。
第六条 本条例自公布之日起施行。
"""


def followed(*texts: str) -> History:
    return history_of([Version(document(text, f"{n}.txt")) for n, text in enumerate(texts)])


def paths(result: History) -> list[list[tuple[int, str, str]]]:
    return [[(stage.version, stage.number, stage.fate.value) for stage in life.path] for life in result.articles]


def test_each_article_is_followed_through_change_split_renumbering_and_end() -> None:
    """Three versions of an ordinance: what a lawyer would write beside each article."""
    result = followed(OLD, SPLIT, NEWEST)

    assert paths(result) == [
        [(0, "第一条", "new"), (1, "第一条", "same"), (2, "第一条", "same")],
        [(0, "第二条", "new"), (1, "第二条", "split"), (2, "第二条", "same")],
        [(0, "第三条", "new"), (1, "第四条", "renumbered"), (2, "第四条", "repealed")],
        [(0, "第四条", "new"), (1, "第五条", "reworded"), (2, "第四条", "renumbered")],
        [(0, "第五条", "new"), (1, "第六条", "renumbered"), (2, "第六条", "same")],
        [(1, "第三条", "split"), (2, "第三条", "same")],
        [(2, "第五条", "new")],
    ]
    assert result.articles[5].path[0].origins == ("a2",)


def test_a_merger_names_both_articles_and_ends_one_path() -> None:
    """The way back: two articles become one; one path goes on, the other says where it went."""
    result = followed(SPLIT, OLD)

    assert paths(result)[1:3] == [
        [(0, "第二条", "new"), (1, "第二条", "merged")],
        [(0, "第三条", "new"), (1, "第三条", "merged")],
    ]
    assert result.articles[1].path[1].origins == ("a2", "a3")
    assert result.articles[2].path[1].span is None and result.articles[2].path[1].origins == ("a2",)


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "tests/cases/laws").glob("*.txt")))
def test_history_and_synopsis_tell_the_fates_that_the_report_tells(name: str) -> None:
    """One vocabulary: only where one article stands alone does the history say what else became of it."""
    old, new = re.split(r"%%% (?:old|new)\n", (ROOT / "tests/cases/laws" / name).read_text(encoding="utf-8"))[1:]
    result = compare(document(old, "law.txt"), document(new, "law.txt"), Relation.REVISION)
    assert isinstance(result, AlignedComparison)
    told = {one.number: fate.fate for fate in result.fates for one in fate.articles.right}
    alone = {Fate.MOVED: {Fate.SAME, Fate.RENUMBERED}, Fate.RECAST: {Fate.SPLIT, Fate.MERGED, Fate.REWORDED}}

    for life in followed(old, new).articles:
        last = life.path[-1]
        if last.version == 1 and last.span:
            fate = told[last.number]
            assert last.fate in alone.get(fate, {fate}), last.number
        elif last.version == 1:
            assert last.fate in (Fate.REPEALED, Fate.MERGED)
    for row in synopsis_of(result, Options()).rows:
        first = plain_text(row.cells.right[0]).strip() if isinstance(row, Row) else ""
        article = re.match(r"第[一二三四五六七八九十]+条(?:之[一二])?", first)
        if isinstance(row, Row) and article:
            assert row.fate is told[article[0]] or told[article[0]] in (Fate.SAME, Fate.RENUMBERED, Fate.MOVED)


@pytest.mark.parametrize("order", [(OLD, SPLIT, NEWEST), (NEWEST, SPLIT, OLD), (OLD, NEWEST, OLD), (OLD, OLD)])
def test_every_article_of_every_version_lies_in_exactly_one_path(order: tuple[str, ...]) -> None:
    """Whatever the order, no article is lost and none is told twice."""
    found = [(stage.version, stage.span) for life in followed(*order).articles for stage in life.path if stage.span]

    assert len(found) == len(set(found)) == sum(text.count("条 ") for text in order)
    assert not any(a[0] == b[0] and a[1] == b[1] for a, b in combinations(found, 2))


def test_each_sentence_names_the_version_that_brought_its_wording() -> None:
    """A sentence that was only renumbered or parted keeps its version."""
    result = followed(OLD, SPLIT, NEWEST)

    assert [one.version for one in result.blame] == [0, 0, 0, 0, 1, 2, 0]


def test_versions_of_other_documents_are_refused_in_one_line() -> None:
    """Texts that share next to nothing are no versions of one document."""
    other = "渔业管理办法\n\n" + "".join(f"第{n}条 渔船检验费用由船主{n}日内向港口缴纳。\n" for n in "一二三四五六")

    with pytest.raises(UsageError, match=r"0\.txt and 1\.txt share too little"):
        followed(OLD, other)


def test_git_tells_the_versions_of_one_file_under_all_its_names(tmp_path: Path, plandiff: Run) -> None:
    """A renamed file keeps its history; what is not committed yet is the newest version."""

    def git(*words: str) -> None:
        subprocess.run(("git", "-c", "user.name=a", "-c", "user.email=a@b", *words), cwd=tmp_path, check=True)

    git("init", "-q")
    (tmp_path / "旧.txt").write_text(OLD, encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "1")
    git("mv", "旧.txt", "新.txt")
    git("commit", "-qm", "renamed")
    (tmp_path / "新.txt").write_text(SPLIT, encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "2")
    (tmp_path / "新.txt").write_text(NEWEST, encoding="utf-8")

    value = json.loads(plandiff("history", "新.txt", "-f", "json").stdout)
    blame = plandiff("history", "新.txt", "--blame")

    assert [version["path"] for version in value["versions"]] == ["旧.txt", "新.txt", "新.txt"]
    assert [bool(version["revision"]) for version in value["versions"]] == [True, True, False]
    assert len(value["articles"]) == 7 and blame.returncode == 0 and "公园应当免费开放" in blame.stdout.decode()


def test_a_file_that_git_does_not_have_is_told_in_one_line(tmp_path: Path, plandiff: Run) -> None:
    """No repository: exit status 2 and what to do."""
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    failed = plandiff("history", "a.txt")

    assert failed.returncode == 2 and failed.stdout == b"" and len(failed.stderr.splitlines()) == 1


def test_a_history_is_written_in_every_format(tmp_path: Path, plandiff: Run) -> None:
    """Each ending of -o gives its format, and listing is no finding."""
    for name, text in (("1.txt", OLD), ("2.txt", SPLIT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for ending in ("json", "csv", "html", "xlsx"):
        assert plandiff("history", "1.txt", "2.txt", "-o", f"h.{ending}").returncode == 0

    assert "第四条 renumbered" in (tmp_path / "h.html").read_text(encoding="utf-8")
    assert ",renumbered," in (tmp_path / "h.csv").read_text(encoding="utf-8")

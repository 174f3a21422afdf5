"""The coverage of a national plan as a workbook and a page: shares, order, names, and the wording behind each cell."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from conftest import Run

from plandiff.chinese.provinces import PROVINCES, province_rank
from plandiff.derivation.tracing import calibrate, trace
from plandiff.errors import UsageError
from plandiff.reading import read
from plandiff.reports.coverage import to_xlsx
from plandiff.reports.coverage.cells import column_names
from plandiff.reports.matrix import Selection, View, tenths

NATIONAL = (
    "国家振兴方案\n第一条 推动灌溉渠道修缮改造，完善山脚梯田水源保障体系。\n"
    "第二条 培育高产抗病水稻品种，建立种质资源共享平台。\n第三条 鼓励酿造企业开展技术改造，扩大优质粮食收购规模。\n"
)
LOCALS = {
    "河南": "河南方案\n第一条 推动灌溉渠道修缮改造，完善山脚梯田水源保障体系。\n第二条 =1+1，本省自定事项从其规定。\n",
    "北京": "北京方案\n第一条 培育高产抗病水稻品种，建立种质资源共享平台。\n"
    "第二条 推动灌溉渠道修缮改造，完善山脚梯田水源保障体系。\n"
    "第三条 鼓励酿造企业开展技术改造，扩大优质粮食收购规模。\n",
    "own": "甲</script>\n第一条 本地节庆活动由乡贤会主办。\n",
}


@pytest.fixture
def plans(tmp_path: Path) -> list[str]:
    (tmp_path / "national.txt").write_text(NATIONAL, encoding="utf-8")
    for name, text in LOCALS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return ["national.txt", *(f"{name}.txt" for name in LOCALS)]


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def strings(parts: dict[str, str]) -> list[str]:
    return [
        re.sub("<[^>]+>", "", item) for item in re.findall("<si>(.*?)</si>", parts["xl/sharedStrings.xml"], re.DOTALL)
    ]


def test_a_workbook_shows_shares_and_leads_to_the_wording(plandiff: Run, tmp_path: Path, plans: list[str]) -> None:
    """Names as heads in the order of the provinces, numbers to calculate with, links inside the book, no formula."""
    done = plandiff("trace", *plans, "--columns", "region", "-o", "m.xlsx")
    parts = members(tmp_path / "m.xlsx")
    sheet, shown = parts["xl/worksheets/sheet1.xml"], strings(parts)

    assert done.returncode == 1
    assert shown.index("北京") < shown.index("河南") < shown.index("own")
    assert any(text.startswith("第一条 推动灌溉渠道修缮改造") for text in shown)
    assert "<v>1</v>" in sheet
    links = re.findall('<hyperlink ref="([A-Z]+[0-9]+)" location="([^"]+)"', sheet)
    assert len(links) >= 4 and all(re.fullmatch("'wording'!A[0-9]+", place) for _, place in links)
    assert "推动灌溉渠道修缮改造，完善山脚梯田水源保障体系。" in "".join(shown)
    assert not any(re.search("<f[ >]", part) for name, part in parts.items() if "worksheets" in name)


def test_a_page_shows_shares_and_leads_to_the_wording(plandiff: Run, tmp_path: Path, plans: list[str]) -> None:
    """Each link has its place on the page; hostile names and text are text."""
    plandiff("trace", *plans, "--columns", "share", "-o", "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")

    assert page.index(">北京<") < page.index(">河南<") < page.index(">own<")
    assert '<td class="heat5"><a href="#e1-0">100</a></td>' in page
    places = set(re.findall('id="(e[0-9-]+)"', page))
    assert set(re.findall('href="#(e[0-9-]+)"', page)) == places and len(places) >= 4
    assert "<script" not in page


def test_the_same_book_twice(plandiff: Run, tmp_path: Path, plans: list[str]) -> None:
    """Two runs are equal to the byte, so the second is no other content and is not refused."""
    plandiff("trace", *plans, "-o", "m.xlsx")
    before = (tmp_path / "m.xlsx").read_bytes()

    assert plandiff("trace", *plans, "-o", "m.xlsx").returncode == 1
    assert (tmp_path / "m.xlsx").read_bytes() == before
    assert plandiff("trace", *plans, "--columns", "share", "-o", "m.xlsx").returncode == 2


def test_a_terminal_shows_tenths(plandiff: Run, plans: list[str]) -> None:
    """Legend and digits: the matrix says how much, not only that something was taken up."""
    text = plandiff("trace", *plans).stdout.decode()

    assert "0-9 partly (tenths of the section)" in " ".join(text.split())


@pytest.mark.parametrize(
    ("share", "digit"), [(0.0, "0"), (0.099, "0"), (0.1, "1"), (0.55, "5"), (0.999, "9"), (1.0, "9")]
)
def test_a_share_is_one_digit(share: float, digit: str) -> None:
    assert tenths(share) == digit


def test_provinces_stand_in_the_usual_order() -> None:
    """The first name in a file's name decides, in either script; what is none comes last."""
    assert [province_rank(name) for name in PROVINCES] == list(range(34))
    assert province_rank("data/黑龍江省方案.txt") == PROVINCES.index("黑龙江")
    assert province_rank("上海与江苏.txt") == PROVINCES.index("上海")
    assert province_rank("own.txt") == 34


def test_what_does_not_fit_into_a_workbook_is_said(
    monkeypatch: pytest.MonkeyPatch, plans: list[str], tmp_path: Path
) -> None:
    """A sheet that would lose rows is not written: one line says so, and what to do."""
    monkeypatch.setattr(to_xlsx, "_MOST_ROWS", 1)
    national = read(str(tmp_path / plans[0]))
    sources = [str(tmp_path / name) for name in plans[1:]]
    plan = calibrate(national, sources)
    report = to_xlsx.xlsx_report(plan, selection=Selection())

    with pytest.raises(UsageError, match="do not fit into a workbook; select sections with --section"):
        list(report.parts(view for view in trace(plan, sources, report.view, jobs=1) if isinstance(view, View)))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a/河南.txt", "b/北京.docx"], ("河南", "北京")),
        (["/data/reports/河南/2024.md", "/data/reports/北京/2024.md"], ("河南", "北京")),
        (["河南/2023.md", "河南/2024.md", "北京/2024.md"], ("河南/2023", "河南/2024", "北京/2024")),
        (["a/x.txt", "a/x.md"], ("a/x.txt", "a/x.md")),
    ],
)
def test_a_column_bears_what_tells_its_file_apart(names: list[str], expected: tuple[str, ...]) -> None:
    """No path of a machine stands over a column where a word will do."""
    assert column_names(names) == expected

"""What reading an OFD file promises: the lines of its pages, whatever way its parts are named and its text is drawn."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ofd_files import BODY, SPACE, page, parts, text
from office_files import zipped

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, Unit

LINE = "第一条　为了规范规划编制，制定本办法。"


def read(*pages: str, common: str = "", **more: str) -> Document:
    return read_bytes(zipped(parts(*pages, common=common) | more), "a.ofd")


def notices(found: Document) -> dict[str, dict[str, int | str]]:
    return {notice.code.value: dict(notice.facts) for notice in found.notices}


def test_lines_are_those_of_the_page_and_pages_are_parted() -> None:
    r"""Runs on one height are a line from the left, whatever order they are drawn in; \n\f stands between pages."""
    found = read(page(text("第二行", y=50), text("二条", x=45), text("第", x=40)), page(text("第二页")))
    assert found.text == "第二条\n第二行\n\f第二页"
    assert (found.kind, found.place(9)) == ("ofd", ((Unit.PAGE, 2),))


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (text("目录", code='DeltaX="9"'), "目录"),
        (text("规划", code='DeltaX="20"'), "规\t划"),
        (text("GDP增长", code='DeltaX="g 2 2.5 2.5 5"'), "GDP增长"),
        (text("GDP growth", code='DeltaX="g 9 2.5"'), "GDP growth"),
        (text("a b", code='DeltaX="2.5 2.5"'), "a b"),
        (text("总则") + text("总则", x=30.4), "总则"),
        (text("甲乙", code='DeltaY="6"'), "甲乙"),
        (text("转动", CTM="0 1 -1 0 0 0", code='DeltaX="5"'), "转动"),
        (text("甲<ofd:CGTransform/>"), "甲"),
        (text("缩小", CTM="0.5 0 0 0.5 0 0", code='DeltaX="9"'), "缩小"),
    ],
)
def test_blanks_come_from_gaps_and_not_from_spacing(drawn: str, expected: str) -> None:
    """Wide spacing is no blank, a column is a tab, words of letters keep theirs, and bold by drawing twice is one."""
    assert read(page(drawn, text("二", y=80))).text == f"{expected}\n二"


def test_rows_of_a_ruled_table_are_lines() -> None:
    """Cells that wrap are put together by the rules around them."""
    rules = "".join(
        f'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M {line} </ofd:AbbreviatedData></ofd:PathObject>'
        for line in ("20 20 L 120 20", "20 40 L 120 40", "20 20 L 20 40", "60 20 L 60 40", "120 20 L 120 40")
    )
    drawn = [text("1", x=25, y=25), text("森林", x=65, y=22), text("覆盖率", x=65, y=32)]
    assert read(page(rules, *drawn)).text == "1\t森林覆盖率"


def test_templates_and_drawings_that_pages_use_are_text() -> None:
    """The template lies behind or before, a composite object is text of the resources."""
    common = (
        "<ofd:DocumentRes>res.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl.xml"/><ofd:TemplatePage ID="6" BaseLoc="Tpls/Tpl2.xml"/>'
    )
    drawn = f"<ofd:Content>{text('组合', x=0, y=0)}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="5">{drawn}</ofd:CompositeGraphicUnit>'
    used = '<ofd:Template TemplateID="7"/><ofd:Template TemplateID="6" ZOrder="Foreground"/>'
    found = read(
        page(text("正文"), '<ofd:CompositeObject ResourceID="5" Boundary="30 60 1 1"/>', template=used),
        common=common,
        **{
            "Doc_0/Tpls/Tpl.xml": page(text("底", y=10)),
            "Doc_0/Tpls/Tpl2.xml": page(text("面", y=90)),
            "Doc_0/res.xml": f"<ofd:Res {SPACE}><ofd:Units>{unit}</ofd:Units></ofd:Res>",
        },
    )
    assert found.text == "底\n正文\n组合\n面"


def _use(unit: int) -> str:
    return f'<ofd:CompositeObject ResourceID="{unit}"/>'


@pytest.mark.parametrize("uses", [1, 10])
def test_drawings_that_use_each_other_without_end_are_refused(uses: int) -> None:
    """A cycle, and ten uses at each of many levels, which would draw more than any page holds."""
    unit = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}">{_use((n + 1) % 20) * uses}</ofd:CompositeGraphicUnit>' for n in range(20)
    )
    with pytest.raises(ReadingError, match="draws more than any page"):
        read(
            page(_use(0)),
            common="<ofd:PublicRes>res.xml</ofd:PublicRes>",
            **{"Doc_0/res.xml": f"<ofd:Res {SPACE}>{unit}</ofd:Res>"},
        )


@pytest.mark.parametrize(
    "written",
    [
        "/Doc_0/Pages/Page_0/Content.xml",
        "Doc_0/Pages/Page_0/Content.xml",
        "pages\\PAGE_0\\content.xml",
        "./x/../Pages/Page_0/Content.xml",
        "Page_0/Content.xml",
    ],
)
def test_parts_are_found_under_paths_written_wrongly(written: str) -> None:
    """From the root, with back-slashes, in another case, from the wrong folder."""
    members = parts(page(text(LINE)))
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace("Pages/Page_0/Content.xml", written)
    assert read_bytes(zipped(members), "a.ofd").text == f"{LINE}"


@pytest.mark.parametrize("space", ['xmlns:ofd="http://example.org/other"', ""])
def test_the_namespace_is_not_asked(space: str) -> None:
    """Elements go by their local names."""
    members = {name: part.replace(SPACE, space) for name, part in parts(page(text(LINE))).items()}
    if not space:
        members = {name: part.replace("ofd:", "") for name, part in members.items()}
    assert read_bytes(zipped(members), "a.ofd").text == f"{LINE}"


def test_what_is_not_text_is_said() -> None:
    """Objects marked as not visible, and pages that are pictures."""
    picture = '<ofd:ImageObject ResourceID="3" Boundary="0 0 210 297"/>'
    found = read(page(text(LINE), text("隐藏", Visible="false")), page(picture))
    assert found.text == f"{LINE}\n\f"
    assert notices(found) == {"pictures": {"count": 1, "pages": "2"}, "hidden": {"count": 2}}
    with pytest.raises(ReadingError, match="pictures without text"):
        read(page(picture))
    with pytest.raises(ReadingError, match="has no text"):
        read(page())


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"Encryptions.xml": ""}, "is encrypted"),
        ({"Doc_0/Document.xml": "<a"}, "is damaged"),
        ({"Doc_0/Document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}, "document type"),
        ({"OFD.xml": BODY.replace("Doc_0", "Doc_9")}, "is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(more: dict[str, str], message: str) -> None:
    """Encrypted, cut, hostile, or without the parts it names."""
    with pytest.raises(ReadingError, match=message):
        read(page(text(LINE)), **more)


@given(st.data())
def test_a_damaged_file_is_text_or_a_known_error(data: st.DataObject) -> None:
    """Never a traceback, whatever bytes are flipped or cut."""
    file = bytearray(zipped(parts(page(text(LINE)))))
    for place in data.draw(st.lists(st.integers(0, len(file) - 1), max_size=4)):
        file[place] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(ReadingError):
        read_bytes(bytes(file[: data.draw(st.integers(4, len(file)))]), "a.ofd")

"""What layout must never do: change what a comparison of a plan with one made from it finds, or the names it gives."""

import re
from collections.abc import Callable

import pytest
from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.judging.change import Kind
from plandiff.outline import outlined

NATIONAL = """国家河谷农业发展规划（2025—2030年）

为贯彻落实党中央、国务院决策部署，推动河谷农业高质量发展，制定本规划。

一、总体要求

（一）指导思想

坚持绿色发展，以构建节水灌溉的全国河谷农业体系为主线，加快渠道修缮与良种培育协同推进，为乡村全面振兴提供有力支撑。

（二）发展目标

到2027年，全国河谷灌区平均用水效率提高10%以上，抗倒伏晚稻种植比例年均增长3%，新建大型灌区防渗率达到80%。

二、重点任务

（一）修缮灌渠

1. 完善渠首枢纽。在山脚梯田、河滩果园和高山茶园等地区建设国家渠首枢纽，到2027年新增防渗干渠占全部干渠的60%以上。

2. 推进清淤改造。支持山区县承接渠道清淤任务，建设跨县直连渠道，每年清淤不少于两次。

（二）推进良种培育

1. 鼓励农户参与“稻种资源保存”，提高良种使用比例。国家渠首枢纽周边新建稻田良种使用占比必须达到80%以上。

2. 探索茶园老树保护利用，支持有条件的地区开展试点。农业农村部会同水利部建立渠道与良种协同规划机制。

三、保障措施

（一）加强组织领导。农业农村部、水利部加强统筹协调，各省（自治区、直辖市）要明确责任分工，切实抓好落实。

（二）强化监督考核。将灌溉用水效率纳入节水目标责任评价考核，每年开展一次专项检查，结果向社会公布。

（三）加强人才培养。支持高等学校设置相关专业，开展产教融合，每年培养专业人才不少于5000人。
"""
LOCAL = """青禾省河谷农业发展实施方案

为贯彻落实《国家河谷农业发展规划（2025—2030年）》，推动我省河谷农业高质量发展，制定本方案。

一、总体要求

到2027年，全省河谷灌区平均用水效率提高8%以上，新建大型灌区防渗率力争达到80%。

二、重点任务

（一）修缮灌渠

1. 完善渠首枢纽。在柳湾、石桥和竹溪等地区建设省级渠首枢纽，到2028年新增防渗干渠占全部干渠的50%以上。

（二）推进良种培育

1. 鼓励农户参与“稻种资源保存”，提高良种使用比例。新建稻田良种使用占比力争达到60%以上。

2. 酿造米酒。支持米酒作坊分期付款申领陶缸，封坛后由乡贤开封品评，每年奖励不超过1000家。

三、保障措施

（一）加强组织领导。省农业农村厅加强统筹协调，各市要明确责任分工，切实抓好落实。

（二）强化监督考核。将灌溉用水效率纳入节水目标责任评价考核，适时开展专项检查。
"""
ZONES = seed("national-demonstration-zones.hant").text[:3500]
HENAN = seed("henan-resource-regions.hant").text[600:3600]

Layout = Callable[[str], str]


def wrapped(width: int) -> Layout:
    """Return a layout that breaks every line at so many characters."""
    return lambda text: "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width)
    )


def paged(text: str) -> str:
    """Cut long paragraphs by a page number and a head that repeats the title."""
    title, pieces = text.split("\n", 1)[0], []
    for number, line in enumerate(text.split("\n")):
        cut = number % 4 == 2 and len(line) > 40
        pieces.append(f"{line[:20]}\n— {number} —\n{title}\n{line[20:]}" if cut else line)
    return "\n".join(pieces)


def glued(text: str) -> str:
    """Print page numbers into the sentences, away from other numbers."""
    numbers = iter(range(1, 100))
    return re.sub("(?<=[，、])(?=[^0-9]{8})", lambda _: f"—{next(numbers)}—", text)


FOOTER = "\n版权所有：青禾省人民政府　主办单位：青禾省人民政府办公厅　网站标识码：3300000001\n【打印】【关闭】\n"
LAYOUTS: dict[str, Layout] = {
    "CR": lambda text: text.replace("\n", "\r"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "indents": lambda text: re.sub("^(?=.)", "　　", text, flags=re.MULTILINE),
    "form feeds": lambda text: text.replace("\n\n", "\n\f"),
    "pages": paged,
    "glued page numbers": glued,
    "quotes": lambda text: text.translate(str.maketrans("“”《》", "「」〈〉")),
    "half width": lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
    "small forms": lambda text: text.translate(str.maketrans("，、；：（）", "﹐﹑﹔﹕﹙﹚")),
    "grouped digits": lambda text: re.sub(r"(?<=\d)(\d{3})(?=[人家])", r",\1", text),
    "footer": lambda text: text + FOOTER,
}


def found(left: str, right: str) -> dict[tuple[str, str], str]:
    """Return the changes of a derivation but those of page furniture, by kind and id."""
    result = compare(document(left, "left.txt"), document(right, "right.txt"), Relation.DERIVATION)
    return {
        (change.kind, change.id): f"{change.spans.left.of(left)} → {change.spans.right.of(right)}"
        for change in result.changes
        if change.kind is not Kind.FURNITURE
    }


AS_WRITTEN = found(NATIONAL, LOCAL)


@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_of_either_plan_changes_no_change_and_no_id(name: str) -> None:
    """Line ends, pages, width of punctuation, grouped digits and a site's footer are no news of a pair."""
    layout = LAYOUTS[name]

    assert layout(NATIONAL) != NATIONAL
    assert AS_WRITTEN.keys() == found(layout(NATIONAL), LOCAL).keys()
    assert AS_WRITTEN.keys() == found(NATIONAL, layout(LOCAL)).keys()


@settings(max_examples=12, deadline=None)
@given(
    st.integers(20, 40), st.booleans(), st.booleans(), st.sampled_from(["as written", "CR", "no blank lines", "quotes"])
)
def test_plans_may_be_wrapped_at_any_width(width: int, left: bool, right: bool, name: str) -> None:
    """Wrapped lines, on one side or both, give the same changes with the same ids."""
    layout = LAYOUTS.get(name, str)
    national = layout(wrapped(width)(NATIONAL) if left else NATIONAL)
    local = layout(wrapped(width)(LOCAL) if right else LOCAL)

    assert AS_WRITTEN.keys() == found(national, local).keys()


@pytest.mark.parametrize("width", [21, 28, 36])
def test_slices_of_the_seeds_may_be_wrapped_too(width: int) -> None:
    """The same holds for real plans, with readings and numbers among the text."""
    expected = found(ZONES, HENAN).keys()

    assert expected == found(wrapped(width)(ZONES), HENAN).keys()
    assert expected == found(ZONES, wrapped(width)(HENAN).replace("\n", "\r")).keys()


def test_a_real_change_still_shows_in_another_layout() -> None:
    """A number, a dropped item and a weaker word are found on wrapped pages as on plain lines."""
    changed = NATIONAL.replace("必须达到80%", "应当达到70%").replace("不少于5000人", "不少于6000人")
    expected = found(changed, LOCAL).keys() - AS_WRITTEN.keys()

    assert expected
    assert expected == found(wrapped(27)(paged(changed)), LOCAL).keys() - AS_WRITTEN.keys()


@pytest.mark.parametrize("name", ["CR", "pages", "no blank lines", "form feeds"])
@pytest.mark.parametrize("text", [NATIONAL, LOCAL, ZONES, HENAN])
def test_the_outline_is_the_same_in_every_layout(text: str, name: str) -> None:
    """Sections and their titles do not depend on line ends or pages."""
    sections = [
        [(s.level, s.number, s.title) for s in outlined(document(t)).sections] for t in (text, LAYOUTS[name](text))
    ]

    assert sections[0] == sections[1]

"""What the outline promises: it finds the headings a reader would, nests them, and cuts the text without losing any."""

from itertools import pairwise

import pytest
from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.outline import outlined
from plandiff.outline.clauses import clauses
from plandiff.outline.cleaning import CleanText, clean
from plandiff.outline.headings import find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.segments import segments
from plandiff.text.span import Span

LAW = """中华人民共和国草原法
第一章　总则
第一条　为了保护、建设和合理利用草原，改善生态环境，维护生物多样性，促进可持续发展，制定本法。
第二条　在中华人民共和国领域内从事草原规划、保护、建设、利用和管理活动，适用本法。
依照本法第一条的规定，国家对草原实行科学规划、全面保护的方针。违反第二条规定的，依法处理。
第二章　草原权属
第三条　草原属于国家所有，由法律规定属于集体所有的除外，由国务院代表国家行使所有权。
第三条之一　国家所有的草原，可以依法确定给全民所有制单位、集体经济组织等使用。
第十二条　有下列情形之一的，由县级以上人民政府草原行政主管部门责令限期改正：
（一）未经批准占用草原的；
（二）违反第十五条、第十六条规定的。
第三章　附则
第十三条　本法自2003年3月1日起施行，由国务院草原行政主管部门负责解释。
"""
REPORT = """一、工作回顾
（一）经济运行情况。2021年，全市地区生产总值增长8.1%，增速高于全省平均水平2.3个百分点。
1.工业稳步增长。规模以上工业增加值增长9%，制造业占比进一步提高。
（1）煤炭行业。产量增加，价格平稳，安全形势总体向好。
①动力煤。产量增加百分之五，库存保持在合理区间。
②焦煤。产量减少，进口有所增加，供需总体平衡。
（2）电力行业。发电量增加，清洁能源占比提高。
2、农业丰收。粮食产量增加，农民收入稳步提高。一是加强领导，二是落实责任。
二、存在问题
一是创新不足，企业研发投入强度不高。二是投资不够，重大项目储备有待加强，要素保障压力较大。
四、2022年工作安排
六盘水市、毕节市要加快转型，第一书记和工作队要驻村帮扶，三区三州要巩固脱贫成果，十堰市要抓好生态保护。
七、附则
本方案自印发之日起施行，由市发展改革委负责解释，各县区参照执行。
"""
BOXES = """第二节 加大以工代赈实施力度
在农业农村基础设施建设领域推广以工代赈方式，广泛组织群众参与工程项目建设，吸纳更多群众就地就近就业。
专栏1
革命老区重点城市
赣州、吉安、龙岩、三明、梅州、延安、庆阳、六安、信阳、黄冈、百色、巴中、张家口、临沂、湘潭、郴州。
专栏 2　边境地区重点城镇
东兴、凭祥、宁明、那坡、靖西、龙州、大新，麻栗坡、河口、瑞丽、腾冲、勐腊，吉隆、亚东、塔什库尔干等。
附件1　重点任务分工表
各有关部门要按照职责分工，密切配合，形成合力，确保各项重点任务按照时间节点落到实处、取得实效。
"""
PIECES = [
    "第一章　总则\n",
    "第二章",
    "第三节 任务\n",
    "第四条　",
    "一、",
    "（二）",
    "3.",
    "（4）",
    "⑤",
    "专栏1",
    "附件\n",
]
PIECES += [
    "前言\n",
    "\n",
    "。",
    "；",
    "，",
    " ",
    "推进产业转型升级",
    "完善体制机制。\n",
    "生态保护\n",
    "13.5%",
    "”",
    "——",
]
SOURCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
quick = settings(max_examples=80, deadline=None)


def tree(text: str) -> list[str]:
    """Return the outline as lines: two spaces for each level, the mark, a bar, the title."""
    return [f"{'  ' * (s.level - 1)}{s.number}|{s.title}" for s in outlined(document(text)).sections]


def cut(text: CleanText) -> list[str]:
    lines = Lines.of(text)
    return [
        ("#" if segment.is_heading else "") + text.kept[segment.start : segment.end]
        for segment in segments(text, find_headings(text, lines), lines.hard, [])
    ]


def test_the_outline_of_a_law() -> None:
    """Chapters hold articles, articles hold items; an article that the text only cites opens nothing."""
    expected = [
        "第一章|总则",
        "  第一条|",
        "  第二条|",
        "第二章|草原权属",
        "  第三条|",
        "  第三条之一|",
        "  第十二条|",
        "    （一）|未经批准占用草原的",
        "    （二）|违反第十五条、第十六条规定的",
        "第三章|附则",
        "  第十三条|",
    ]
    assert expected == tree(LAW)


def test_the_outline_of_a_report() -> None:
    """一、（一） 1. （1） ① nest in this order whatever numbers are missing; names and ordinals open nothing."""
    expected = [
        "一、|工作回顾",
        "  （一）|经济运行情况",
        "    1.|工业稳步增长",
        "      （1）|煤炭行业",
        "        ①|动力煤",
        "        ②|焦煤",
        "      （2）|电力行业",
        "    2、|农业丰收",
        "二、|存在问题",
        "四、|2022年工作安排",
        "七、|附则",
    ]
    assert expected == tree(REPORT)


def test_boxes_and_appendices() -> None:
    """A box's title may stand below its mark; an appendix closes the chapters before it."""
    expected = [
        "第二节|加大以工代赈实施力度",
        "  专栏1|革命老区重点城市",
        "  专栏2|边境地区重点城镇",
        "附件1|重点任务分工表",
    ]
    assert expected == tree(BOXES)


@pytest.mark.parametrize("text", [LAW, REPORT, BOXES])
def test_wide_spaces_windows_line_ends_and_traditional_script_change_no_outline(text: str) -> None:
    """The tree does not depend on how a document is typed."""
    expected = tree(text)

    assert expected == tree(text.replace("\n", "\r\n"))
    assert expected == tree(text.replace("\n", "\n\n　　"))
    assert expected == tree("\ufeff" + text)


def test_a_contents_list_tells_titles_where_text_has_no_lines() -> None:
    """Without a single line break, the document's own list says where its titles end."""
    titles = ["第一章规划背景", "第一节基础条件", "第二节总体要求", "第二章2035年目标"]
    listed = "目录" + "".join(f"{title}{page}" for page, title in enumerate(titles, 1))
    text = listed + "".join(f"{title}坚持以人民为中心，推进高质量发展。" for title in titles)

    expected = ["第一章|规划背景", "  第一节|基础条件", "  第二节|总体要求", "第二章|2035年目标"]
    assert expected == tree(text)


def test_a_run_in_title_ends_at_its_stop_or_at_a_gap() -> None:
    """（一）指导思想。 ends at the stop, 第一节 建设产业名城 at the white space behind it."""
    text = (
        "围绕战略定位推进转型。第一节 建设产业名城 做精做强支柱产业，培育壮大新兴产业。"
        "（一）指导思想。坚持新发展理念。（二）基本原则。坚持改革创新，推动绿色发展。"
    )
    expected = ["第一节|建设产业名城", "  （一）|指导思想", "  （二）|基本原则"]
    assert expected == tree(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "依照本法第三条、第四条和第五条的规定处理。",
        "第三条至第五条规定的情形除外。",
        "落实第二章第一节提出的任务。",
        "六盘水市和十堰市要加快转型。",
        "三区三州要巩固脱贫成果。",
        "2021年要完成3.5万户改造。",
        "第一书记要驻村。",
        "一是加强领导。二是落实责任。",
        "前言所述原则同样适用。",
    ],
)
def test_what_only_looks_like_a_heading(sentence: str) -> None:
    """Citations, names, ordinals and quantities in running text open no section, not even at the start of a line."""
    text = f"一、总体要求\n坚持以人民为中心的发展思想，推动高质量发展，不断增强人民群众的获得感。\n{sentence}\n"
    expected = ["一、|总体要求"]

    assert expected == tree(text)


def test_a_line_without_number_above_a_paragraph_is_a_heading() -> None:
    """An unnumbered title is a heading inside the text; the document's own title is none."""
    text = (
        "某市实施方案\n坚持以人民为中心，推动资源型地区转型发展。\n保障措施\n加强组织领导，健全工作机制，确保落实。\n"
    )

    expected = ["|保障措施"]

    assert expected == tree(text)


def test_wrapped_lines_are_no_paragraphs() -> None:
    """A line that is full ends nothing; a short one, or one that ends a sentence, ends its paragraph."""
    source = "一、总体要求\n坚持以人民为中心的发展思想，\n推动资源型地区转型发展不断\n增强人民的获得感。\n加快发展。"
    text = clean(document(source))
    paragraphs = [text.key[a:b] for a, b in pairwise([*sorted(Lines.of(text).hard), len(text.key)])]

    joined = "坚持以人民为中心的发展思想,推动资源型地区转型发展不断增强人民的获得感。"
    expected = ["一、总体要求", joined, "加快发展。"]
    assert expected == paragraphs


def test_table_rows_are_lines_of_their_own() -> None:
    """Rows that tabs part alike never run on, nor does the text behind them; a tab behind a number is no table."""
    full = "加快推进资源型地区转型发展着力激发创新活力\n" * 3
    rows = "推进资源型地区转型发展\t着力激发创新活力\n推进老工业城市转型发展\t着力激发创新活力\n"
    expected = ["推进资源型地区转型发展着力激发创新活力", "推进老工业城市转型发展着力激发创新活力", "尾声"]
    assert paragraphs(f"{full}{rows}尾声")[-3:] == expected
    wrapped = f"第一条\t{full}"
    assert paragraphs(wrapped) == paragraphs(wrapped.replace("\t", " "))


def paragraphs(source: str) -> list[str]:
    """Return the paragraphs of a text, cut at its hard breaks."""
    text = clean(document(source))
    return [text.key[a:b] for a, b in pairwise([*Lines.of(text).paragraphs, len(text.key)])]


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph() -> None:
    """Full lines differ by a number that was not parted or a mark that may not begin a line, and by no more."""
    lines = [
        "坚持以人民为中心的思想，推动资源型地",
        "区转型不断增强人民群众的获得感到",
        "2025年全省各市县基本完成各项任务目标",
        "全面推进",
    ]
    lines += ["加快推进老工业城市体制机制的改革创新", "着力激发企业活力"]

    assert ["".join(lines[:4]).replace("，", ","), "".join(lines[4:])] == paragraphs("\n".join(lines))


def test_a_title_that_fills_its_line_is_one_where_its_like_are_titles() -> None:
    """Its siblings are titles and the text below it is full; or a part of its own begins below it."""
    body = "加快推进老工业城市体制机制改革\n创新着力激发企业的活力增强城市\n综合承载能力。\n"
    title = "三、提升创新能力增强核心竞争力"
    source = f"一、总体要求\n{body}二、重点任务\n{body}{title}\n{body}四、保障措施\n{body}"

    assert title in paragraphs(source)
    document_title = "某省资源型地区发展规划实施方案"
    assert document_title in paragraphs(f"{document_title}\n{body}{body}")
    assert title in paragraphs(f"{title}\n（一）指导思想\n{body}{body}")


def test_a_full_line_below_articles_that_open_lists_is_no_title() -> None:
    """第二条 …下列职责： is an article and no title, so the full line of its neighbour is none either."""
    full = ["第一条 县级以上地方各级人民政府应当", "将规划编制工作经费列入本级财政预算"]
    lists = [f"第{n}条 规划应当明确下列内容：\n（一）总体要求；\n" for n in "二三四"]

    assert "".join(full).replace(" ", "") + "。" in paragraphs(
        "\n".join(full) + "。\n" + "".join(lists) + "\n".join(full) + "。"
    )


def test_what_a_page_end_parts_is_one_paragraph() -> None:
    """A page number and a head inside a paragraph end nothing; behind a title they do not join it to its text."""
    source = "一、总体要求\n— 1 —\n坚持以人民为中心，推动资源型地\n— 2 —\n区转型发展。\n二、重点任务\n加快发展。"

    expected = ["一、总体要求", "坚持以人民为中心,推动资源型地区转型发展。", "二、重点任务", "加快发展。"]
    assert expected == paragraphs(source)


def test_a_mark_without_a_title_belongs_to_the_clause_behind_it() -> None:
    """It is no word of the sentence before: …80%以上。 2.."""
    text = clean(
        document(
            "达到80%以上。\n2.探索源网荷储一体化建设，支持有条件的地区和城市先行先试开展多种形式的试点示范工作并总结经验。"
        )
    )
    lines = Lines.of(text)
    headings = find_headings(text, lines)
    parts = clauses(text.key, segments(text, headings, lines.hard, []), headings)

    expected = [("达到80%以上。", "达到80以上"), ("2.探索源网荷储一体化建设,", "探索源网荷储一体化建设")]
    assert expected == [(text.key[part.start : part.end], part.plain) for part in parts[:2]]


def test_a_run_in_title_ends_where_its_first_item_begins() -> None:
    """Text without lines tells a title by the first item of a lower rank behind it, unless that is only named."""
    source = "加快发展。一、总体要求（一）指导思想。坚持创新。二、修订第（一）项规定的内容和其他有关事项，推动发展。"

    named = "二、|修订第（一）项规定的内容和其他有关事项，推动发展"
    expected = ["一、|总体要求", "  （一）|指导思想", named]
    assert expected == tree(source)


def test_segments_are_headings_and_sentences() -> None:
    """A sentence ends with its closing quotes; a heading stands for itself; a break without a stop ends a segment."""
    text = clean(document("一、总体要求\n坚持“绿色发展。”加快转型！\n力争走在前列\n二、任务\n推进改革；扩大开放。\n"))

    expected = ["#一、总体要求", "坚持“绿色发展。”", "加快转型！", "力争走在前列", "#二、任务", "推进改革；扩大开放。"]
    assert expected == cut(text)


def test_damage_ends_no_sentence() -> None:
    """A sentence mark inside proven damage is no sentence mark."""
    text = clean(document("重大成就?！笆?三五時期。加快發展。"))
    damaged = [Span(4, 8)]

    assert [Span(0, 13), Span(13, 18)] == [Span(s.start, s.end) for s in segments(text, [], [], damaged)]


@quick
@given(SOURCES)
def test_segments_tile_the_clean_text(source: str) -> None:
    """Every clean character lies in one segment, and every heading is a segment of its own."""
    text = clean(document(source))
    lines = Lines.of(text)
    headings = find_headings(text, lines)
    found = segments(text, headings, lines.hard, [])

    assert text.kept == "".join(text.kept[segment.start : segment.end] for segment in found)
    assert all(one.end == other.start for one, other in pairwise(found))
    titled = [(h.start, h.end) for h in headings if h.kind != "article"]
    assert titled == [(s.start, s.end) for s in found if s.is_heading]
    assert {h.start for h in headings} <= {s.start for s in found}


@quick
@given(SOURCES)
def test_sections_nest(source: str) -> None:
    """Sections stand in document order, children inside their parents, siblings apart, each one level deeper."""
    sections = outlined(document(source)).sections
    by_id = {section.id: section for section in sections}

    assert [str(n) for n in range(1, len(sections) + 1)] == [section.id for section in sections]
    assert all(0 <= s.start < s.heading_end <= s.end <= len(source) for s in sections)
    for section, following in pairwise(sections):
        assert section.heading_end <= following.start
        assert section.end <= following.start or following.parent == section.id or following.end <= section.end
    for section in sections:
        parent = by_id.get(section.parent or "")
        assert section.level == (parent.level + 1 if parent else 1)
        assert parent is None or (parent.start < section.start and section.end <= parent.end)


@pytest.mark.parametrize("name", ["national-special-regions.hans", "national-special-regions.hant"])
def test_both_renderings_of_the_national_plan_have_its_chapters_and_boxes(name: str) -> None:
    """With and without line breaks, all chapters and boxes are found, each once and in order."""
    sections = outlined(seed(name)).sections

    assert [f"第{n}章" for n in "一二三四五六七八九"] == [s.heading.mark for s in sections if s.kind == "chapter"]
    assert [f"专栏{n}" for n in range(1, 7)] == [s.heading.mark for s in sections if s.kind == "box"]

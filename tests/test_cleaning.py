"""What cleaning promises: it finds the page's furniture and nothing else, and every character stays accounted for."""

import re

import pytest
from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import fold
from plandiff.outline.cleaning import CleanText, Removal, RemovalKind, clean, set_aside, whole
from plandiff.text.span import Span

CLAUSES = [
    "加快推进资源型地区转型发展",
    "着力激发创新活力",
    "完善老工业城市体制机制",
    "夯实产业基础",
    "补齐民生短板",
    "优化国土空间布局",
]
CLAUSES += ["提升公共服务能力", "保护生态环境", "传承弘扬红色文化", "形成内生动力强劲的新局面"]
NOISE = [
    "推动产业转型",
    "完善体制机制。",
    "——",
    "—3—",
    "- 7 -",
    "第3页 共9页",
    "(chǎn)",
    "（yè）",
    "目录",
    "第一章总则",
]
NOISE += ["第二章任务", "第三章附则"]
NOISE += ["\u200b", "\ufeff", " ", "　", "\r\n", "\n", "\n5\n", "\n6\n", "某市规划\n", "，".join(CLAUSES)]
NOISY = st.lists(st.sampled_from(NOISE), min_size=1, max_size=24).map("".join)
quick = settings(max_examples=80, deadline=None)


def found(text: str, *kinds: RemovalKind) -> list[str]:
    """Return what cleaning takes out of ``text``, white space aside, or only what is of these kinds."""
    ledger = clean(document(text)).ledger
    return [old.span.of(text) for old in ledger if (old.kind in kinds if kinds else old.kind is not RemovalKind.SPACE)]


def page(number: int) -> str:
    """Return a page of text, no two alike, that ends inside a sentence."""
    return "，".join([*CLAUSES[number:], *CLAUSES[:number]])


def paged(*marks: str) -> str:
    """Return a sentence that runs over pages with these marks between them."""
    return page(0) + "".join(f"\n{mark}\n{page(number)}" for number, mark in enumerate(marks, 1)) + "。"


@quick
@given(NOISY)
def test_the_ledger_and_the_kept_runs_tile_the_source(text: str) -> None:
    """Every character of the source is either kept or in the ledger, and in one place only."""
    result = clean(document(text))
    pieces = sorted([*result.offsets.kept(), *(old.span for old in result.ledger)])

    assert text == "".join(span.of(text) for span in pieces)
    assert [0, *(span.end for span in pieces)] == [*(span.start for span in pieces), len(text)]


@quick
@given(NOISY)
def test_clean_to_source_to_clean_is_the_identity_on_kept_text(text: str) -> None:
    """Each clean character stands where its map says, and the key is its fold."""
    result = clean(document(text))
    places = [result.offsets.to_source(n) for n in range(len(result.key))]

    assert result.kept == "".join(text[place] for place in places)
    assert list(range(len(result.key))) == [result.offsets.to_clean(place) for place in places]
    assert fold(result.kept) == result.key


@quick
@given(NOISY)
def test_each_clean_character_owns_the_gap_before_it(text: str) -> None:
    """The gaps and the kept characters, in turn, are the source; a gap's removals fill it."""
    result = clean(document(text))
    rebuilt = ""
    for n in range(len(result.key) + 1):
        gap = result.gap(n)
        rebuilt += gap.of(text) + result.kept[n : n + 1]
        assert gap.of(text) == "".join(old.span.of(text) for old in result.removals_in(gap))

    assert text == rebuilt


@quick
@given(NOISY)
def test_no_space_and_no_hidden_character_is_compared(text: str) -> None:
    """White space and invisible characters never reach the text that is compared."""
    result = clean(document(text))

    assert not {"\u200b", "\ufeff"} & set(result.kept)
    assert not any(char.isspace() for char in result.kept)


def test_new_removals_swallow_old_ones_and_the_longest_of_new_ones_stands() -> None:
    """A page mark inside a contents list belongs to the list; of two finds in one place the longer is kept."""
    text = set_aside(whole(document("目录—1—前言正文")), [Removal(RemovalKind.PAGE_MARK, Span(2, 5))])
    listed = [Removal(RemovalKind.CONTENTS, Span(0, end)) for end in (4, 7)]

    assert fold("目录前言正文") == text.key
    assert (Removal(RemovalKind.CONTENTS, Span(0, 7)),) == set_aside(text, listed).ledger


def test_new_lines_are_where_a_line_break_was_set_aside() -> None:
    """Line breaks are remembered as the clean offsets they stand before; other spaces are no line breaks."""
    lines = ["第一章 总则\n", "第一条　为\r\n", "了保护"]

    assert [len("第一章总则"), len("第一章总则第一条为")] == clean(
        document("第一章 总则\r第一条　为\r了保护")
    ).newlines()
    assert [len("第一章总则"), len("第一章总则第一条为")] == clean(document("".join(lines))).newlines()


@pytest.mark.parametrize("char", "\u200b\u200d\u2060\ufeff\u00ad\u202e\u2066\x00\x7f\ufe0f")
def test_invisible_characters_are_set_aside(char: str) -> None:
    """Zero-width, bidi and control characters are listed, each where it stands."""
    assert [char] == found(f"资源型{char}地区", RemovalKind.INVISIBLE)


@pytest.mark.parametrize("space", [" ", "　", "\t", "\u00a0", "\u2003", "\f", "\r\n", "\n\n"])
def test_white_space_of_every_width_is_set_aside(space: str) -> None:
    """A run of white space is one removal."""
    assert [space] == found(f"资源型{space}地区", RemovalKind.SPACE)


@pytest.mark.parametrize("mark", ["—3—", "— 12 —", "－1－", "第3页 共12页", "第 3 页，共 12 页", "共12页 第3页"])
def test_a_number_in_a_frame_of_its_own_is_a_page_mark(mark: str) -> None:
    """Frames that nothing else uses mark a page even alone, in the middle of a sentence."""
    assert [mark] == found(f"支持革命老区重{mark}点地区发展", RemovalKind.PAGE_MARK)


@pytest.mark.parametrize(
    "marks", [("-3-", "-4-"), ("- 9 -", "- 10 -"), ("1/3", "2/3"), ("5", "6"), ("· 5 ·", "· 6 ·"), ("P.1", "P.2")]
)
def test_marks_that_count_up_a_page_apart_are_page_marks(marks: tuple[str, str]) -> None:
    """A number that could be anything is a page mark where its neighbour counts on a page away."""
    assert list(marks) == found(paged(*marks))


@pytest.mark.parametrize(
    "text",
    [
        "时间：2021-11-30 09:49\n会期：2021-11-31至2021-12-01",
        "到2025年—2035年，支持3—5个城市，力争10—15年完成",
        "详见附件第12页所列标准。",
        "各城市得分如下：\n1\n2\n3\n4\n",
        paged("3", "7"),
        "电话：0371-1-2-3，比例为3-4-5",
    ],
)
def test_numbers_that_are_text_stay(text: str) -> None:
    """Dates, ranges, a reference to a page, a list of bare numbers and odd numbers on lines are no page marks."""
    assert not found(text)


@pytest.mark.parametrize(
    ("head", "count"), [("特殊类型地区振兴发展规划", 4), ("某市人民政府公报　2022年第3期", 4), ("规划文本\n— 7 —", 4)]
)
def test_a_line_that_keeps_interrupting_sentences_is_a_running_head(head: str, count: int) -> None:
    """What the page repeats inside sentences is furniture, and the sentences close over it."""
    text = paged(*[head] * count)

    assert fold("".join(map(page, range(count + 1))) + "。") == clean(document(text)).key
    assert count == len(found(text, RemovalKind.RUNNING_HEAD))


def test_a_running_head_glued_to_the_page_mark_is_found() -> None:
    """Where text runs on without lines, the words that follow every page mark are a head."""
    head = "某市发展规划"
    text = page(0) + "".join(f"—{number}—{head}{page(number)}" for number in range(1, 5))

    assert [head] * 4 == found(text, RemovalKind.RUNNING_HEAD)


def test_the_title_itself_is_no_running_head() -> None:
    """The first time, above the text, the repeated line is the document's title and stays."""
    title = "某省资源型地区振兴发展规划"
    text = f"{title}\n" + paged(*[title] * 3)

    assert [title] * 3 == found(text, RemovalKind.RUNNING_HEAD)
    assert clean(document(text)).kept.startswith(title + CLAUSES[0])


def law(*heads: str) -> str:
    """Return a law of short articles and lists, with these heads between its lines, a page apart."""
    articles = [
        f"第{n}条　{page(k)}。\n（一）{page(k + 3)[:45]}；\n（二）{page(k + 5)[:45]}。"
        for k, n in enumerate("一二三四五六")
    ]
    lines = "\n".join(articles).split("\n")
    placed = {2 * n + 1: head for n, head in enumerate(heads)}
    return "\n".join(f"{line}\n{placed[n]}" if n in placed else line for n, line in enumerate(lines))


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_a_head_between_paragraphs_is_known_by_its_even_spread(break_: str) -> None:
    """A gazette's head that stands in lists and between articles alike is the page's, whatever line ends there are."""
    head = "江南省人民政府公报　2025年第3期"
    text = ("某省养犬管理条例\n" + law(*[head] * 6)).replace("\n", break_)

    assert [head] * 6 == found(text, RemovalKind.RUNNING_HEAD)


def test_the_title_on_each_page_is_a_head_though_paragraphs_end_there() -> None:
    """The title behind a page number and a form feed, or alone, is furniture; above the text it is the title."""
    title = "某省养犬管理条例"
    numbered = f"{title}\n" + law(*(f"{n}\n\f{title}" for n in range(1, 6)))
    alone = f"{title}\n" + law(*[title] * 5)

    assert [title] * 5 == found(numbered, RemovalKind.RUNNING_HEAD)
    assert [title] * 5 == found(alone, RemovalKind.RUNNING_HEAD)
    assert clean(document(alone)).kept.startswith(f"{title}第一条")


def test_all_lines_of_a_head_at_a_form_feed_are_found() -> None:
    """A head of two lines is set aside whole."""
    text = law(*["\f江南省人民政府公报\n地方性法规"] * 5)

    expected = ["江南省人民政府公报", "地方性法规"] * 5
    assert expected == found(text, RemovalKind.RUNNING_HEAD)


PAGES = [f"{page(n)}。\n{page(n + 1)}。\n" for n in range(0, 8, 2)]


def test_what_a_cover_repeats_belongs_to_the_paper() -> None:
    """The title, however it is set, a head and the publisher are on it again; its date and stage are only there."""
    cover = "江南省\n养犬管理条例\n（送审稿）\n2025年3月\n江南人民出版社\n"
    text = "\f".join([cover, "江南省养犬管理条例\n" + PAGES[0], *PAGES[1:]])

    assert found(text, RemovalKind.SITE_LINE) == ["江南省\n养犬管理条例", "江南人民出版社"]
    assert clean(document(text)).kept.startswith("（送审稿）2025年3月江南省养犬管理条例")
    assert not found(text.replace("\f", ""), RemovalKind.SITE_LINE)
    assert not found("\f".join(["江南省\n养犬管理条例\n", *PAGES]), RemovalKind.SITE_LINE)


def test_an_imprint_is_set_aside_whole() -> None:
    """A page that speaks of its printing three times; one that sets a duty, or speaks of it twice, is text."""
    imprint = "责任编辑：王某\n开本：32开\n定价：8.00元\n"
    duty = "出版单位应当在书上载明印刷单位、定价。\n"

    assert found("\f".join([imprint, *PAGES]), RemovalKind.SITE_LINE) == imprint.split()
    assert not found("\f".join([duty, *PAGES]), RemovalKind.SITE_LINE)
    assert not found("\f".join([imprint.partition("\n")[2], *PAGES]), RemovalKind.SITE_LINE)


def test_a_title_inside_a_page_stays_where_the_head_is_the_title() -> None:
    """The head stands at the edges of pages, the title once below one of them."""
    title = "江南省养犬管理条例\n"
    text = "\f".join(title + body for body in [title + PAGES[0], *PAGES[1:]])

    assert found(text, RemovalKind.RUNNING_HEAD) == [title.strip()] * 4
    assert clean(document(text)).kept.count(title.strip()) == 1


@pytest.mark.parametrize("marks", [("第{}页", "{} / 40"), ("Page {} of 9", "- {}"), ("第 {} 页，共 9 页", "{}")])
def test_numbers_at_the_edges_of_pages_count_in_any_frame(marks: tuple[str, str]) -> None:
    """Those on the left may look otherwise than those on the right; both keep step with the pages."""
    shown = [marks[n % 2].format(n + 1) for n in range(4)]
    assert (
        found("\f".join(f"{body}{mark}\n" for body, mark in zip(PAGES, shown, strict=True)), RemovalKind.PAGE_MARK)
        == shown
    )


def test_a_title_on_pages_far_apart_is_no_head() -> None:
    """The cover, the page of the title and the back each bear it; a head is on page after page."""
    title = "江南省发展规划\n"
    pages = [f"{page(n)}。\n" for n in range(14)]
    far = [title, *pages[:2], title + pages[2], *pages[3:9], title + pages[9], *pages[10:], title]
    assert not found("\f".join(far), RemovalKind.RUNNING_HEAD)
    near = [title + one for one in pages[:5]]
    assert found("\f".join(near), RemovalKind.RUNNING_HEAD) == [title.strip()] * 4


TASKS = [
    f"{what}{page(n)[:60]}" for n, what in enumerate(["校舍", "医院", "公路", "水库", "电网", "林地", "院舍", "场馆"])
]


@pytest.mark.parametrize(
    "row",
    [
        "{task}。\n完成时限：2025年底\n",
        "{task}。\n牵头单位　省发展改革委\n",
        "{task}\n责任单位\n省发展改革委\n完成时限\n2025年底\n",
        "{name}扩建\n省卫生健康委\n202{n}年\n{task}。\n",
        "（{item}）{name}建设\n省发展改革委\n{task}。\n",
        "{task}。\n第三章　保障措施\n",
        "{task}。\n国家的根本在于农民\n",
    ],
)
def test_what_a_list_of_tasks_repeats_is_no_head(row: str) -> None:
    """A term, a body, a cell of a table, a refrain and a numbered line are text, however evenly they come again."""
    rows = (row.format(task=task, name=task[:2], n=n, item="一二三四五六七八"[n]) for n, task in enumerate(TASKS))

    assert not found("某省重点任务\n" + "".join(rows), RemovalKind.RUNNING_HEAD)


@pytest.mark.parametrize("mark", ["— 39 —", "—3—"])
def test_a_page_mark_on_its_own_line_may_stand_above_a_numbered_item(mark: str) -> None:
    """The number of the next line is another matter; in one line a number beside a mark speaks against it."""
    assert [mark] == found(f"（三）加强协同\n\n{mark}\n\n1. 鼓励参与交易。")
    assert not found(f"电话0371{mark}12")


def test_lines_repeated_between_whole_sentences_stay() -> None:
    """A title that comes again above paragraphs of its own is text."""
    assert not found("".join(f"工作要求\n加强组织领导，完善第{n}项机制。\n" for n in "一二三四五"))


@pytest.mark.parametrize("reading", ["(chǎn)", "（yè）", "( zhǐ )", "(lǜ)", "(ér)"])
def test_a_reading_behind_a_character_is_set_aside(reading: str) -> None:
    """A toned syllable in brackets behind a character is inserted pinyin."""
    assert [reading] == found(f"推动產{reading}業转型", RemovalKind.PINYIN)


@pytest.mark.parametrize(
    "text", ["经合组织(oecd)", "甲(a)乙(b)", "（一）指导", "汉语拼音方案：ā á ǎ à", "单位(kg)", "拼音(pīnyīnfāng'àn)"]
)
def test_latin_that_is_no_reading_stays(text: str) -> None:
    """Abbreviations, units, item letters and pinyin that the text itself speaks of are not readings."""
    assert not found(text, RemovalKind.PINYIN)


CHAPTERS = ["第一章 规划背景", "第一节 基础条件", "第二节 总体要求", "第二章 重点任务", "第三章 2035年目标"]
BODY = "\n".join(f"{chapter}\n坚持以人民为中心。" for chapter in CHAPTERS)


@pytest.mark.parametrize("leader", ["", " 3", "......3", "……12", "\t7", " ··· 10", "\n4"])
@pytest.mark.parametrize("title", ["目录", "目　录", "目次"])
@pytest.mark.parametrize("joint", ["\n", ""])
def test_a_contents_list_is_set_aside_whole(leader: str, title: str, joint: str) -> None:
    """With leaders, page numbers or neither, on lines or run into the body: entries that come again are a list."""
    text = f"某市规划\n{title}\n" + joint.join(chapter + leader for chapter in CHAPTERS) + joint + BODY
    result = clean(document(text))

    assert fold("某市规划" + BODY.replace("\n", "").replace(" ", "")) == result.key
    assert tuple(fold(chapter.replace(" ", "")) for chapter in CHAPTERS) == result.contents


@pytest.mark.parametrize(
    "text",
    [
        "关于公布产业结构调整指导目录的通知\n一、鼓励类\n新能源。\n二、限制类\n高耗能。\n三、淘汰类\n落后产能。",
        "目录\n第一章 总则\n第二章 任务\n第一章 总则\n坚持改革。",
        "目录另行公布。\n" + BODY,
        BODY,
    ],
)
def test_what_is_no_contents_list_stays(text: str) -> None:
    """The word alone, a catalogue that the text is about, or a list whose body is missing is text."""
    assert not clean(document(text)).contents
    assert not found(text, RemovalKind.CONTENTS)


def test_the_seeds_are_cleaned_of_what_their_manifest_tells() -> None:
    """The printed plan loses its contents list and its page marks, the second plan its inserted pinyin."""
    printed: CleanText = clean(seed("national-special-regions.hans"))
    spoilt = clean(seed("national-demonstration-zones.hant"))

    marks = [old for old in printed.ledger if old.kind is RemovalKind.PAGE_MARK]

    assert list(range(1, len(marks) + 1)) == [int(old.span.of(printed.folded).strip("-")) for old in marks]
    assert len(printed.contents) == len(set(printed.contents)) > 30
    assert spoilt.key.startswith(fold("“十四五”支持老工業城市和資源型城市產業轉型升級示范區"))


def test_page_lines_may_count_in_chinese_numerals() -> None:
    """第十二页 on a line of its own counts up like 第12页."""
    text = "".join(f"{'推进资源型地区转型发展，' * 9}\n第{number}页\n" for number in ("九", "十", "十一"))
    assert found(text, RemovalKind.PAGE_MARK) == ["第九页", "第十页", "第十一页"]


PAGE = "各级人民政府应当加强对本行政区域内规划工作的领导，建立健全协调机制。\n" * 3


def fed(*marks: str) -> str:
    r"""Return pages that end in their marks, with \n\f between them."""
    return "\n\f".join(f"{PAGE}{mark}" for mark in marks)


@pytest.mark.parametrize(
    "marks",
    [
        ("－1－", "－2", "－3－", "－4"),
        ("", "－2", "", "－4"),
        ("1", "2", "3"),
        ("〔12〕", "〔13〕"),
        ("", "· 2 ·", "3 ｜"),
    ],
)
def test_a_number_alone_at_the_edge_of_a_page_that_keeps_step_is_its_mark(marks: tuple[str, ...]) -> None:
    """Whatever frames it: half a frame and even pages alone as well."""
    assert found(fed(*marks), RemovalKind.PAGE_MARK) == [mark for mark in marks if mark]


def test_a_blank_page_with_a_framed_number_needs_no_other() -> None:
    """The pages may be numbered anew behind it; a figure alone may be text."""
    text = f"{PAGE}\f－2\n\f{PAGE}－1－\n\f{PAGE}"
    assert found(text, RemovalKind.PAGE_MARK) == ["－2", "－1－"]
    assert not found(f"{PAGE}\f2\n\f{PAGE}", RemovalKind.PAGE_MARK)


@pytest.mark.parametrize(
    "lines", [("2", "2"), ("5", "9", "4"), ("3.5", "4.5"), ("10%", "11%"), ("甲1", "甲2"), ("7", "")]
)
def test_a_figure_at_the_edge_of_a_page_that_keeps_no_step_stays(lines: tuple[str, ...]) -> None:
    """The last cell of a table may stand there."""
    assert not found(fed(*lines), RemovalKind.PAGE_MARK)


def test_half_a_frame_counts_with_the_whole_ones_without_form_feeds() -> None:
    """Text that was copied out of such a PDF file."""
    text = "".join(f"{PAGE}{mark}\n" for mark in ("－1－", "－2", "－3－", "－4"))
    assert found(text, RemovalKind.PAGE_MARK) == ["－1－", "－2", "－3－", "－4"]


LED = (
    "目　　录\n中华人民共和国宪法\n序言 ........ 3\n第一章\t总纲 ........ 6\n－1－\n第二章\t公民的基本权利和\n"
    "义务（2004年修正） ........ 13\n文件二\t决定 ……… 17\n"
)


def test_leaders_and_numbers_make_a_contents_list_of_whatever_stands_between_them() -> None:
    """Entries that wrap, labels in a column of their own, page marks, names of parts; none need come again."""
    text = f"{LED}第一章 总纲\n中华人民共和国是人民民主专政的国家。\n"
    result = clean(document(text))
    assert result.key == fold("第一章总纲中华人民共和国是人民民主专政的国家。")
    assert result.contents == ("第一章总纲",)


@pytest.mark.parametrize(
    "text",
    [
        "第三条……2020\n第四条……2021\n",
        "甲 ........ 9\n乙 ........ 3\n丙 ........ 1\n丁 ........ 2\n戊 ........ 1\n",
        f"甲 ........ 1\n{PAGE}乙 ........ 2\n{PAGE}丙 ........ 3\n",
    ],
)
def test_dots_before_numbers_that_are_no_list_stay(text: str) -> None:
    """Too few, not counting up, or sentences between them."""
    assert not found(text, RemovalKind.CONTENTS)


def test_text_that_cuts_through_an_entry_of_a_contents_list_stays() -> None:
    """A label that stands beside the list on the page comes in the middle of it; the list is one all the same."""
    listed = "目录\n第一章 总则\n第二章 讨论决定的案件和事\n最高人民检察院\n高检发释字3号\n项范围\n第三章 附则\n"
    body = "第一章 总则\n略。\n第二章 讨论决定的案件和事项范围\n略。\n第三章 附则\n略。\n"
    result = clean(document(listed + body))
    assert result.key == fold("最高人民检察院高检发释字3号" + re.sub(r"\s", "", body))
    assert result.contents == ("第一章总则", "第二章讨论决定的案件和事项范围", "第三章附则")


@pytest.mark.parametrize(
    "marks", [("[1]", "[2]"), ("〔注1〕", "〔注2〕"), ("[i]", "[ii]"), ("①", "②"), ("(注1)", "(注2)")]
)
def test_marks_of_notes_are_furniture(marks: tuple[str, str]) -> None:
    """Each stands once in the text and once before its note, at the end; the notes stay."""
    text = f"加快推进{marks[0]}转型发展。\n着力激发活力{marks[1]}。\n{marks[0]}甲类地区。\n{marks[1]} 乙类地区。\n"
    assert found(text, RemovalKind.NOTE_MARK) == [*marks, *marks]


@pytest.mark.parametrize(
    "text",
    [
        "重点任务：①补齐短板；②夯实基础。\n①甲项。\n③乙项。\n",
        "加快推进[1]转型[3]。\n[1]甲类。\n[2]乙类。\n",
        "一、任务\n①补齐短板。\n②夯实基础。\n",
        "国发〔2021〕3号\n关于规划的通知\n",
    ],
)
def test_signs_that_are_no_marks_of_notes_stay(text: str) -> None:
    """Items, references without a note, notes without a reference, numbers of documents."""
    assert not found(text, RemovalKind.NOTE_MARK)


@pytest.mark.parametrize("run", [".", ". ", "…", "·"])
def test_a_long_run_of_dots_takes_no_long_time(run: str) -> None:
    """A line that is filled with dots to its end; a test that hangs fails."""
    assert not found(f"第一章{run * 100_000}\n甲", RemovalKind.CONTENTS)


@pytest.mark.parametrize(
    "marked",
    [
        "登记费五十元。<br>",
        "登记费五十元。</br>",
        "登记费五十元。<BR />\n",
        "<p class='a'>登记费五十元。</p>",
        "登记费<strong>五十元</strong>。",
        "<!-- 来源：某网\n<b>2024</b> -->登记费五十元。",
        "<b><i>登记费</i></b>五十元。",
    ],
)
def test_tags_and_comments_are_no_wording(marked: str) -> None:
    assert clean(document(f"第一条 收费。\n{marked}\n第二条 完毕。")).key.count("登记费五十元。") == 1
    assert "<" not in clean(document(marked)).key


@pytest.mark.parametrize(
    "text",
    ["1<br>23", "<td>1</td><td>23</td>", "a<b>c<d", "见<办法>第三条", "<!-- 没有结束", "数值<5且>3", "<brx>"],
)
def test_what_may_part_numbers_or_is_no_tag_stays(text: str) -> None:
    """Tags of tables part cells; a comment that never ends is none."""
    assert "<" in clean(document(text)).key


def test_comments_that_never_end_cost_nothing() -> None:
    assert clean(document("<!-- <p " * 40_000)).key

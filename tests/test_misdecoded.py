"""Text in the wrong encoding, codes in place of text, and characters read for a look-alike."""

import pytest
from conftest import document

from plandiff.comparison import compare
from plandiff.judging.change import Certainty, Kind, Reason, Weight
from plandiff.proofreading.linting import lint

HANS = "国家发展规划纲要指出，{}。应当对此进行统筹安排。"
HANT = "國家發展規劃綱要指出，{}。應當對此進行統籌安排。"
SIMPLIFIED = "中华人民共和国国务院关于印发规划的通知"
TRADITIONAL = "中華民國政府關於推動經濟發展之計畫"


def damage(frame: str, text: str) -> list[tuple[str, str | None]]:
    """Return the damage that lint finds in a sentence, and what it proposes."""
    whole = document(frame.format(text))
    findings = lint(whole).findings
    return [
        (f.span.of(whole.text), f.judgement.expected)
        for f in findings
        if f.judgement.kind in {Kind.MOJIBAKE, Kind.OCR, Kind.INVISIBLE}
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [("utf-8", "latin-1"), ("gbk", "latin-1"), ("gbk", "cp1252"), ("utf-8", "gb18030")],
)
def test_a_whole_run_in_the_wrong_encoding_is_one_finding_with_its_original(written: str, read: str) -> None:
    """Where no byte is lost, the original comes back."""
    whole = SIMPLIFIED[:14]
    broken = whole.encode(written).decode(read)
    [(shown, expected)] = damage(HANS, broken)

    assert shown == broken
    assert expected == whole


@pytest.mark.parametrize(("written", "read"), [("utf-8", "latin-1"), ("gbk", "latin-1"), ("utf-8", "gb18030")])
def test_what_stands_between_does_not_part_a_run(written: str, read: str) -> None:
    """Words in Latin letters and marks are the same in every encoding: one finding, and all of the original."""
    whole = "规划提出，支持企业（含ICT）发展，加快建设ABC平台"
    broken = whole.encode(written).decode(read)
    found = damage(HANS, broken)

    assert [expected for _, expected in found] == [whole]


def test_a_few_characters_of_utf_8_are_enough() -> None:
    """No word need cover them: hardly any other bytes are UTF-8."""
    assert damage(HANS, "和我他".encode().decode("latin-1")) == [("和我他".encode().decode("latin-1"), "和我他")]


@pytest.mark.parametrize(("written", "read"), [("utf-8", "gbk"), ("utf-8", "cp1252"), ("big5", "gbk"), ("gbk", "big5")])
def test_a_run_that_lost_bytes_is_one_finding(written: str, read: str) -> None:
    """What the wrong encoding does not have is lost; the rest still tells that it is one run."""
    whole = (
        "為加強兩岸經濟合作，促進產業發展，特訂定本計畫"
        if "big5" in (written, read)
        else "加快推进现代化产业体系建设，要共同发展"
    )
    broken = whole.encode(written).decode(read, "replace")
    found = damage(HANT if "big5" in (written, read) else HANS, broken)

    assert "\ufffd" in broken
    assert [expected for _, expected in found] == [None]
    assert len(found[0][0]) >= len(broken) - 2


def test_marks_of_lost_bytes_with_chance_characters_between_are_one_finding() -> None:
    """GBK read as UTF-8, written again and read as GBK: now and then a byte joins one beside it."""
    broken = "我们的发展规划".encode("gbk").decode("utf-8", "replace").encode().decode("gbk", "replace")
    [(shown, expected)] = damage(HANS, f"按照{broken}办理")

    assert "锟" in shown
    assert expected is None
    assert len(shown) >= len(broken) - 2


@pytest.mark.parametrize("run", ["???", "??????????"])
def test_a_run_of_question_marks_is_one_finding(run: str) -> None:
    """Each stands for a character, or for a byte of one."""
    assert damage(HANS, f"推进基{run}设施建设") == [(run, None)]


def test_a_line_of_question_marks_is_one_finding() -> None:
    """So many in a row nobody writes."""
    assert [found for found in damage(HANS, "\n????????????\n") if "?" in found[0]] == [("????????????", None)]
    assert damage(HANS, "真的吗????大家都说好") == []


@pytest.mark.parametrize(
    "text", ["王锟、李锟出席", "再拷贝一份", "三公斤拷问", "他说……”“——然后", "喆堃與翀龢兩位的書法"]
)
def test_rare_characters_are_no_damage(text: str) -> None:
    """Names, marks in a row and words with such characters."""
    assert [found for found in damage(HANS, text) if found[1] is not None or "锟" in found[0]] == []


def test_big5_read_as_gbk_is_found_where_its_characters_are_strange() -> None:
    """Traditional text in Big5, opened as GBK: kana and rare characters side by side."""
    broken = TRADITIONAL.encode("big5").decode("gbk", "replace")
    originals = [expected for _, expected in damage(HANT, broken) if expected]

    assert originals
    assert all(original in TRADITIONAL for original in originals)


@pytest.mark.parametrize("broken", ["锟斤拷锟斤拷", "\ufffd\ufffd\ufffd\ufffd", "烫烫烫烫"])
def test_bytes_that_are_lost_are_one_finding_without_a_proposal(broken: str) -> None:
    """A run is one finding, however long."""
    assert damage(HANS, f"名称{broken}金额") == [(broken, None)]


def test_private_characters_in_a_row_are_one_finding() -> None:
    """What they show depends on a font that is not there."""
    assert damage(HANS, "推进\ue000\ue001\ue002建设") == [("\ue000\ue001\ue002", None)]


@pytest.mark.parametrize(
    ("broken", "expected"),
    [("&#20013;&#21326;", "中华"), ("&#x4e2d;", "中"), ("&ldquo;", "“"), ("(cid:12)(cid:345)", None), ("ܔزၥᦶ", None)],
)
def test_codes_in_place_of_text_are_damage(broken: str, expected: str | None) -> None:
    """References of HTML are what they stand for; glyph numbers and letters of many scripts are nothing."""
    assert damage(HANS, f"依据{broken}的规定") == [(broken, expected)]


@pytest.mark.parametrize("text", ["规模&nbsp;以上", "R&D经费", "أهلا", "⚠️ 请注意", "ドラえもん", "café和naïve"])
def test_what_is_meant_is_no_damage(text: str) -> None:
    """White space of HTML, one foreign script, a symbol with its picture, words of other languages."""
    assert damage(HANS, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展毋机产业", ("毋", "母")),
        ("加强曰常管理", ("曰", "日")),
        ("巳经完成任务", ("巳", "已")),
        ("末来五年发展", ("末", "未")),
    ],
)
def test_a_look_alike_is_told_by_the_word_it_breaks(text: str, expected: tuple[str, str]) -> None:
    """Both characters are common; only one makes a word here."""
    assert damage(HANS, text) == [expected]


def test_a_look_alike_beside_damage_is_not_proposed() -> None:
    """Where a neighbour is broken too, nothing can be known."""
    assert ("曰", "日") not in damage(HANS, "加强曰扌管理")


def test_a_rare_variant_is_checked_unless_the_document_writes_so() -> None:
    """昰 and 塟 are in no modern text; what comes back three times is the document's own."""
    assert damage(HANT, "這昰一項長期任務，便塟身火海") == [("昰", "是"), ("塟", "葬")]
    assert damage(HANT, "塟身，塟禮，安塟") == []


def test_a_look_alike_is_never_certain() -> None:
    """A person must look: the document may mean what it says."""
    [finding] = lint(document(HANS.format("加强曰常管理"))).findings

    assert finding.judgement.certainty is Certainty.CHECK


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("ÖÐ»ªÈËÃñ¹²ºÍ¹ú", Reason.MISDECODED),
        ("&#20013;&#21326;&#20154;&#27665;", Reason.ENTITY),
        ("(cid:1200)(cid:345)(cid:17)(cid:904)", Reason.GLYPH_CODES),
        ("锟斤拷锟斤拷锟斤拷锟斤拷", Reason.BYTES_LOST),
    ],
)
def test_signs_of_another_encoding_beside_clean_text_are_damage(shown: str, reason: Reason) -> None:
    """The counterpart shows what was meant: damage, and no other wording."""
    frame = "各地应当按照要求认真执行{}的规定，并向上级报告落实情况。\n"
    changes = compare(document(frame.format(shown)), document(frame.format("中华人民共和国"))).changes

    assert {(change.kind, change.judgement.reason) for change in changes} == {(Kind.MOJIBAKE, reason)}


GARBLINGS = {
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 as gbk": lambda text: text.encode().decode("gbk", "replace"),
    "gbk as latin-1": lambda text: text.encode("gbk").decode("latin-1"),
    "lost twice": lambda text: text.encode("gbk").decode("utf-8", "replace").encode().decode("gbk", "replace"),
    "glyphs": lambda text: "".join(f"(cid:{ord(char) % 999})" for char in text),
    "references": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "question marks": lambda text: "?" * len(text),
}


@pytest.mark.parametrize("garbling", GARBLINGS)
@pytest.mark.parametrize("passage", ["组织实施重点工程", "坚持统筹推进，加快建设现代化产业体系，组织实施重点工程。"])
def test_a_garbled_passage_beside_the_sound_one_is_one_change(garbling: str, passage: str) -> None:
    """A phrase or a whole line: damage, with the sound text as the proposal, and nothing dropped or added."""
    frame = (
        "一、总体要求\n坚持统筹推进，加快建设现代化产业体系，组织实施重点工程。\n各地要认真执行，并向上级报告落实情况。"
    )
    garbled = frame.replace(passage, GARBLINGS[garbling](passage))
    for left, right, side in ((garbled, frame, 0), (frame, garbled, 1)):
        [change] = [c for c in compare(document(left), document(right)).changes if c.weight is not Weight.COSMETIC]
        shown = (change.spans.left.of(left), change.spans.right.of(right))[side]

        assert change.kind is Kind.MOJIBAKE
        assert len(shown) >= len(GARBLINGS[garbling](passage)) - 3
        assert (change.judgement.expected or "").strip("。") in passage
        assert change.judgement.certainty is Certainty.CHECK


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("日本的デジタル庁发布指引", "日本的数字化机构发布指引"),
        ("参会的有喆堃、翀龢两位", "参会的有李强、王伟两位"),
        ("公司café与naïve合并", "公司咖啡与天真合并"),
    ],
)
def test_other_words_are_no_damage(left: str, right: str) -> None:
    """Words of other languages and rare names that another text has not are wording."""
    frame = "坚持统筹推进，加快建设现代化产业体系。\n{}，并向上级报告落实情况。"
    changes = compare(document(frame.format(left)), document(frame.format(right))).changes

    assert Kind.MOJIBAKE not in {change.kind for change in changes}

"""One document alone: which script it is in, what is wrong in it, and findings that stay the same findings."""

import json
import re
from itertools import pairwise

import pytest
from conftest import SEEDS, document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import script_of
from plandiff.choices import Standard
from plandiff.conversion.standards import Spelling
from plandiff.judging import identity
from plandiff.judging.change import Certainty, Kind, Weight
from plandiff.proofreading.linting import Lint, lint
from plandiff.reports.to_lint import lint_json, lint_text

TRADITIONAL = "國家發展規劃綱要：{}，這樣對應兩個時期。"
SIMPLIFIED = "国家发展规划纲要：{}，这样对应两个时期。"
SEED_TEXTS = [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
HOSTILE = [
    *("后", "後", "制", "製", "乾", "里", "裏", "髮", "国", "爲", "陜", "內", "内", "搬遷后續", "先進制造業", "乾隆"),
    *("?", "??", "?。▍^", "?;渴?", "?!笆奈濉睍r", "(chǎn)", "（yè）", "扌", "彳壬", "硏", "関", "⼀", "⻓", "\uf900"),
    *("\ue000", "\U000f0000", "\ufffd", "\u200b", "\u202e", "\x1b[31m", "\x00", "\u0301", "\ufe00", "[/red]"),
    *(
        "“",
        "”",
        "（",
        "）",
        "《》",
        "、、",
        "，。",
        "𠮷",
        "\U000323af",
        "A",
        "1",
        " ",
        "　",
        "\t",
        "\n",
        "\r\n",
        "\n\n5\n",
    ),
]
quick = settings(max_examples=60, deadline=None)

some_text = st.lists(st.sampled_from(HOSTILE), max_size=40).map("".join)
excerpts = st.builds(
    lambda text, start, size, inserted: text[start % len(text) :][:size] + inserted,
    st.sampled_from(SEED_TEXTS),
    st.integers(0, 30_000),
    st.sampled_from([30, 300]),
    some_text,
)
texts = st.one_of(some_text, st.text(max_size=60), excerpts)


def found(text: str, *, script: str | None = None) -> list[tuple[str, str | None, Certainty]]:
    """Return (found, expected, certainty) of what is wrong in ``text``."""
    return [
        (f.span.of(text), f.judgement.expected, f.judgement.certainty)
        for f in lint(document(text), script=script).findings
    ]


def ids(result: Lint) -> dict[str, str]:
    """Return the texts of the findings by id, but not question marks: one that ends a line may be a question."""
    shown = {f.id: f.span.of(result.document.text) for f in result.findings}
    return {name: text for name, text in shown.items() if text != "?"}


@pytest.mark.parametrize(
    ("word", "char", "expected"),
    [
        ("搬迁後续扶持", "後", "后"),
        ("先进製造业", "製", "制"),
        ("发展規划", "規", "规"),
        ("於是", "於", "于"),
        ("雲计算", "雲", "云"),
        ("旅遊业", "遊", "游"),
        ("乾燥", "乾", "干"),
    ],
)
def test_a_traditional_character_in_simplified_text_is_left_over(word: str, char: str, expected: str) -> None:
    """A character that only the other script has there is certain, with the simplified one."""
    assert found(SIMPLIFIED.format(word)) == [(char, expected, Certainty.CERTAIN)]
    assert {f.judgement.kind for f in lint(document(SIMPLIFIED.format(word))).findings} == {Kind.LEFTOVER_CHARACTER}


@pytest.mark.parametrize(
    "word", ["乾隆年间", "乾坤", "著名品牌", "显著", "瞭望台", "慰藉", "杨闇公陵园", "于都", "皇后", "余额"]
)
def test_what_simplified_print_keeps_is_silent(word: str) -> None:
    """Some words and names keep a character that looks traditional."""
    assert found(SIMPLIFIED.format(word)) == []


@pytest.mark.parametrize(
    ("word", "char", "expected"), [("国家戰略", "国", "國"), ("革命圣地", "圣", "聖"), ("沖绳", "绳", "繩")]
)
def test_a_simplified_character_in_traditional_text_is_left_over(word: str, char: str, expected: str) -> None:
    """The reverse: a simplified character that no traditional print has."""
    assert found(TRADITIONAL.format(word)) == [(char, expected, Certainty.CERTAIN)]


def test_a_mixed_document_is_judged_by_the_script_most_of_it_is_in() -> None:
    """A line that is in the other script as a whole is one finding to check, in other lines it is each character."""
    foreign = SIMPLIFIED.format("搬迁後续")
    text = "\n".join(
        [
            TRADITIONAL.format("搬遷后續"),
            "后續",
            foreign,
            "先後",
            TRADITIONAL.format("搬遷後續") + "国家",
        ]
    )
    result = lint(document(text))

    assert result.script == "mixed"
    assert [
        (*result.document.position(f.span.start), f.span.of(text), f.judgement.expected) for f in result.findings
    ] == [
        (1, 12, "后", "後"),
        (2, 1, "后", "後"),
        (3, 1, foreign, "國家發展規劃綱要：搬遷後續，這樣對應兩個時期。"),
        (5, 24, "国", "國"),
    ]


def test_the_script_is_that_of_the_code_points_whatever_a_font_shows() -> None:
    """A PDF may show 总纲 for the code points 總綱: the text is traditional, and judged so."""
    result = lint(document("第一章 總綱\n香港特別行政區的高度自治權，搬遷后續。"))

    assert result.script == "hant"
    assert [f.judgement.expected for f in result.findings] == ["後"]


def test_a_document_that_should_be_in_a_script_is_judged_throughout_by_it() -> None:
    """A heading in the other script is no excuse if the reader says which script is wanted."""
    text = "国家规划\n" + TRADITIONAL.format("這樣")

    assert [char for char, _, _ in found(text, script="hant")] == ["国", "规", "划"]
    assert {char for char, _, _ in found(text, script="hans")} >= {"國", "發", "規", "劃", "綱"}


@pytest.mark.parametrize("text", ["", " \n", "abc 123", "后", "\u200b"])
def test_a_text_without_chinese_of_one_script_has_no_wrong_characters(text: str) -> None:
    """Nothing to read is nothing wrong with a character."""
    result = lint(document(text))

    assert result.script == "none"
    assert not [f for f in result.findings if f.judgement.kind.weight is Weight.CONVERSION]


def test_a_confirmed_name_is_silent_in_both_scripts_even_across_a_line_break() -> None:
    """The name is looked for in the running text, not in the lines of a page."""
    traditional, simplified = TRADITIONAL.format("朱\n后制先生"), SIMPLIFIED.format("後\n製先生")

    assert lint(document(traditional)).findings
    assert lint(document(traditional), Spelling(names=("朱后制先生",))).findings == ()
    assert lint(document(simplified)).findings
    assert lint(document(simplified), Spelling(names=("後製先生",))).findings == ()


@quick
@given(texts, st.sampled_from(Standard), st.sampled_from([None, "hans", "hant"]))
def test_any_text_is_judged_with_findings_that_are_sorted_and_apart(
    text: str, standard: Standard, script: str | None
) -> None:
    """No text is too strange; no place is found twice; every id is one of a kind; the report and the JSON are made."""
    result = lint(document(text), Spelling(standard), script)
    spans = [f.span for f in result.findings]

    assert result.script == script_of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len({f.id for f in result.findings}) == len(spans)
    report = lint_text([result], 80, colour=False, show_all=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]", report)
    assert json.loads(lint_json([result]))["documents"][0]["length"] == len(text)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(SEED_TEXTS) - 1), st.integers(0, 30_000), st.integers(10, 60), st.integers(0, 9))
def test_ids_stay_when_lines_are_wrapped_anew(number: int, start: int, width: int, first: int) -> None:
    """A finding keeps its id however the lines of the same text are set."""
    text = re.sub(r"\s", "", SEED_TEXTS[number])
    piece = text[start % len(text) :][:400]
    cuts = [0, *range(first + width, len(piece), width), len(piece)]
    plain = ids(lint(document(piece)))
    wrapped = ids(lint(document("\n".join(piece[a:b] for a, b in pairwise(cuts)))))

    assert len(wrapped) == len(plain)
    assert {name for name, shown in wrapped.items() if "\n" not in shown} <= plain.keys()


def test_ids_stay_when_the_text_changes_elsewhere() -> None:
    """Sentences put before and behind leave the ids of all findings between them as they are."""
    text = seed("henan-resource-regions.hant").text
    before = lint(document(text))
    after = lint(document("本次修訂新增說明一段。\n" + text + "\n附則新增一條，自公布之日起施行。"))

    assert len(before.findings) > 50
    assert ids(after) == ids(before)


def test_ids_tell_documents_apart_but_not_folders() -> None:
    """A finding belongs to a document by its name, wherever the project lies."""
    text = TRADITIONAL.format("搬遷后續")
    [one], [moved], [other] = (lint(document(text, name)).findings for name in ("a.txt", "x/y/a.txt", "b.txt"))

    assert one.id == moved.id != other.id


def test_findings_alike_in_everything_have_ids_of_their_own() -> None:
    """The same mistake in the same words a hundred times is a hundred findings."""
    result = lint(document(TRADITIONAL.format("搬遷后續扶持") * 100))

    assert len({f.id for f in result.findings}) == len(result.findings) == 100


@pytest.mark.parametrize("name", [path.name.removesuffix(".txt") for path in sorted(SEEDS.glob("*.txt"))])
def test_the_json_holds_what_it_says(name: str) -> None:
    """Spans cut the text they name, lines and columns point to it, and each kind has its weight."""
    source = seed(name)
    data = json.loads(lint_json([lint(source)]))
    [shown] = data["documents"]
    lines = re.split(r"(?<=\n)", source.text)

    assert data["format"] == "plandiff-lint/1"
    assert set(shown) >= {"path", "encoding", "length", "sha256", "script", "findings"}
    assert (shown["length"], shown["script"]) == (len(source.text), name.rpartition(".")[2])
    for finding in shown["findings"]:
        assert list(finding) == [
            *("id", "kind", "weight", "start", "end", "text", "line", "column", "address"),
            *("expected", "certainty", "reason"),
        ]
        assert source.text[finding["start"] : finding["end"]] == finding["text"] != ""
        assert lines[finding["line"] - 1][finding["column"] - 1 :].startswith(finding["text"][0])
        assert finding["weight"] == Kind(finding["kind"]).weight in {"conversion", "damage"}
        assert finding["certainty"] in {"certain", "check"} and finding["reason"]
        assert finding["expected"] is None or finding["expected"] != finding["text"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("成為", "为"), ("群眾", "众"), ("这裡", "里"), ("麵粉", "面"), ("啟动", "启"), ("濕地", "湿"), ("偽造", "伪")],
)
def test_a_traditional_character_in_its_usual_form_is_left_over_in_simplified_text(word: str, expected: str) -> None:
    """The usual forms of print are found, not only those that OpenCC's tables hold (爲 衆 裏 麪 啓 溼)."""
    text = SIMPLIFIED.format(word)
    assert [f.judgement.expected for f in lint(document(text)).findings] == [expected]


def test_a_finding_that_a_line_break_runs_through_keeps_its_id() -> None:
    """``identified`` promises that line breaks do not touch an id; the text of the finding is hashed with its break."""
    plain = "为黟县、歙(shè)县和亳州的发展规划纲要"
    ids = [f.id for f in lint(document(plain)).findings]
    assert len(ids) == 1
    assert [f.id for f in lint(document(plain.replace("(sh", "(sh\n"))).findings] == ids


@pytest.mark.parametrize("passage", ["二噁英类污染物", "宫商角徵羽"])
def test_what_the_table_of_2013_keeps_is_silent(passage: str) -> None:
    """噁 was restored for 二噁英, which environmental plans have."""
    assert lint(document(SIMPLIFIED.format(passage))).findings == ()


def test_ids_of_findings_never_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings lengthen an id that another one has, as changes do."""
    monkeypatch.setattr(identity, "_DIGITS", 1)
    found = lint(document("推进基\ufffd设施建设。" * 40)).findings

    assert len({finding.id for finding in found}) == len(found) == 40


MIXED = (
    "重慶市人民政府關於印發方案的通知\n現將方案印發給你們，請認真貫徹執行。產業發展應當堅持創新驅動。\n"
    "发展改革委关于头发产业的意见，理发店和发展计划并重，卖面包。\n各單位應當落實責任，統籌安排資金，確保完成任務。\n"
)


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        (Standard.ANY, "發展改革委關於頭髮產業的意見，理髮店和發展計劃並重，賣麵包。"),
        (Standard.TAIWAN, "發展改革委關於頭髮產業的意見，理髮店和發展計劃並重，賣麵包。"),
        (Standard.HONG_KONG, "發展改革委關於頭髮產業的意見，理髮店和發展計劃並重，賣麪包。"),
        (Standard.MAINLAND, "發展改革委關於頭髮產業的意見，理髮店和發展計劃並重，賣麪包。"),
    ],
)
def test_a_passage_in_the_other_script_is_proposed_as_converted(standard: Standard, expected: str) -> None:
    """Word by word: 头发 and 发展 have two characters; in the forms of the standard."""
    [finding] = lint(document(MIXED), Spelling(standard)).findings

    assert (finding.judgement.expected, finding.judgement.certainty) == (expected, Certainty.CHECK)


def test_a_simplified_document_is_proposed_simplified_passages() -> None:
    mixed = "请认真贯彻执行，产业发展应当坚持创新驱动。\n發展產業，頭髮乾燥。\n各单位落实责任，统筹资金。\n"
    [finding] = lint(document(mixed)).findings

    assert finding.judgement.expected == "发展产业，头发干燥。"

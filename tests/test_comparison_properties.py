"""What holds for any two documents, however strange."""

import json

from conftest import SEEDS, document
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import fold
from plandiff.choices import Relation
from plandiff.comparison import Comparison, compare
from plandiff.decisions.applying import applied
from plandiff.errors import UsageError
from plandiff.judging.change import Kind, mirrored
from plandiff.judging.passages import mirrored_status
from plandiff.reports.to_json import comparison_json

SEED_TEXTS = [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
SPECIMENS = list(
    "规劃划，。、；：！？（）()“”\"'\n\r \t—-1205%GAē\u200b\u202e\x1b⼀爲為后後章节条一二三?\ufffd\ue000𠮷"
)
PHRASES = [
    "第一章",
    "第二节 ",
    "第三条",
    "（一）",
    "目录",
    "专栏1",
    "前言",
    "—12—",
    "\n- 3 -\n",
    "(yè)",
    "到2025年",
    "应当",
    "可以",
]

some_text = st.lists(
    st.sampled_from([*SPECIMENS, *PHRASES, "，生态保护修复", "。推进产业转型"]), min_size=1, max_size=60
).map("".join)
excerpts = st.builds(
    lambda text, start, size: text[start % len(text) :][:size],
    st.sampled_from(SEED_TEXTS),
    st.integers(0, 30_000),
    st.sampled_from([40, 300, 1200]),
)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> str:
    """Delete, insert, replace, move and repeat pieces of a text."""
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([1, 3, 20, 120])))
        piece = text[start:end]
        rest = text[:start] + text[end:]
        match draw(st.sampled_from(["delete", "insert", "replace", "move", "repeat"])):
            case "delete":
                text = rest
            case "insert":
                text = text[:start] + draw(some_text) + text[start:]
            case "replace":
                text = text[:start] + draw(some_text) + text[end:]
            case "move":
                place = draw(st.integers(0, len(rest)))
                text = rest[:place] + piece + rest[place:]
            case "repeat":
                text = text[:start] + piece + text[start:]
    return text


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    left = draw(st.one_of(excerpts, some_text))
    right = draw(st.one_of(edits_of(left), some_text))
    assume(left.strip() and right.strip())
    return left, right


def compared(left: str, right: str, relation: Relation | None = None) -> Comparison:
    try:
        return compare(document(left, "left.txt"), document(right, "right.txt"), relation)
    except UsageError:
        assume(False)
        raise


relaxed = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@relaxed
@given(pairs())
def test_changes_and_shared_text_rebuild_both_documents(pair: tuple[str, str]) -> None:
    """Each document is the concatenation of what both have and of its side of the changes."""
    result = compared(*pair)
    pieces = [piece.spans for piece in result.same] + [c.spans for c in result.changes if c.kind is not Kind.MOVED]

    for text, spans in (
        (pair[0], sorted(spans.left for spans in pieces)),
        (pair[1], sorted(spans.right for spans in pieces)),
    ):
        assert text == "".join(span.of(text) for span in spans)


@relaxed
@given(pairs())
def test_swapping_the_sides_mirrors_the_result(pair: tuple[str, str]) -> None:
    """What is dropped from left to right is added from right to left, at the same places, in the same words."""
    one, other = compared(*pair), compared(*pair[::-1])

    assert sorted((c.spans.left, c.spans.right, repr(c.judgement)) for c in one.changes) == sorted(
        (c.spans.right, c.spans.left, repr(mirrored(c.judgement))) for c in other.changes
    )
    assert sorted((p.spans.left, p.spans.right, p.status, p.moved) for p in one.passages) == sorted(
        (p.spans.right, p.spans.left, mirrored_status(p.status), p.moved) for p in other.passages
    )


@relaxed
@given(st.one_of(excerpts, some_text))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """No oddity of a text is a difference from itself."""
    assume(text.strip())

    assert compared(text, text).changes == ()


@relaxed
@given(excerpts, st.integers(5, 60), st.booleans())
def test_wrapping_lines_is_only_layout(text: str, width: int, crlf: bool) -> None:
    """New line breaks, wherever they fall, are changes of layout, or of the page inside its furniture."""
    bare = text.replace("\n", "")
    assume(bare.strip())
    newline = "\r\n" if crlf else "\n"
    wrapped = newline.join(bare[at : at + width] for at in range(0, len(bare), width))
    kinds = {change.kind for change in compared(bare, wrapped).changes}

    assert kinds <= {Kind.LAYOUT, Kind.FURNITURE}


@relaxed
@given(pairs())
def test_ids_are_unique_and_do_not_depend_on_other_changes(pair: tuple[str, str]) -> None:
    """The same comparison gives the same ids, and no id twice; JSON holds them all."""
    result = compared(*pair)
    ids = [change.id for change in result.changes]

    assert len(set(ids)) == len(ids)
    assert ids == [change.id for change in compared(*pair).changes]
    assert sorted(ids) == sorted(change["id"] for change in json.loads(comparison_json(result))["changes"])


@relaxed
@given(pairs())
def test_applying_all_changes_gives_the_right_text_and_applying_none_the_left(pair: tuple[str, str]) -> None:
    """Moved passages and what is set aside around them go to their places too; script alone is no change."""
    result = compared(*pair, Relation.REVISION)

    assert fold(applied(result, {change.id for change in result.changes})) == fold(pair[1])
    assert applied(result, set()) == pair[0]

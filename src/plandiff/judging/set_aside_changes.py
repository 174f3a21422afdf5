"""Judges what lies between and beneath the wording: white space, page furniture, readings, forms of type.

Cleaning set these things aside on each side alone. Here the two sides meet: what both have in the same place is no
difference; the rest is a change of its own, so that nothing disappears.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.script import is_han, is_radical, is_regional_pair
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason
from plandiff.outline.clean_text import FURNITURE, CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.tables import complete
from plandiff.text.span import CleanOffset, Pair, SourceOffset, SourceSpan, Span
from plandiff.text.visible import INVISIBLE_CLASS


@dataclass(frozen=True, slots=True)
class Same:
    """Source spans of equal length that hold the same characters, up to script; ``furniture`` if set aside on both."""

    spans: Pair[SourceSpan]
    furniture: bool = False


JUDGEMENTS = complete(
    RemovalKind,
    {
        RemovalKind.SPACE: Judgement(Kind.LAYOUT, Reason.SPACE),
        RemovalKind.PAGE_MARK: Judgement(Kind.FURNITURE, Reason.PAGE_MARK),
        RemovalKind.RUNNING_HEAD: Judgement(Kind.FURNITURE, Reason.RUNNING_HEAD),
        RemovalKind.NOTE_MARK: Judgement(Kind.FURNITURE, Reason.NOTE_MARK),
        RemovalKind.CONTENTS: Judgement(Kind.FURNITURE, Reason.CONTENTS),
        RemovalKind.MARKUP: Judgement(Kind.PUNCTUATION, Reason.MARKUP),
        RemovalKind.PINYIN: Judgement(Kind.ANNOTATION, Reason.PINYIN, expected=""),
        RemovalKind.INVISIBLE: Judgement(Kind.INVISIBLE, Reason.INVISIBLE, expected=""),
        RemovalKind.SEPARATOR: Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION),
        RemovalKind.SITE_LINE: Judgement(Kind.FURNITURE, Reason.FRAME),
        RemovalKind.CELL_MARK: Judgement(Kind.LAYOUT, Reason.CELL_MARK),
    },
)
"""What each kind of removal is where only one of two documents has it."""


_THIRD_TONES = str.maketrans("ăĕĭŏŭ", "ǎěǐǒǔ")
"""A breve is typed or read for the third tone, and is no other reading."""
_INVISIBLE = late_pattern(rf"[\s{INVISIBLE_CLASS}]")


def gap(texts: Pair[CleanText], spans: Pair[SourceSpan], *, between_cells: bool = False) -> Iterator[Same | Change]:
    """Compare what was set aside in one place on either side.

    Args:
        texts: The clean texts.
        spans: The gaps (source offsets).
        between_cells: Whether cells of a table lie on either side: white space parts no number there, and with bars or
            tags it is one difference.
    """
    if between_cells:
        removals = [*texts.left.removals_in(spans.left), *texts.right.removals_in(spans.right)]
        written = Pair(spans.left.of(texts.left.document.text), spans.right.of(texts.right.document.text))
        if written.left != written.right and all(removal.kind in _OF_CELLS for removal in removals):
            yield Change(spans, JUDGEMENTS[RemovalKind.CELL_MARK])
            return
    yield from _gap(texts, spans)


_OF_CELLS = frozenset((RemovalKind.SPACE, RemovalKind.CELL_MARK))
"""What parts the cells of tables."""


def _gap(texts: Pair[CleanText], spans: Pair[SourceSpan]) -> Iterator[Same | Change]:
    left, right = spans.left.of(texts.left.document.text), spans.right.of(texts.right.document.text)
    if not left and not right:
        return
    removals = Pair(texts.left.removals_in(spans.left), texts.right.removals_in(spans.right))
    if not left or not right:
        yield from _unlike(texts, removals.left, removals.right, Pair(spans.left.start, spans.right.start))
        return
    if left == right and [one.kind for one in removals.left] == [other.kind for other in removals.right]:
        for one, other in zip(removals.left, removals.right, strict=True):
            yield Same(Pair(one.span, other.span), one.kind in FURNITURE)
        return
    at = Pair(spans.left.start, spans.right.start)
    i = j = 0
    for run in [*_shared(texts, removals), Run(len(removals.left), len(removals.right), 0)]:
        yield from _unlike(texts, removals.left[i : run.left], removals.right[j : run.right], at)
        for one, other in zip(removals.left[run.left : run.left_end], removals.right[run.right :], strict=False):
            yield Same(Pair(one.span, other.span), one.kind in FURNITURE)
            at = Pair(one.span.end, other.span.end)
        i, j = run.left_end, run.right_end


def _shared(texts: Pair[CleanText], removals: Pair[list[Removal]]) -> Iterator[Run]:
    """Yield the runs of removals that both sides have alike, in order."""
    shapes = Pair(_shapes(texts.left, removals.left), _shapes(texts.right, removals.right))
    for op in Indel.opcodes(shapes.left, shapes.right):
        if op.tag == "equal":
            yield Run(op.src_start, op.dest_start, op.src_end - op.src_start)


def _shapes(text: CleanText, removals: list[Removal]) -> list[str]:
    return [f"{removal.kind}{removal.span.of(text.document.text)}" for removal in removals]


def _unlike(
    texts: Pair[CleanText], ours: list[Removal], theirs: list[Removal], at: Pair[SourceOffset]
) -> Iterator[Change]:
    """Pair removals of one kind in order; the rest stand on one side only."""
    waiting = list(theirs)
    for removal in ours:
        twin = next((other for other in waiting if other.kind is removal.kind), None)
        while waiting and twin and waiting[0] is not twin:
            other = waiting.pop(0)
            yield _change(texts, Pair(None, other), at)
            at = Pair(at.left, other.span.end)
        if twin:
            waiting.pop(0)
        yield _change(texts, Pair(removal, twin), at)
        at = Pair(removal.span.end, twin.span.end if twin else at.right)
    for other in waiting:
        yield _change(texts, Pair(None, other), at)
        at = Pair(at.left, other.span.end)


def _change(texts: Pair[CleanText], removals: Pair[Removal | None], at: Pair[SourceOffset]) -> Change:
    left, right = removals.left, removals.right
    removal = left or right
    assert removal is not None  # noqa: S101 - one side is always there
    spans = Pair(left.span if left else Span(at.left, at.left), right.span if right else Span(at.right, at.right))
    ours, theirs = spans.left.of(texts.left.document.text), spans.right.of(texts.right.document.text)
    one_sided = left is None or right is None
    if one_sided and (_parts_digits(texts.left, left) or _parts_digits(texts.right, right)):
        return Change(spans, Judgement(Kind.NUMBER, Reason.DIGITS_PARTED, Certainty.CHECK))
    only_spaces = removal.kind not in FURNITURE and "".join(ours.split()) == "".join(theirs.split())
    if only_spaces:
        return Change(spans, Judgement(Kind.LAYOUT, Reason.LINE_BREAK if "\n" in ours + theirs else Reason.SPACE))
    if left and right and removal.kind is RemovalKind.PINYIN:
        if _INVISIBLE.sub("", ours) == _INVISIBLE.sub("", theirs):
            return Change(spans, JUDGEMENTS[RemovalKind.INVISIBLE])
        if ours.translate(_THIRD_TONES) == theirs.translate(_THIRD_TONES):
            return Change(spans, JUDGEMENTS[RemovalKind.PINYIN])
        return Change(spans, Judgement(Kind.WORDING, Reason.WORDING))  # two readings of one character
    return Change(spans, JUDGEMENTS[removal.kind])


@dataclass(frozen=True, slots=True)
class Forms:
    """How characters that fold to the same are judged.

    Attributes:
        same_script: Whether both texts are in one script.
        wrong: Judgements on characters that are wrong for their script, by clean offset in either text.
        regional: Whether one text is traditional and the other simplified, so that words of regions may differ.
    """

    same_script: bool
    wrong: Pair[dict[int, Judgement]]
    regional: bool = False

    def alike(self, texts: Pair[CleanText], at: Pair[CleanOffset], size: int) -> bool:
        """Say at a glance whether ``size`` characters are written alike, and none of them can be wrong."""
        return (
            not self.wrong.left
            and not self.wrong.right
            and texts.left.kept[at.left : at.left + size] == texts.right.kept[at.right : at.right + size]
        )

    def judged(self, texts: Pair[CleanText], at: Pair[CleanOffset], size: int) -> Iterator[Judgement | None]:
        """Judge ``size`` characters from two clean offsets on; None for those that are the same up to script."""
        wrong, recognised = self.wrong, texts.map(lambda text: bool(text.document.doubts))
        shown = zip(
            texts.left.kept[at.left : at.left + size], texts.right.kept[at.right : at.right + size], strict=True
        )
        for n, (ours, theirs) in enumerate(shown):
            judgement = wrong.left.get(at.left + n) or wrong.right.get(at.right + n)
            if not judgement and ours != theirs:
                judgement = _form(ours, theirs, same_script=self.same_script)
            if judgement is _VARIANT and (recognised.left or recognised.right):
                # Text recognition writes one form of a character for all of them, and is sure of it.
                expected = None if recognised.left and recognised.right else ours if recognised.right else theirs
                yield Judgement(Kind.OCR, Reason.MISREAD, Certainty.CHECK, expected)
            else:
                yield judgement


def _parts_digits(text: CleanText, removal: Removal | None) -> bool:
    """Say whether white space that only this side has stands between two digits: 5 12 or 51 2; a line break may."""
    if removal is None or removal.kind is not RemovalKind.SPACE or "\n" in removal.span.of(text.document.text):
        return False
    source, span = text.document.text, removal.span
    return source[span.start - 1 : span.start].isdigit() and source[span.end : span.end + 1].isdigit()


def equal_run(texts: Pair[CleanText], run: CleanRun, forms: Forms) -> Iterator[Same | Change]:
    """Compare an equal run (clean offsets) as it is written: gaps inside it, and forms that folding set aside."""
    cuts = {at - run.left for at in texts.left.offsets.starts_within(run.left, run.left_end)}
    cuts |= {at - run.right for at in texts.right.offsets.starts_within(run.right, run.right_end)}
    start = 0
    for end in [*sorted(cuts), run.size]:
        at = Pair(run.left + start, run.right + start)
        if start:
            yield from gap(texts, Pair(texts.left.gap(at.left), texts.right.gap(at.right)))
        yield from _piece(texts, at, end - start, forms)
        start = end


def _piece(texts: Pair[CleanText], at: Pair[CleanOffset], size: int, forms: Forms) -> Iterator[Same | Change]:
    """Compare ``size`` characters that fold to the same and have no gap inside, from two clean offsets on."""
    source = Pair(texts.left.offsets.to_source(at.left), texts.right.offsets.to_source(at.right))
    if forms.alike(texts, at, size):
        yield Same(Pair(Span(source.left, source.left + size), Span(source.right, source.right + size)))
        return
    start = 0
    for _, alike in groupby(forms.judged(texts, at, size), key=id):
        piece = list(alike)
        end = start + len(piece)
        spans = Pair(Span(source.left + start, source.left + end), Span(source.right + start, source.right + end))
        yield Change(spans, piece[0]) if piece[0] else Same(spans)
        start = end


_PUNCTUATION = Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION)
_WIDTH = Judgement(Kind.LAYOUT, Reason.WIDTH)
_TYPE_FORM = Judgement(Kind.PUNCTUATION, Reason.TYPE_FORM)
_VARIANT = Judgement(Kind.WORDING, Reason.VARIANT, Certainty.CHECK)
_RADICAL = Judgement(Kind.OCR, Reason.RADICAL)


@lru_cache(maxsize=65536)
def _form(left: str, right: str, *, same_script: bool) -> Judgement | None:
    """Judge two characters that fold to the same; None if they are the same up to script.

    Between two texts in one script, a pair such as 后 and 後 is a difference of wording: a person must say which word
    is meant. Forms that Taiwan or Hong Kong writes as one (爲 為, 脫 脱) differ only as type does.
    """
    if left == right:
        return None
    if not is_han(left):
        return _WIDTH if left.isalnum() else _PUNCTUATION
    if is_radical(left) or is_radical(right):
        return _RADICAL
    if not same_script:
        return None
    return _TYPE_FORM if is_regional_pair(left, right) else _VARIANT

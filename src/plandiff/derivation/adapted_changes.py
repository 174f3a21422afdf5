"""What one document changed in a clause it took up from the other: who, how much, how binding, which items.

A clause is compared as in a revision; then the words that govern it are told apart from what it says, and changes that
a local plan makes by its nature (places for the nation, items of a list) get their kind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.duty import force_of, is_loosened_by_limits
from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.chinese.places import levels
from plandiff.chinese.quantities import figures
from plandiff.chinese.signs import sign_in
from plandiff.judging.cells import CellStep, Tables
from plandiff.judging.change import Change, Direction, Judgement, Kind, Reason, Weight, mirrored
from plandiff.judging.commitments import compared
from plandiff.judging.compare_wording import settled
from plandiff.judging.difference import Difference
from plandiff.judging.edits import Differing, differing
from plandiff.judging.figure_pairs import counting_alike
from plandiff.judging.judges import judge
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Pair, Span, clean_span, overlaps, without

_NOTHING = late_pattern(r"[^\w]*")


def clause_changes(texts: Pair[CleanText], cores: Pair[CleanSpan], tables: Tables | None = None) -> list[Change]:
    """Return the judged differences of two clauses that share their wording; mirrored texts give mirrored changes.

    Args:
        texts: Both documents.
        cores: The words of both clauses, without numbering and final stop, in clean offsets.
        tables: The tables that both have: a row of them is compared cell by cell.
    """
    keys = texts.map(lambda text: text.key)
    row = tables.steps(cores, lambda cell: Differing((), tuple(_edits(keys, cell)))) if tables else None
    if row:
        return list(_cell_changes(texts, row[0]))
    return _in_canonical_order(texts, cores, _adapted)


def _cell_changes(texts: Pair[CleanText], steps: Sequence[CellStep]) -> Iterator[Change]:
    keys = texts.map(lambda text: text.key)
    for one in steps:
        if isinstance(one.step, Run):
            continue
        judgement = one.judgement or judge(Difference(keys, one.step, Pair([], [])).within(one.cell))
        if judgement.kind.weight in (Weight.SUBSTANTIVE, Weight.DAMAGE):
            left, right = one.step.left, one.step.right
            source = Pair(texts.left.offsets.source_span(*left), texts.right.offsets.source_span(*right))
            yield Change(source, judgement, cell=one.place)


def deadline_change(texts: Pair[CleanText], dates: Pair[CleanSpan | None], cores: Pair[CleanSpan]) -> Change | None:
    """Return what became of the date over a clause: 到2025年,支持…; None if both have the same.

    Args:
        texts: Both documents.
        dates: The clauses of nothing but a date before the two clauses, in clean offsets; None where there is none.
        cores: The words of both clauses.
    """
    keys = texts.map(lambda text: text.key)
    left = dates.left or Span(cores.left.start, cores.left.start)
    right = dates.right or Span(cores.right.start, cores.right.start)
    if left.of(keys.left) == right.of(keys.right):
        return None
    source = Pair(texts.left.offsets.source_span(*left), texts.right.offsets.source_span(*right))
    if dates.left and dates.right:
        return Change(source, Judgement(Kind.NUMBER, Reason.NUMBER))
    own = cores.right.of(keys.right) if dates.right else cores.left.of(keys.left)
    stronger = bool(dates.right) != is_loosened_by_limits(own)
    direction = Direction.STRONGER if stronger else Direction.WEAKER
    return Change(source, Judgement(Kind.COMMITMENT, Reason.DEADLINE, direction=direction))


def related_changes(texts: Pair[CleanText], cores: Pair[CleanSpan]) -> list[Change]:
    """Return what differs between two clauses in words of their own: how binding, lists, figures, levels."""
    return _in_canonical_order(texts, cores, _related)


def _in_canonical_order(texts: Pair[CleanText], cores: Pair[CleanSpan], find: "_Finder") -> list[Change]:
    keys = texts.map(lambda text: text.key)
    swap = cores.right.of(keys.right) < cores.left.of(keys.left)
    found = find(keys.mirrored() if swap else keys, cores.mirrored() if swap else cores)
    changes = []
    for spans, judgement in found:
        own, said = (spans.mirrored(), mirrored(judgement)) if swap else (spans, judgement)
        source = Pair(texts.left.offsets.source_span(*own.left), texts.right.offsets.source_span(*own.right))
        changes.append(Change(source, said))
    return changes


_Judged = tuple[Pair[CleanSpan], Judgement]
_Finder = Callable[[Pair[str], Pair[CleanSpan]], Iterator[_Judged]]


def _adapted(keys: Pair[str], cores: Pair[CleanSpan]) -> Iterator[_Judged]:
    bound = _commitment(keys, cores)
    heads = bound.heads if bound else None
    if bound and heads:
        yield heads, bound.judgement
    for edit in _edits(keys, cores):
        if bound and not heads and bound.limited_in(edit):
            own = judge(Difference(keys, edit, Pair([], [])))
            yield edit, own if own.kind is Kind.COMMITMENT else bound.judgement
            continue
        for spans in _outside(edit, heads):
            texts = Pair(spans.left.of(keys.left), spans.right.of(keys.right))
            if _NOTHING.fullmatch(texts.left + texts.right) and not _has_sign(keys, spans):
                continue
            judgement = judge(Difference(keys, spans, Pair([], [])))
            if (judgement.kind is Kind.NUMBER and _is_of_names(texts)) or _names_whole(texts):
                judgement = Judgement(Kind.WORDING, Reason.WORDING)
            if judgement.kind.weight in (Weight.SUBSTANTIVE, Weight.DAMAGE):
                yield spans, judgement


_WHOLE = late_pattern("[全我本][国省市县区州]")


def _names_whole(texts: Pair[str]) -> bool:
    """Say whether only one side names all that its plan is for: 全省城镇化率, where the other says 城镇化率."""
    return not (texts.left and texts.right) and bool(_WHOLE.fullmatch(texts.left or texts.right))


_NAME = late_pattern('"[^"]*"?')
_NUMERAL = late_pattern(f"[{HAN_NUMBERS}0-9]")


def _is_of_names(texts: Pair[str]) -> bool:
    """Say whether the numerals of an edit stand in names in quotation marks alone: "两篇大文章", "十五五"时期."""
    named = any(_NUMERAL.search(name) for text in (texts.left, texts.right) for name in _NAME.findall(text))
    return named and not any(_NUMERAL.search(_NAME.sub("", text)) for text in (texts.left, texts.right))


_FIRM = 5
"""Characters of a shared run that no edit may swallow: in two different clauses they are what was taken up."""


def _edits(keys: Pair[str], cores: Pair[CleanSpan]) -> Sequence[Pair[CleanSpan]]:
    """Return the differences of two clauses: between the runs they share, as in a revision."""
    at = Pair(cores.left.start, cores.right.start)
    equal: list[CleanRun] = []
    edits: list[Pair[CleanSpan]] = []
    for run in [*_firm(keys, cores), Run(cores.left.end, cores.right.end, 0)]:
        between = differing(keys, Pair(Span(at.left, run.left), Span(at.right, run.right)), [], [])
        equal += [*between.equal, run] if run.size else between.equal
        edits += between.edits
        at = Pair(run.left_end, run.right_end)
    return settled(keys, cores, Differing(tuple(equal), tuple(edits))).edits


def _firm(keys: Pair[str], cores: Pair[CleanSpan]) -> Iterator[CleanRun]:
    """Yield the long runs that two clauses share."""
    for op in Indel.opcodes(cores.left.of(keys.left), cores.right.of(keys.right)):
        size = op.src_end - op.src_start
        if op.tag == "equal" and size >= _FIRM:
            yield Run(cores.left.start + op.src_start, cores.right.start + op.dest_start, size)


@dataclass(frozen=True, slots=True)
class _Bound:
    """How two clauses differ in what they bind.

    Attributes:
        judgement: The commitment.
        heads: The governing words of both; None if these are the same and only the limits differ.
        limits: The words that limit either clause.
    """

    judgement: Judgement
    heads: Pair[CleanSpan] | None
    limits: Pair[list[CleanSpan]]

    def limited_in(self, edit: Pair[CleanSpan]) -> bool:
        """Say whether an edit holds a word that limits."""
        return overlaps(edit.left, self.limits.left) or overlaps(edit.right, self.limits.right)


def _commitment(keys: Pair[str], cores: Pair[CleanSpan]) -> _Bound | None:
    """Compare what governs the two clauses."""
    forces = Pair(force_of(cores.left.of(keys.left)), force_of(cores.right.of(keys.right)))
    if forces.left is None or forces.right is None:
        return None
    direction: Direction | None = compared(forces.left, forces.right)
    if direction is None:
        return None
    judgement = Judgement(Kind.COMMITMENT, Reason.DUTY, direction=direction)
    heads = Pair(_placed(forces.left.span, cores.left), _placed(forces.right.span, cores.right))
    limits = Pair(
        [_placed(span, cores.left) for span in forces.left.limits],
        [_placed(span, cores.right) for span in forces.right.limits],
    )
    return _Bound(judgement, heads if forces.left.words != forces.right.words else None, limits)


def _placed(span: Span, core: CleanSpan) -> CleanSpan:
    """Return a span of the words of a clause as one of the document."""
    return Span(core.start + span.start, core.start + span.end)


def _outside(edit: Pair[CleanSpan], heads: Pair[CleanSpan] | None) -> Iterator[Pair[CleanSpan]]:
    """Yield what the governing words leave of an edit."""
    if heads is None:
        yield edit
        return
    parts = Pair(without(edit.left, [heads.left]), without(edit.right, [heads.right]))
    for left, right in zip_longest(parts.left, parts.right):
        yield Pair(left or Span(edit.left.end, edit.left.end), right or Span(edit.right.end, edit.right.end))


def _has_sign(keys: Pair[str], spans: Pair[Span]) -> bool:
    return bool(sign_in(keys.left, spans.left) or sign_in(keys.right, spans.right))


_LIST = late_pattern(r"[^,、;:]{2,60}(?:、[^,、;:]{2,16})+?(?=等|的|,|$)")


def _related(keys: Pair[str], cores: Pair[CleanSpan]) -> Iterator[_Judged]:
    bound = _commitment(keys, cores)
    if bound:
        yield bound.heads or _limits(bound, cores), bound.judgement
    lists = Pair(_list(keys.left, cores.left), _list(keys.right, cores.right))
    left, right = lists.left or _end(cores.left), lists.right or _end(cores.right)
    if left.of(keys.left) != right.of(keys.right):
        yield Pair(left, right), Judgement(Kind.WORDING, Reason.WORDING)
    yield from _figures(keys, cores)
    yield from _levels(keys, cores)


def _figures(keys: Pair[str], cores: Pair[CleanSpan]) -> Iterator[_Judged]:
    """Yield the figures that two clauses set for one indicator, and those of a clause whose other has none."""
    judgement = Judgement(Kind.NUMBER, Reason.NUMBER)
    inside = Pair(list(figures(keys.left, cores.left)), list(figures(keys.right, cores.right)))
    for one, other in counting_alike(keys, inside):
        if one.quantity != other.quantity:
            yield Pair(one.span, other.span), judgement
    if not inside.right:
        yield from ((Pair(one.span, _end(cores.right)), judgement) for one in inside.left if not one.is_date)
    if not inside.left:
        yield from ((Pair(_end(cores.left), other.span), judgement) for other in inside.right if not other.is_date)


def _levels(keys: Pair[str], cores: Pair[CleanSpan]) -> Iterator[_Judged]:
    """Yield the levels of government that one clause names and the other does not, in order."""
    found = Pair(list(levels(keys.left, cores.left)), list(levels(keys.right, cores.right)))
    said = Pair({span.of(keys.left) for span in found.left}, {span.of(keys.right) for span in found.right})
    lefts = [span for span in found.left if span.of(keys.left) not in said.right]
    rights = [span for span in found.right if span.of(keys.right) not in said.left]
    for left, right in zip_longest(lefts, rights):
        spans = Pair(left or _end(cores.left), right or _end(cores.right))
        yield spans, Judgement(Kind.NAME, Reason.NAME)


def _end(core: CleanSpan) -> CleanSpan:
    return Span(core.end, core.end)


def _limits(bound: _Bound, cores: Pair[CleanSpan]) -> Pair[CleanSpan]:
    """Return the first words that limit two clauses governed alike; their beginning where there are none."""
    nothing = cores.map(lambda core: [Span(core.start, core.start)])
    return Pair((bound.limits.left or nothing.left)[0], (bound.limits.right or nothing.right)[0])


def _list(key: str, core: CleanSpan) -> CleanSpan | None:
    """Return the list that a clause holds, behind its governing words."""
    force = force_of(core.of(key))
    start = core.start + force.span.end if force and force.span.start == 0 else core.start
    found = _LIST.search(key, start, core.end)
    return clean_span(*found.span()) if found else None

"""The first and the last lines of the terminal report: what was compared, and what it came to."""

from collections.abc import Sequence

from plandiff.comparison import Comparison
from plandiff.judging.change import COUNTED, Change, Weight
from plandiff.judging.section_pairs import SectionPair
from plandiff.language import listed, tr, tr_n
from plandiff.presentation.excerpts import harmless, spaces_named
from plandiff.presentation.styled import Line, Role, Styled, filled, flow
from plandiff.presentation.words import NOTICES, RELATIONS, SCRIPTS, characters
from plandiff.reading.document import Document, DocumentKind, Evidence
from plandiff.text.width import cell_width


def header(result: Comparison, columns: int) -> list[Line]:
    """Say what was compared, how the documents relate and what a reader must know of the result."""
    documents, scripts = result.documents, result.scripts
    names = tr("left"), tr("right")
    margin = max(map(cell_width, names)) + 2
    lines = document_lines(documents.left, scripts.left, names[0], margin, columns)
    lines += document_lines(documents.right, scripts.right, names[1], margin, columns)
    judged = tr("{relation}; {share}% of the text is shared")
    given = tr("{relation}, as you said; {share}% of the text is shared")
    relation = (given if result.relation_given else judged).format(
        relation=tr(RELATIONS[result.relation]), share=int(result.shared * 100)
    )
    lines += flow([Styled(relation)], columns)
    if result.section_pairs:
        lines += flow([Styled(_sections(result.section_pairs))], columns)
    for notice in result.notices:
        first = Styled("! ", Role.WARNING)
        lines += flow([Styled(tr(NOTICES[notice]), Role.WARNING)], columns, (first,), (Styled("  "),))
    return lines


def document_lines(document: Document, script: str, side: str, margin: int, columns: int) -> list[Line]:
    """Say what a document is: its name behind a label of ``margin`` cells, script, encoding and length."""
    gap = Styled(" " * margin)
    first = Styled(side + " " * (margin - cell_width(side)), Role.FAINT)
    facts = [tr(SCRIPTS[script])]
    facts += [document.kind] if document.kind is not DocumentKind.TEXT else []
    facts += [document.encoding] if document.encoding_evidence is not Evidence.FORMAT else []
    facts.append(characters(len(document.text)))
    return [
        *flow([Styled(_name(document), Role.STRONG)], columns, (first,), (gap,)),
        *filled([(Styled(fact, Role.FAINT),) for fact in facts], columns, (gap,), (gap,)),
    ]


def _name(document: Document) -> str:
    """Return the name harmless, and visible even if it is nothing but spaces."""
    return harmless(document.name) if document.name.strip() else spaces_named(document.name)


def _sections(pairs: Sequence[SectionPair]) -> str:
    """Say in a phrase how the sections correspond."""
    both = [pair for pair in pairs if pair.ids.left and pair.ids.right]
    facts = [tr_n("{n} section corresponds", "{n} sections correspond", len(both)).format(n=f"{len(both):,}")]
    for count, words in (
        (sum(pair.moved for pair in both), tr("{n} of them moved")),
        (sum(pair.renumbered for pair in both), tr("{n} renumbered")),
        (sum(not pair.ids.right for pair in pairs), tr("{n} only on the left")),
        (sum(not pair.ids.left for pair in pairs), tr("{n} only on the right")),
    ):
        if count:
            facts.append(words.format(n=f"{count:,}"))
    return listed(facts)


def identical(result: Comparison, columns: int) -> list[Line]:
    """Say that the two texts are the same, code point for code point."""
    left, right = result.documents.left, result.documents.right
    sentence = tr("identical: {left} and {right} hold the same {characters}").format(
        left=_name(left), right=_name(right), characters=characters(len(left.text))
    )
    return flow([Styled(sentence, Role.STRONG)], columns)


def summary(changes: dict[Weight, list[Change]], columns: int) -> list[Line]:
    """Count the changes of each weight, in one line."""
    words = {
        Weight.SUBSTANTIVE: tr("{n} substantive"),
        Weight.CONVERSION: tr("{n} conversion"),
        Weight.DAMAGE: tr("{n} damage"),
        Weight.COSMETIC: tr("{n} cosmetic"),
    }
    counts = [words[weight].format(n=f"{len(changes[weight]):,}") for weight in COUNTED if changes[weight]]
    if not changes[Weight.SUBSTANTIVE]:
        counts.insert(0, tr("no substantive difference"))
    return flow([Styled(" · ".join(counts), Role.STRONG)], columns)

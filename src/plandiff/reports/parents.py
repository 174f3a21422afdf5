"""What local plans name as their sources, and what points to a source that is not at hand, in lines."""

from collections.abc import Iterator, Sequence

from plandiff.derivation.missing_parent import MissingParents
from plandiff.derivation.named_parents import NamedParent
from plandiff.language import labelled, listed, tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled, flow
from plandiff.reports.extents import heading

_MOST = 12
"""Rows that are listed on a terminal; JSON has them all."""


def cited(title: str, number: str | None) -> str:
    """Return a title and number as documents cite them."""
    return harmless(f"《{title}》" + (f"（{number}）" if number else ""))


def named_lines(named: Sequence[NamedParent], columns: int) -> Iterator[Line]:
    """Yield what a document says it carries out: what is compared here, and what is not at hand."""
    for given, words, role in (
        (True, tr("carries out, as it says"), Role.PLAIN),
        (False, tr("names as its source, not at hand here"), Role.WARNING),
    ):
        names = [cited(one.title, one.number) for one in named if one.given is given]
        if names:
            yield from flow([Styled(labelled(words, "、".join(names)), role)], columns, (), (Styled("  "),))


def missing_rows(missing: MissingParents, names: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield under a title each the clauses that local plans share and no parent has, and the sources they name.

    Args:
        missing: What was found.
        names: The names of the local plans, in the order in which `missing` counts them.

    Yields:
        A title, and rows of a text and the plans that have it.
    """
    if missing.clauses:
        words = tr_n(
            "{n} clause that several local plans share and no given parent has: a parent is not at hand",
            "{n} clauses that several local plans share and no given parent has: a parent is not at hand",
            len(missing.clauses),
        )
        rows = [
            (harmless(clause.places[0][1].text), listed(dict.fromkeys(names[n] for n, _ in clause.places)))
            for clause in missing.clauses
        ]
        yield words.format(n=f"{len(missing.clauses):,}"), rows
    if missing.named:
        rows = [(cited(one.title, one.number), listed(names[n] for n in one.locals)) for one in missing.named]
        yield tr("named as a source, and not at hand"), rows


def missing_lines(missing: MissingParents, names: Sequence[str], columns: int) -> Iterator[Line]:
    """Yield the same in lines, the first of each sort."""
    for title, rows in missing_rows(missing, names):
        yield from heading(title, columns)
        for text, plans in rows[:_MOST]:
            runs = [Styled(text), Styled(f"  {plans}", Role.FAINT)]
            yield from flow(runs, columns, (Styled("  "),), (Styled("    "),))
        rest = len(rows) - _MOST
        if rest > 0:
            words = tr_n("… and {n} more (--format json lists it)", "… and {n} more (--format json lists them)", rest)
            yield from flow([Styled(words.format(n=f"{rest:,}"), Role.FAINT)], columns, (Styled("  "),))

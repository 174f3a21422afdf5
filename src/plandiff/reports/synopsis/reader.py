"""The words of a synopsis inside a report, in the reader's language."""

from collections.abc import Mapping

from plandiff.judging.change import Direction, Kind
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import Message, language, tr
from plandiff.presentation.words import FATES
from plandiff.reports.synopsis.rows import Taken
from plandiff.reports.synopsis.terms import Terms
from plandiff.tables import complete

_TAKEN: Mapping[Taken, Message] = complete(
    Taken,
    {
        Taken.ADAPTED: "adapted",
        Taken.ADOPTED: "word for word",
        Taken.RELATED: "related",
        Taken.NOT_TAKEN: "not taken up",
        Taken.OWN: "of its own",
    },
)


def reader_terms() -> Terms:
    """Return the words of a synopsis in the reader's language, with the old text on the left."""
    return Terms(
        new_first=False,
        struck=True,
        language=language(),
        title=tr("{title}: what changed"),
        titles=tr("{title} and {other}"),
        number=tr("No."),
        old=tr("before"),
        new=tr("after"),
        national=tr("national plan"),
        local=tr("local plan"),
        remark=tr("remarks"),
        fate=tr("what became of it"),
        edition="{head} ({edition})",
        added=tr("(new)"),
        dropped=tr("(dropped)"),
        not_taken=tr("(not taken up)"),
        own=tr("(of the local plan alone)"),
        fates={fate.value: tr(word) for fate, word in (*FATES.items(), *_TAKEN.items())},
        split=tr("{old} was split into {new}"),
        merged=tr("merged from {old}"),
        recast=tr("{old} were recast as {new}"),
        renumbered=tr("renumbered, was {old}"),
        moved=tr("moved: was after {old}, is after {new}"),
        moved_number=tr("moved: {old} became {new}"),
        part_from=tr("in part from {place}"),
        part_to=tr("in part to {place}"),
        place=tr("another place"),
        replacement=tr("“{old}” became “{new}” in {n} places ({places})"),
        replacements=tr("Replaced throughout: {items}."),
        renumberings=tr("Only renumbered, and no rows here: {items}."),
        renumbering=tr("{old} became {new}"),
        left_out=tr("Not marked, for it does not touch the content: {items}."),
        left_out_passages=tr("Not shown: {items}."),
        counted=tr("{what} ×{n}"),
        cell=tr("{place}: {old} → {new}"),
        comma=", ",
        and_so_on=tr(" and others"),
        check=f" ({tr('check')})",
        continued=tr("(continued)"),
        nothing=tr("No change of substance"),
        kinds={kind: tr(KINDS[kind].label) for kind in Kind},
        directions={direction: f", {tr(DIRECTIONS[direction])}" for direction in Direction},
    )

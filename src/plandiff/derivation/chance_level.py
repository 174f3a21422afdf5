"""What chance alone would share: the same comparison with the text of one side shuffled.

The characters of a document are cut into pairs, the usual length of a Chinese word, shuffled and laid out in clauses as
long as its own. So words and their rates stay, and what they say is gone. What such a text shares with the other
document is the chance level: of shared wording the most in any round, of related clauses what the best pair reaches in
half of the rounds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from statistics import median

from plandiff.derivation.prepared import Prepared, topics_of
from plandiff.derivation.related import best_related
from plandiff.derivation.result import Chance
from plandiff.derivation.reuse import Indexed, best_score
from plandiff.derivation.section_topics import near
from plandiff.outline.clauses import Clause
from plandiff.text.span import Pair

_ROUNDS = 3
"""Times that each document is shuffled. With 2 or 4, 3.4 or 1.3 % of the passages and changes of eight local
measures that carry out a law are others."""
_MOST = 2_000
"""Clauses of shuffled text that are compared: more of a long document add time, and hardly any chance."""


def chance_level(left: Prepared, right: Prepared) -> Chance:
    """Return what any two clauses share once either document is shuffled, three times each way."""
    seeds = range(_ROUNDS)
    return joined([chance_of(one, other, n) for n in seeds for one, other in ((left, right), (right, left))])


def joined(levels: Iterable[Chance]) -> Chance:
    """Return what several rounds come to; of none, nothing."""
    levels = list(levels)
    if not levels:
        return Chance(0.0, 0.0)
    return Chance(max(level.reuse for level in levels), median(level.related for level in levels))


def chance_of(document: Prepared, other: Prepared, seed: int = 0) -> Chance:
    """Return what a clause of ``document`` and one of ``other`` shuffled share at the most."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    index = Indexed(_shuffled(other.index.clauses, random)[:_MOST])
    shuffled = replace(other, index=index, topics=topics_of(index, other.owners))
    kin = near(document.topics, shuffled.topics)
    return Chance(best_score(document.index, index), best_related(Pair(document, shuffled), kin))


def _shuffled(clauses: Sequence[Clause], random: Random) -> list[Clause]:
    text = "".join(clause.plain for clause in clauses)
    words = [text[at : at + 2] for at in range(0, len(text), 2)]
    random.shuffle(words)
    text, at, found = "".join(words), 0, []
    for clause in clauses:
        end = at + len(clause.plain)
        found.append(replace(clause, plain=text[at:end].strip("、")))
        at = end
    return found

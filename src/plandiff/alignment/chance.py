"""What chance alone would share: the same comparison with the text of one side shuffled.

The characters of a document are cut into pairs, the usual length of a Chinese word, shuffled and laid out in clauses as
long as its own. So words and their rates stay, and what they say is gone. What such a text shares with the other
document, at the most, is the chance level; reuse must lie above it.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from plandiff.alignment.reuse import Indexed, best_score
from plandiff.outline.clauses import Clause

_ROUNDS = 3
_MOST = 2_000
"""Clauses of shuffled text that are compared: more of a long document add time, and hardly any chance."""


def chance_level(left: Indexed, right: Indexed) -> float:
    """Return the highest score, in bits, of any two clauses once either document is shuffled."""
    return max(max(chance_of(left, right, seed), chance_of(right, left, seed)) for seed in range(_ROUNDS))


def chance_of(document: Indexed, other: Indexed, seed: int = 0) -> float:
    """Return the highest score, in bits, of any clause of ``document`` and one of ``other`` shuffled."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    return best_score(document, Indexed(_shuffled(other.clauses, random)[:_MOST]))


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

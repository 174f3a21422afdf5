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


def chance_level(left: Indexed, right: Indexed, rounds: int = _ROUNDS) -> float:
    """Return the highest score, in bits, of any two clauses once either document is shuffled; the same for both orders."""
    random = Random(0)  # noqa: S311 - repeatable, not secret
    levels = [0.0]
    for _ in range(rounds):
        state = random.getstate()
        levels.append(best_score(left, Indexed(_shuffled(right.clauses, random))))
        random.setstate(state)
        levels.append(best_score(right, Indexed(_shuffled(left.clauses, random))))
    return max(levels)


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

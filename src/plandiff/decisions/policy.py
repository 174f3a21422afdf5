"""Which changes make a check fail: the kinds that the configuration names, less what its rules ignore."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plandiff.config import FILE_NAME, Config, IgnoreRule
from plandiff.decisions.watching import matches
from plandiff.errors import ConfigError
from plandiff.judging.change import COUNTED, Change, Kind, Weight
from plandiff.text.span import Pair

NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to a check; ``ignored`` is the reason of the rule that sets it aside."""

    fails: bool
    ignored: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy in force.

    Attributes:
        failing: The kinds of change that make a check fail.
        rules: The changes that do not count, with the kinds that each rule is about.
    """

    failing: frozenset[Kind]
    rules: tuple[tuple[IgnoreRule, frozenset[Kind]], ...]

    def effect(self, change: Change, texts: Pair[str], paths: Pair[str]) -> Effect:
        """Judge a change of two texts, which are documents at ``paths``."""
        if change.weight is Weight.RELATED:
            return Effect(False)
        old, new = change.spans.left.of(texts.left), change.spans.right.of(texts.right)
        for rule, kinds in self.rules:
            if (
                change.kind in kinds
                and (not rule.document or any(matches(path, rule.document) for path in (paths.left, paths.right)))
                and (rule.text in old or rule.text in new)
            ):
                return Effect(False, rule.reason)
        return Effect(change.kind in self.failing)

    def is_kept(self, change: Change) -> bool:
        """Say whether a difference of a pair is worth a line in its snapshot."""
        if change.weight is Weight.RELATED:
            return False
        return change.weight is not Weight.COSMETIC or change.kind in self.failing


def policy_of(config: Config, fail_on: Sequence[str] = ()) -> Policy:
    """Return the policy of a configuration; ``fail_on`` takes the place of its own list if given.

    Raises:
        ConfigError: A kind is unknown.
    """
    failing = kinds_of(tuple(fail_on) or config.fail_on, "--fail-on" if fail_on else f"{FILE_NAME}: fail_on")
    rules = tuple(
        (rule, kinds_of(rule.kinds, f"{FILE_NAME}: ignore: kinds") or frozenset(Kind)) for rule in config.ignore
    )
    return Policy(failing, rules)


def kinds_of(words: Iterable[str], place: str) -> frozenset[Kind]:
    """Return the kinds that words name: kinds, and weights for all their kinds.

    Raises:
        ConfigError: A word is neither; ``place`` says where it stands.
    """
    found: set[Kind] = set()
    for word in words:
        kinds = {kind for kind in Kind if word in (kind, kind.weight)}
        if not kinds and word != NOTHING:
            known = ", ".join([*COUNTED, *Kind, NOTHING])
            raise ConfigError(
                "{place}: {word!r} is no kind or weight of change",
                "known are {known}",
                place=place,
                word=word,
                known=known,
            )
        found |= kinds
    return frozenset(found)

"""Versions of laws: which articles continue which, and which were amended; by hand, and by the hundred.

The files in ``cases/laws`` hold two versions each, with the articles that correspond (``=`` the same wording, ``~``
amended, ``+`` new, ``-`` gone) and all changes but those of layout and punctuation.
"""

import random
import re

import pytest
from conftest import ROOT, document, seed

from plandiff.chinese.numerals import numeral_value
from plandiff.choices import Relation
from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Kind, Reason

LAWS = sorted((ROOT / "tests/cases/laws").glob("*.txt"))


def parts(name: str) -> dict[str, str]:
    text = (ROOT / "tests/cases/laws" / name).read_text(encoding="utf-8")
    blocks = (block.partition("\n") for block in text.split("%%% ")[1:])
    return {title.strip(): body for title, _, body in blocks}


def articles(result: Comparison) -> list[str]:
    """Return the pairs of articles as the files write them."""
    found = []
    numbers = result.sections.map(lambda side: {s.id: s.number for s in side if s.kind == "article"})
    for pair in result.section_pairs:
        left = " ".join(numbers.left[n] for n in pair.ids.left if n in numbers.left)
        right = " ".join(numbers.right[n] for n in pair.ids.right if n in numbers.right)
        if left and right:
            found.append(f"{left} {'=' if pair.status == 'same' else '~'} {right}")
        elif left or right:
            found.append(f"- {left}" if left else f"+ {right}")
    return found


def changes(result: Comparison) -> list[str]:
    """Return the changes that are neither of layout nor of punctuation as the files write them."""
    texts = result.documents.map(lambda document: document.text)
    found = []
    for change in result.changes:
        if change.kind not in (Kind.LAYOUT, Kind.PUNCTUATION):
            old, new = (
                " ".join(text.split())
                for text in (change.spans.left.of(texts.left), change.spans.right.of(texts.right))
            )
            found.append(f"{change.kind.value}: {old}{' ' * bool(old)}→{' ' * bool(new)}{new}")
    return found


@pytest.mark.parametrize("name", [path.name for path in LAWS])
def test_articles_and_changes_of_a_law_are_those_a_reader_finds(name: str) -> None:
    """Renumbered, split, merged, moved, new and repealed articles are told apart, and so is every change of words."""
    law = parts(name)

    result = compare(document(law["old"], "law.txt"), document(law["new"], "law.txt"), Relation.REVISION)

    assert sorted(articles(result)) == sorted(law["articles"].split("\n")[:-1])
    assert changes(result) == law["changes"].split("\n")[:-1]


SETTINGS = {
    "without spaces": lambda text: re.sub(r"(?m)^(第.{1,6}?[条章](?:之一)?)[ \u3000]", r"\1", text),
    "in one line": lambda text: text.replace("\n", ""),
    "in one line, with spaces for breaks": lambda text: text.replace("\n", " "),
    "wrapped": lambda text: re.sub(r"(.{30})(?=.)", r"\1\n", text),
    "indented": lambda text: re.sub("(?m)^", "\u3000\u3000", text),
    "with digits": lambda text: re.sub("(?m)^第([^条]{1,3})条", lambda match: f"第{numeral_value(match[1])}条", text),
}
"""Ways in which one law is printed; none of them may hide an article."""


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", [path.name for path in LAWS])
def test_articles_are_found_however_a_law_is_set(name: str, setting: str) -> None:
    law = parts(name)
    old, new = SETTINGS[setting](law["old"]), SETTINGS[setting](law["new"])
    expected = law["articles"].split("\n")[:-1]
    if setting == "with digits":
        expected = [re.sub("第([^条]+)条", lambda m: f"第{numeral_value(m[1])}条", pair) for pair in expected]

    result = compare(document(old), document(new), Relation.REVISION)

    assert sorted(articles(result)) == sorted(expected)


@pytest.mark.parametrize("name", [path.name for path in LAWS])
def test_a_law_in_markdown_has_the_same_articles_and_no_change_of_words(name: str) -> None:
    """Marks of Markdown hide no article, and none of them is a change of substance."""
    law = parts(name)["new"]
    marked = re.sub(r"(?m)^(第.{1,3}章.*)$", r"## \1", law)
    marked = re.sub(r"(?m)^(第.{1,4}条)", r"**\1**", re.sub(r"(?m)^（", "- （", marked))

    result = compare(document(law, "law.txt"), document(marked, "law.txt"), Relation.REVISION)
    alone = compare(document(marked, "law.txt"), document(marked + "\n", "law.txt"), Relation.REVISION)

    assert changes(result) == []
    assert articles(result) == articles(alone)
    assert all(re.match(r"(\S+) = \1$", pair) for pair in articles(alone))


def test_a_citation_that_follows_a_renumbering_is_told_from_others() -> None:
    """Where article 5 became article 4, citing article 4 is right; any other number, or another law, is a question."""
    law = parts("market-merged.txt")
    new = law["new"].replace("在集市入口处公示。", "在集市入口处公示，依照《广告条例》第四条办理。")
    old = law["old"].replace("在集市入口处公示。", "在集市入口处公示，依照《广告条例》第五条办理。")

    def reasons(old: str, new: str) -> list[Reason]:
        result = compare(document(old), document(new), Relation.REVISION)
        return [
            change.judgement.reason
            for change in result.changes
            if change.kind is Kind.REFERENCE or change.judgement.reason is Reason.FOLLOWS
        ]

    assert reasons(law["old"], law["new"]) == [Reason.FOLLOWS]
    assert reasons(law["old"], law["new"].replace("本条例第四条", "本条例第三条")) == [Reason.REFERENCE]
    assert reasons(old, new) == [Reason.REFERENCE, Reason.FOLLOWS]


NUMERALS = "零一二三四五六七八九十"


def numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    return (NUMERALS[tens] * (tens > 1) + "十" * (tens > 0) + (NUMERALS[ones] if ones else "")) or NUMERALS[0]


def law_of(contents: list[list[str]]) -> str:
    return "".join(f"第{numeral(n)}条 {''.join(sentences)}\n" for n, sentences in enumerate(contents, 1))


SENTENCES = [
    sentence.strip()
    for name in ("national-special-regions.hans", "chongqing-resource-regions.hans")
    for sentence in re.findall(r"[^。—\d（）(：第]{25,90}。", seed(name).text[1000:])
    if not re.search("[章节]|专栏", sentence)
]


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_articles_of_random_amendments_are_found(start: int) -> None:
    """Most articles are renumbered; some are split, merged, repealed, inserted or amended: all are found."""
    for n in range(start, start + 10):
        old, new, expected = amended(random.Random(n))

        found = articles(compare(document(law_of(old)), document(law_of(new)), Relation.REVISION))

        assert sorted(found) == sorted(expected), n


def amended(rng: random.Random) -> tuple[list[list[str]], list[list[str]], list[str]]:
    """Return a law, another version of it, and which articles correspond."""
    sentences = iter(rng.sample(SENTENCES, 60))
    old = [[next(sentences), next(sentences)] for _ in range(22)]
    new: list[list[str]] = []
    expected = []
    n = 0
    while n < len(old):
        first, after = f"第{numeral(n + 1)}条", f"第{numeral(len(new) + 1)}条"
        following = f"第{numeral(n + 2)}条", f"第{numeral(len(new) + 2)}条"
        what = rng.choices(["keep", "split", "merge", "drop", "insert", "amend"], [4, 2, 2, 1, 2, 2])[0]
        if n >= len(old) - 2:  # behind the last article no number tells a merger from a lost mark
            what = "keep"
        if what == "insert":
            if sentence := next(sentences, ""):
                new.append([sentence])
                expected.append(f"+ {after}")
            continue
        if what == "drop":
            expected.append(f"- {first}")
        elif what == "split":
            new += [[old[n][0]], [old[n][1]]]
            expected.append(f"{first} = {after} {following[1]}")
        elif what == "merge" and n + 1 < len(old):
            new.append(old[n] + old[n + 1])
            expected.append(f"{first} {following[0]} = {after}")
            n += 1
        elif what == "amend":
            which = rng.randrange(2)
            new.append([f"{s[:5]}依法规范{s[11:]}" if k == which else s for k, s in enumerate(old[n])])
            expected.append(f"{first} ~ {after}")
        else:
            new.append(old[n])
            expected.append(f"{first} = {after}")
        n += 1
    return old, new, expected

"""What each kind and weight of change is called, how it is marked and what it says: one row each.

Reports, the app, the rules of continuous integration and ``docs/rules.md`` read these rows. The texts are English;
``language.tr`` translates them where people are shown them. Examples of each kind stand with its reasons, in
`judging.reasons`.
"""

from typing import NamedTuple

from plandiff.judging.change import Kind, Weight
from plandiff.language import Many, Message, One
from plandiff.tables import complete


class WeightRow(NamedTuple):
    """What is said of a weight.

    Attributes:
        sign: One cell, in ASCII; the sign of its kinds that have none of their own.
        word: One word.
        one: ``{n}`` such changes, if there is one.
        many: The same for several.
    """

    sign: str
    word: Message
    one: One
    many: Many


WEIGHTS = complete(
    Weight,
    {
        Weight.SUBSTANTIVE: WeightRow("~", "substantive", "{n} substantive change", "{n} substantive changes"),
        Weight.CONVERSION: WeightRow("x", "conversion", "{n} conversion finding", "{n} conversion findings"),
        Weight.DAMAGE: WeightRow("?", "damage", "{n} damaged place", "{n} damaged places"),
        Weight.COSMETIC: WeightRow(".", "cosmetic", "{n} cosmetic change", "{n} cosmetic changes"),
        Weight.RELATED: WeightRow(
            "=", "related", "{n} difference in related passages", "{n} differences in related passages"
        ),
    },
)


class KindRow(NamedTuple):
    """What is said of a kind.

    Attributes:
        label: Its name for people, a word or two.
        meaning: What such a change is, in a sentence.
        own_sign: One cell, in ASCII, so that every terminal and font shows it; empty for the sign of the weight.
    """

    label: Message
    meaning: Message
    own_sign: str = ""


KINDS = complete(
    Kind,
    {
        Kind.WORDING: KindRow("wording", "Words differ, and none of the kinds below fits.", "~"),
        Kind.NUMBER: KindRow("number", "A quantity, a date, a target or a code differs.", "#"),
        Kind.NAME: KindRow("place or body", "A place, a body or a person differs.", "@"),
        Kind.REFERENCE: KindRow("reference", "A cited document or article differs.", "&"),
        Kind.COMMITMENT: KindRow("commitment", "What somebody must or may do is stronger, weaker or another act.", "!"),
        Kind.ADDED: KindRow("added", "A passage stands only on the right.", "+"),
        Kind.DROPPED: KindRow("dropped", "A passage stands only on the left.", "-"),
        Kind.MOVED: KindRow("moved", "A passage stands in another place.", ">"),
        Kind.WRONG_CHARACTER: KindRow(
            "wrong character", "A character is wrong for its word under the standard in force, as after a conversion."
        ),
        Kind.LEFTOVER_CHARACTER: KindRow(
            "leftover character", "A character of the other script was left by a conversion."
        ),
        Kind.REGIONAL_FORM: KindRow("regional form", "A right character, written as another region writes it."),
        Kind.VOCABULARY: KindRow("regional word", "Another word for the same thing, as another region says it."),
        Kind.MOJIBAKE: KindRow("mojibake", "Bytes were lost or read in the wrong encoding."),
        Kind.OCR: KindRow(
            "misread character", "A character was misread from a page, or is a look-alike of the right one."
        ),
        Kind.ANNOTATION: KindRow("inserted reading", "A reading such as pinyin was inserted behind a character."),
        Kind.INVISIBLE: KindRow("invisible character", "A character that nobody sees: zero width, direction, control."),
        Kind.LOST_TEXT: KindRow("lost text", "Marks stand where words are missing."),
        Kind.PUNCTUATION: KindRow("punctuation", "Punctuation, or the form of a character, number or mark, differs."),
        Kind.LAYOUT: KindRow("layout", "White space, line breaks or width of characters differ."),
        Kind.FURNITURE: KindRow(
            "furniture", "It belongs to the page or site: page numbers, running heads, contents list, title, footer."
        ),
        Kind.NUMBERING: KindRow("numbering", "The number of a heading differs, for others came or went before it."),
    },
)


def sign(kind: Kind) -> str:
    """Return the one-cell sign of a kind, which tells without colour what sort of change it is."""
    return KINDS[kind].own_sign or WEIGHTS[kind.weight].sign

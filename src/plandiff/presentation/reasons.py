"""Says why a change was judged as it was: one sentence for each reason code."""

from plandiff.judging.change import Direction, Judgement, Reason

REASONS = {
    Reason.WORDING: "the wording differs",
    Reason.VARIANT: "two characters that the other script writes as one: say which word is meant",
    Reason.NUMBER: "a number differs",
    Reason.CODE: "a code differs",
    Reason.NUMERAL_STYLE: "the same number in another notation",
    Reason.NAME: "a place or body differs",
    Reason.REFERENCE: "a cited document or article differs",
    Reason.DUTY: "the words that bind differ",
    Reason.DEADLINE: "only one side says until when",
    Reason.FOLLOWS: "the cited article bears another number, and the citation follows it",
    Reason.ONLY_RIGHT: "this stands only on the right",
    Reason.ONLY_LEFT: "this stands only on the left",
    Reason.MOVED: "the passage stands in another place",
    Reason.BYTES_PROVEN: "text stored in GBK was cut inside a character; the clean side reproduces the damage exactly",
    Reason.BYTES_LOST: "signs of lost bytes",
    Reason.BYTES_SHIFTED: "text stored in GBK was cut inside a character; this fits the bytes and reads best",
    Reason.MISDECODED: "text read in another encoding than it was written in",
    Reason.ENTITY: "a character reference of HTML in place of the character",
    Reason.GLYPH_CODES: "codes of a font in place of characters",
    Reason.RARE_VARIANT: "a variant form that modern print does not have",
    Reason.MISREAD: "a look-alike makes a word here, this one none",
    Reason.PRIVATE_USE: "a private character: what it shows depends on the font",
    Reason.PART_OF_CHARACTER: "a part of a character that is no word",
    Reason.LOOKALIKE: "a form that is misread for the usual one",
    Reason.QUESTION_MARK: "a question mark where nothing is asked: a character is lost",
    Reason.UNPAIRED: "a mark without its partner",
    Reason.NOTHING_BETWEEN: "marks with nothing between them: a word may be lost",
    Reason.RADICAL: "a radical or compatibility code point in place of the character",
    Reason.WRONG_CHARACTER: "the words around it call for another character",
    Reason.TOLERATED: "Taiwan and Hong Kong write another character; the mainland tolerates this one",
    Reason.ACROSS: "only a word that cuts other words apart has this character",
    Reason.UNCOVERED: "no word covers it; alone, another character is usual",
    Reason.OTHER_SCRIPT: "a passage in the other script than most of the document",
    Reason.LEFTOVER: "a character of the other script",
    Reason.OTHER_WORD: "another region says it so",
    Reason.REGIONAL: "another region writes it so",
    Reason.PINYIN: "a reading inserted behind a character",
    Reason.INVISIBLE: "an invisible character",
    Reason.PUNCTUATION: "punctuation or its form differs",
    Reason.TYPE_FORM: "another form of the same character",
    Reason.MARKUP: "a mark of Markdown",
    Reason.WIDTH: "full and half width",
    Reason.SPACE: "white space",
    Reason.DIGITS_PARTED: "white space between two digits: one number or two",
    Reason.LINE_BREAK: "a line break",
    Reason.PAGE_MARK: "a page number",
    Reason.RUNNING_HEAD: "a running head",
    Reason.CONTENTS: "a contents list",
    Reason.FRAME: "title, preface or footer around the text",
    Reason.RENUMBERED: "the number of a heading differs",
    Reason.OUT_OF_ORDER: "the number of a heading is lost, doubled or out of order on one side",
}
"""English sentences; ``language.tr`` translates them for people, JSON gives them as they are."""

DIRECTIONS = {
    Direction.STRONGER: "stronger on the right",
    Direction.WEAKER: "weaker on the right",
    Direction.LATERAL: "of the same strength",
}


def reason_of(judgement: Judgement) -> str:
    """Return the reason as an English clause."""
    direction = f": {DIRECTIONS[judgement.direction]}" if judgement.direction else ""
    word = f" ({judgement.word})" if judgement.word and judgement.word != judgement.expected else ""
    return REASONS[judgement.reason] + direction + word

"""Of which year a figure is, and whether it was reached or is aimed at: as its sentence says, else its document."""

from plandiff.indicators.period import Period, Tense
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan

SUBJECT_STOP = late_pattern(r"[，,。；;：:！!？?\n]|——")
"""Where a clause ends that says of what its figures are."""
REACH = 200
"""Code points before a figure in which its subject, its year and its tense are said."""
_YEAR = late_pattern(r"(?<!比)((?:19|20)[0-9]{2})年")
_LAST_YEAR = late_pattern(
    "(?<!比)去年(?!预算|年初)|(?<!比)上年(?!度?(?:预算|计划|增|提|下|减|高|低|同))|过去一年|过去五年|五年来|年来"
)
_THIS_YEAR = late_pattern("今年|当年|本年")


def when(key: str, sentence: CleanSpan, at: int, period: Period) -> tuple[Tense, int | None]:
    """Return tense and year of a figure: by its clause, by its sentence, else by where it stands in the document."""
    said = key[max(sentence.start, at - REACH) : at]
    year, tense = _said(said, period)
    if tense is None:
        tense = Tense.TARGET if at >= period.turn else Tense.RESULT
        clause = SUBJECT_STOP.split(said)[-1]
        if tense is Tense.TARGET and (_DONE.search(clause) or _HAS.search(clause)):
            tense = Tense.RESULT
    if year is None:
        year = period.result_year if tense is Tense.RESULT and period.result_year else period.year
    return tense, year


_DONE = late_pattern("[增提下减达完实建上].{0,2}了|已|累计")
_HAS = late_pattern("(?:我国|我省|我市|全国|全省|全市|现|共|拥)有(?:近|约)?$")
"""What says how things stand, also among tasks: 我国有2.9亿在校学生."""
_AIMED = late_pattern("(?:到|至)[12][0-9]{3}年")


def _said(said: str, period: Period) -> tuple[int | None, Tense | None]:
    """Return the year and tense that the words before a figure name themselves."""
    dates = [*_YEAR.finditer(said)]
    if dates:
        year = int(dates[-1][1])
        if period.year and (year > period.year or (year == period.year and _AIMED.search(said))):
            return year, Tense.TARGET
        if period.year and year < period.year and period.result_year != period.year:
            return year, Tense.RESULT if period.result_year else Tense.BASELINE
        return year, None
    last, this = [*_LAST_YEAR.finditer(said)], [*_THIS_YEAR.finditer(said)]
    if last and not (this and this[-1].start() > last[-1].start()):
        return period.result_year, Tense.RESULT
    return (period.year if this else None), None

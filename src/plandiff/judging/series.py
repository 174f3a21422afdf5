"""Whether two documents are successive ones of a series: last year's and this year's report, bulletin or plan.

They say so themselves: a title of one kind, the same but for the year, from the same issuer. How much text they share
says nothing, since a bulletin repeats its frame each year and a report of a new government hardly a line.
"""

import re
from dataclasses import dataclass

from plandiff.chinese.numerals import number_value
from plandiff.chinese.places import first_division
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair, SourceOffset

_HEAD = 400
"""Folded code points of a document's beginning in which its title, date and issuer stand."""
_LONGEST_TITLE = 60
"""Folded code points of a line that is a title."""
_REPORT = "政府工作报告"
_KIND = late_pattern(
    rf"{_REPORT}|统计公报|计划执行结果的公报|五年[规计]划|发展计划执行情况|预算执行情况|工作报告|工作要点|工作计划|行动计划|实施方案|重点任务"
    r"|任务清单|白皮书|蓝皮书|年度报告|年报"
)
_NUMERAL = "〇零一二三四五六七八九十百0-9"
_ORDINALS = late_pattern(
    rf"[\"'《》()*#\s]|--?|[{_NUMERAL}]+年度?(?:[{_NUMERAL}]+月(?:[{_NUMERAL}]+日)?)?(?![规计]划)|第[{_NUMERAL}]+(?=[个届次五])"
    rf"|十[一二三四五六七八]五|[{_NUMERAL}]{{4}}-[{_NUMERAL}]{{4}}"
)
_ISSUED_BY = late_pattern("^(?:title:)?(?:关于)?|中华人民共和国|国务院|人民政府")
_WHOLE_COUNTRY = late_pattern("全国人民代表大会|国务院|中华人民共和国")
_YEAR = late_pattern(r"(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2}|第?十[一二三四五六七八](?=个?五)")
_OLDER_NAMES = ((late_pattern("五年计划"), "五年规划"), (late_pattern("十年规划和(?=个五年)"), ""))
"""What the titles of one series were called at other times."""
_DELIVERED = late_pattern(r"在([^\n。,]{4,60}?会议)上的?")


@dataclass(frozen=True, slots=True)
class _Issue:
    """One document of a series: what all have in common, and what tells this one apart; texts may be empty."""

    topic: str
    place: str
    year: str
    session: str

    def is_of_series(self, other: "_Issue") -> bool:
        """Say whether two documents are of one series: on one topic, and from one place, if both name theirs."""
        of_one = self.place == other.place or not self.place or not other.place
        return of_one and self.topic == other.topic and (self.year, self.session) != (other.year, other.session)


def is_series(texts: Pair[str]) -> bool:
    """Say whether two documents (folded) are successive ones of a series."""
    left, right = _issue(texts.left[:_HEAD]), _issue(texts.right[:_HEAD])
    return bool(left and right and left.is_of_series(right))


def _issue(head: str) -> _Issue | None:
    for line in head.split("\n"):
        kind = _KIND.search(line)
        if kind and len(line) <= _LONGEST_TITLE and not line.rstrip().endswith(("。", ";")):
            title = _DELIVERED.sub("", line[: kind.end()])
            delivered = _DELIVERED.search(head)
            session = delivered[1] if delivered else ""
            year = _YEAR.search(title) or _YEAR.search(head, head.find(line))
            return _Issue(_topic(title), _place(title, session), year[0] if year else "", session)
    return None


def _topic(title: str) -> str:
    """Return what the titles of a series have in common, without years, numbers and whose they are."""
    if title.endswith(_REPORT):
        return _REPORT
    topic = _ISSUED_BY.sub("", _ORDINALS.sub("", title))
    for older, name in _OLDER_NAMES:
        topic = older.sub(name, topic)
    place = first_division(topic)
    return re.sub(rf"^.*?{place}[省市州县区盟旗]?", "", topic) if place else topic


def _place(title: str, session: str) -> str:
    if _WHOLE_COUNTRY.search(title + session):
        return "全国"
    return first_division(_ISSUED_BY.sub("", _ORDINALS.sub("", title))) or first_division(session)


_FIVE_YEARS = late_pattern("第?(十[一二三四五六七八])(?=个?五)")
_TELLS_YEAR = late_pattern("(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2}")
_SESSION = late_pattern(rf"第([{_NUMERAL}]+)(?=[届次])")


def title_block(text: str) -> SourceOffset:
    """Return where the lines of a folded text end that hold its title, date and speaker; 0 for a text in one line."""
    end = 0
    for line in text[:_HEAD].split("\n")[:-1]:
        if len(line) > _LONGEST_TITLE or line.rstrip().endswith(("。", ";", ":")):
            break
        end += len(line) + 1
    return SourceOffset(end)


@dataclass(frozen=True, slots=True)
class Step:
    """How far one document of a series is from the other: what follows from that alone is no news.

    Attributes:
        years: From the year of the first to that of the second; None if one has none.
        plans: The same in five-year plans.
        sessions: The numbers that tell their sessions apart, each with its counterpart.
    """

    years: int | None
    plans: int | None
    sessions: frozenset[tuple[str, str]]

    def explains(self, left: str, right: str) -> bool:
        """Say whether a folded text became another only because the documents are of two years."""
        if (left, right) in self.sessions:
            return True
        for pattern, distance in ((_TELLS_YEAR, self.years), (_FIVE_YEARS, self.plans)):
            before, after = _numbers(pattern, left), _numbers(pattern, right)
            rest_is_same = pattern.sub("", left) == pattern.sub("", right)
            if before and distance and rest_is_same and len(before) == len(after):
                return all(new - old == distance for old, new in zip(before, after, strict=True))
        return False


def step(texts: Pair[str]) -> Step:
    """Return how far two documents of a series (folded) are from each other."""
    issues = texts.map(lambda text: _issue(text[:_HEAD]))
    years = issues.map(lambda one: _numbers(_TELLS_YEAR, one.year if one else ""))
    plans = issues.map(lambda one: _numbers(_FIVE_YEARS, one.year + "五" if one else ""))
    told = issues.map(lambda one: _SESSION.findall(one.session) if one else [])
    return Step(
        _distance(years),
        _distance(plans),
        frozenset((old, new) for old, new in zip(told.left, told.right, strict=False) if old != new),
    )


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    found = (number_value(match[match.lastindex or 0]) for match in pattern.finditer(text))
    return [int(value) for value in found if value is not None]


def _distance(numbers: Pair[list[int]]) -> int | None:
    return numbers.right[0] - numbers.left[0] if numbers.left and numbers.right else None

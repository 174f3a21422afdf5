"""Whether two documents are successive ones of a series: last year's and this year's report, bulletin or plan.

They say so themselves: a title of one kind, the same but for the year, from the same issuer. How much text they share
says nothing, since a bulletin repeats its frame each year and a report of a new government hardly a line.
"""

import re
from dataclasses import dataclass

from plandiff.text.span import Pair

_HEAD = 400
"""Folded code points of a document's beginning in which its title, date and issuer stand."""
_LONGEST_TITLE = 60
"""Folded code points of a line that is a title."""
_KIND = re.compile(
    r"政府工作报告|统计公报|五年规划(?:和[0-9]{4}年远景目标)?(?:纲要)?|发展计划执行情况|预算执行情况|工作报告|工作要点|工作计划|行动计划|实施方案|重点任务|任务清单"
    r"|白皮书|蓝皮书|年度报告|年报"
)
_NUMERAL = "〇零一二三四五六七八九十百0-9"
_ORDINALS = re.compile(
    rf"[\"'《》\s]|--?|[{_NUMERAL}]+年度?(?:[{_NUMERAL}]+月(?:[{_NUMERAL}]+日)?)?|第[{_NUMERAL}]+(?=[个届次五])"
    rf"|十[一二三四五六七八]五|[{_NUMERAL}]{{4}}-[{_NUMERAL}]{{4}}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2}|第?十[一二三四五六七八](?=个?五)")
_DELIVERED = re.compile(r"在([^\n。,]{4,60}?会议)上的?")


@dataclass(frozen=True, slots=True)
class _Issue:
    """One document of a series: what all have in common, and what tells this one apart; texts may be empty."""

    title: str
    issuer: str
    year: str
    session: str


def is_series(texts: Pair[str]) -> bool:
    """Say whether two documents (folded) are successive ones of a series."""
    left, right = _issue(texts.left[:_HEAD]), _issue(texts.right[:_HEAD])
    if not left or not right or left.title != right.title:
        return False
    of_one = left.issuer == right.issuer or not left.issuer or not right.issuer
    return of_one and (left.year, left.session) != (right.year, right.session)


def _issue(head: str) -> _Issue | None:
    for line in head.split("\n"):
        kind = _KIND.search(line)
        if kind and len(line) <= _LONGEST_TITLE and not line.rstrip().endswith(("。", ";")):
            title = _DELIVERED.sub("", line[: kind.end()])
            delivered = _DELIVERED.search(head)
            year = _YEAR.search(title) or _YEAR.search(head, head.find(line))
            session = delivered[1] if delivered else ""
            return _Issue(_ORDINALS.sub("", title), _ORDINALS.sub("", session), year[0] if year else "", session)
    return None


_LOOK_BACK = re.compile(
    r"回顾|过去[一五]年|去年工作|上年|[0-9]{4}年(?:工作|经济社会发展)?(?:情况|回顾|成就)|主要成[绩就]|执行情况"
)


def looks_back(title: str) -> bool:
    """Say whether a section of a report tells what was done, not what is to be done, by its folded title."""
    return bool(_LOOK_BACK.search(title))

"""Regular expressions that are compiled when they are first used.

To compile one takes Python a millisecond or several, and a run needs few of those that its modules name: a short text
without a figure, a table or a page mark needs none of the patterns for them. So whatever a module names is late.
"""

import re
from typing import AnyStr, Generic, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groupindex")


class _Compiled(Generic[AnyStr]):
    """What a late pattern has become: it answers as the compiled one, at the same speed."""

    pattern: AnyStr


class _Late(_Compiled[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: re.RegexFlag) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:  # such as the hooks that copy and inspect look for
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(self, name)


def late_pattern(pattern: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when it is first searched with.

    It has the methods of a compiled pattern, `pattern` and `flags`, but is none for the functions of `re`.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))

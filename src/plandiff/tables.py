"""Tables that say something of each member of an enum: whole, or an error as soon as they are imported."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from plandiff.errors import InvariantError

Member = TypeVar("Member", bound=Enum)
Row = TypeVar("Row")


def complete(members: type[Member], rows: Mapping[Member, Row]) -> Mapping[Member, Row]:
    """Return ``rows``, read-only.

    Raises:
        InvariantError: A member has no row: whoever added it forgot what it is called or how it is shown.
    """
    missing = [member.name for member in members if member not in rows]
    if missing:
        raise InvariantError("no row for {members}.{missing}", members=members.__name__, missing=", ".join(missing))
    return MappingProxyType(dict(rows))

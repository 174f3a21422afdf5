"""What a figure is worth in a table of indicators: its numbers in one unit, and what bounds them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from plandiff.chinese.quantities import Figure, Quantity

_SHARE = "share"
_MASS = {"斤": Fraction(1, 2000), "担": Fraction(1, 20), "公斤": Fraction(1, 1000)}
"""Tonnes: the harvest is told in 斤 in one report and in 吨 in another."""


class Bound(StrEnum):
    """What a figure says of the value."""

    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    EXACT = "exact"
    RANGE = "range"


_BOUNDS = {
    Bound.AT_LEAST: {"at-least", "over", "or-more", "多", "beyond"},
    Bound.AT_MOST: {"at-most", "under", "within", "or-less"},
    Bound.ABOUT: {"about", "nearly", "几", "来", "±"},
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value as tables compare it: shares in per cent, mass in tonnes, money in its currency's unit (元, not 万元)."""

    low: Fraction
    high: Fraction
    unit: str
    bound: Bound


def amount_of(figure: Figure) -> Amount | None:
    """Return the amount of a figure; None if it has no value (十四五, 001)."""
    quantity = figure.quantity
    if not (isinstance(quantity.low, Fraction) and isinstance(quantity.high, Fraction)):
        return None
    factor, unit = Fraction(1), quantity.unit or figure.counter
    if unit == _SHARE:
        factor, unit = Fraction(100), "%"
    elif unit in _MASS:
        factor, unit = _MASS[unit], "吨"
    low, high = sorted((quantity.low * factor, quantity.high * factor))
    return Amount(low, high, unit + quantity.per, _bound(quantity))


def _bound(quantity: Quantity) -> Bound:
    if quantity.low != quantity.high:
        return Bound.RANGE
    return next((bound for bound, words in _BOUNDS.items() if not words.isdisjoint(quantity.bounds)), Bound.EXACT)

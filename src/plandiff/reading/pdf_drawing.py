"""Finds the rules and pictures that are drawn on a page of a PDF file; pdfium is at work here, in its own process."""

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from plandiff.reading.ruled_tables import TOUCH, Rule, rules_of

_PICTURE_SHARE = 0.1
"""A picture that covers less of the page than this is no scan."""
_DEEPEST_FORM = 8
_MOST_OBJECTS = 50_000
_MOST_SEGMENTS = 20_000
"""A page whose paths have more segments is a drawing."""

_Point = tuple[float, float]


class Drawn(NamedTuple):
    """What is drawn on a page: its rules, and whether a picture covers a good part of it."""

    rules: list[Rule]
    picture: bool


def drawn_on(page: pypdfium2.PdfPage) -> Drawn:
    """Return what is drawn on a page."""
    rules: list[Rule] = []
    area = page.get_width() * page.get_height()
    picture = False
    segments = 0
    for number, drawn in enumerate(page.get_objects(max_depth=_DEEPEST_FORM)):
        if number > _MOST_OBJECTS:
            break
        if drawn.type not in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
            continue
        with suppress(pypdfium2.PdfiumError):
            left, bottom, right, top = drawn.get_bounds()
            if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                picture = picture or (right - left) * (top - bottom) >= _PICTURE_SHARE * area
            elif min(right - left, top - bottom) <= TOUCH:
                rules += rules_of(left, bottom, right, top)
            elif (segments := segments + pdfium.FPDFPath_CountSegments(drawn.raw)) <= _MOST_SEGMENTS:
                rules += _rules_of_path(drawn.raw)
    return Drawn(rules, picture)


def _rules_of_path(path: Any) -> Iterator[Rule]:  # noqa: ANN401 - a handle of the C library
    """Yield the rules in a path: its straight lines if it is stroked, else the thin boxes that it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    for points in _outlines(path):
        if stroke.value:
            for ends in pairwise(points):
                yield from _thin(ends)
        elif fill.value:
            yield from _thin(points)


def _thin(points: list[_Point] | tuple[_Point, ...]) -> list[Rule]:
    """Return the rule that points lie along, if they do."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    return rules_of(*box) if min(box[2] - box[0], box[3] - box[1]) <= TOUCH else []


def _outlines(path: Any) -> Iterator[list[_Point]]:  # noqa: ANN401 - a handle of the C library
    """Yield the points of each run of straight lines in a path, on the page; a closed one ends where it begins."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points

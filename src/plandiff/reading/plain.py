"""Reads plain text, Markdown among it: the text is the file, exactly as decoded."""

from plandiff.reading.decoding import decode
from plandiff.reading.extracted import Extracted, ReadingOptions


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Decode a text file.

    Raises:
        ReadingError: The bytes are no text; see `plandiff.reading.decoding.decode`.
    """
    decoded = decode(data, shown, options.encoding)
    return Extracted(decoded.text, encoding=decoded.encoding, evidence=decoded.evidence)

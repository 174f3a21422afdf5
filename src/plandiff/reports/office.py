"""What all Office files share: XML that holds any text, and archives that are the same in every run."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a reference."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


def xml_text(text: str) -> str:
    """Return text that XML can hold: what it cannot is shown by its code; nothing else is touched."""
    return _NO_XML.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def timeless(data: bytes) -> bytes:
    """Return an archive with the same files in the same order, and no trace of when it was made."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = ZipInfo(info.filename, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(info))
    return out.getvalue()

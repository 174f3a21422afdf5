"""Archives of Office files that are the same in every run."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


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

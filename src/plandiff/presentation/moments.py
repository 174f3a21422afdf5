"""Says when something was, in the reader's own time and language."""

from datetime import datetime

from plandiff.language import tr
from plandiff.text.visible import visible


def moment_text(at: str) -> str:
    """Return a moment, given as ISO 8601 in UTC, as the reader's clock has it; what is none stays as it is."""
    try:
        then = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return visible(at)
    return tr("{year}-{month:02}-{day:02} {hour:02}:{minute:02}").format(
        year=then.year, month=then.month, day=then.day, hour=then.hour, minute=then.minute
    )

"""Says when something was, in the reader's own time and language."""

from datetime import datetime

from plandiff.language import tr


def moment_text(at: str) -> str:
    """Return a moment, given as ISO 8601 in UTC, as date and time to the minute where the reader is."""
    then = datetime.fromisoformat(at).astimezone()
    return tr("{year}-{month:02}-{day:02} {hour:02}:{minute:02}").format(
        year=then.year, month=then.month, day=then.day, hour=then.hour, minute=then.minute
    )

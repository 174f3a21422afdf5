"""A review as one page that works without a server: both texts, the changes, and what is needed to decide on them.

The page loads nothing from anywhere: its policy lets in one script and one style sheet, by their hashes. Texts of the
documents are data, which the script sets as text. What is decided in it is saved as a file of decisions, that
`plandiff review --import` merges.
"""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plandiff.decisions.decision import Verdict
from plandiff.decisions.records import json_text
from plandiff.judging.change import COUNTED, Weight
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import language, tr
from plandiff.presentation.excerpts import harmless
from plandiff.reviewing.messages import weight_words
from plandiff.reviewing.page_data import FILTERS, directions_of, page_data
from plandiff.reviewing.review import Review

_SCRIPTS = ("reading.js", "showing.js", "deciding.js", "keys.js")
"""The script of the page, in the order in which its parts stand."""


def review_page(review: Review, stem: str) -> str:
    """Return the page.

    Args:
        review: The review; what is decided in it already is shown, and not saved again by the page.
        stem: What the name of the file of decisions begins with.
    """
    script, style = "".join(map(_part, _SCRIPTS)), _part("review.css")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    documents = review.material.documents
    title = tr("Review of {left} and {right}")
    return (
        _environment()
        .get_template("review.html")
        .render(
            title=title.format(left=harmless(documents.left.name), right=harmless(documents.right.name)),
            language=language(),
            policy=policy,
            script=Markup(script),  # noqa: S704 - our own
            style=Markup(style),  # noqa: S704 - our own
            # In a script element nothing is read as markup but the end of it, and `<!--`.
            data=Markup(json_text(page_data(review, stem)).replace("<", "\\u003c")),  # noqa: S704 - escaped here
            weights=[(weight_words(weight), weight is not Weight.COSMETIC) for weight in COUNTED],
            filters=[(value, tr(words)) for value, words in FILTERS.items()],
            directions=[(value, tr(DIRECTIONS[value])) for value in directions_of(review)],
            verdicts=[
                (Verdict.ACCEPT, tr("accept"), "a"),
                (Verdict.REJECT, tr("query"), "r"),
                (Verdict.SKIP, tr("skip"), "s"),
                ("", tr("undecided"), "0"),
            ],
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        loader=PackageLoader("plandiff.reviewing"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(tr=tr)
    return made


def _part(name: str) -> str:
    environment = _environment()
    assert environment.loader  # noqa: S101 - it was just given one
    return f"\n{environment.loader.get_source(environment, name)[0]}"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

"""Pages that open anywhere: one file each, without script, font, picture or address outside of it.

The templates escape whatever is put into them. The policy of each page lets a browser load nothing and run nothing; the
one style sheet is let in by its hash, so that no style which a document smuggled in would apply either.
"""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plandiff.judging.change import Kind
from plandiff.language import tr, tr_n
from plandiff.reports.looks import HEAT, MARGIN_CM, SHADE_GONE


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        loader=PackageLoader("plandiff.reports"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.globals.update(tr=tr, tr_n=tr_n)
    return made


@cache
def _style() -> str:
    """Return the style sheet, the same on all pages."""
    shades = "\n".join(f".heat{n} {{ --heat: #{colour}; }}" for n, colour in enumerate(HEAT))
    sheet = _environment().get_template("page.css").render(margin=MARGIN_CM, gone=SHADE_GONE, kinds=[*Kind, "same"])
    return f"\n{sheet}\n{shades}\n"


def page(template: str, *, language: str, **values: Any) -> str:  # noqa: ANN401 - what the template takes
    """Return a page.

    Args:
        template: The name of its template, without ending.
        language: The tag of the language that its text is in.
        values: What it shows; made harmless already (`text.visible`), escaped here.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8", "surrogatepass")).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    filled = _environment().get_template(f"{template}.html")
    return filled.render(style=Markup(style), policy=policy, language=language, **values)  # noqa: S704 - our own sheet

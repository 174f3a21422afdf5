"""A review as one page that works without a server: both texts, the changes, and what is needed to decide on them.

The page loads nothing from anywhere: its policy lets in one script and one style sheet, by their hashes. Texts of the
documents are data, which the script sets as text. What is decided in it is saved as a file of decisions, that
`plandiff review --import` merges.
"""

import base64
import hashlib
import json
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plandiff.chinese.script import fold
from plandiff.decisions.decision import Decision, Ruling, State, Verdict
from plandiff.decisions.records import json_text, line_of
from plandiff.decisions.store import FORMAT
from plandiff.judging.change import COUNTED, Weight
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import position_text
from plandiff.presentation.reason_words import reason_words
from plandiff.presentation.states import REVIEW_STATES
from plandiff.reviewing.material import Material
from plandiff.reviewing.messages import weight_words
from plandiff.reviewing.painting import LayoutOptions, Shown, block_mark, text_runs
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair, Span

_HAN = range(0x3400, 0xA000)
"""Code points of the characters that a search reads in either script."""
_LAYOUT = LayoutOptions()


def review_page(review: Review, stem: str, language: str = "zh") -> str:
    """Return the page.

    Args:
        review: The review; what is decided in it already is shown, and not saved again by the page.
        stem: What the name of the file of decisions begins with.
        language: The tag of the language that the texts are in.
    """
    script, style = _part("review.js"), _part("review.css")
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
            language=language,
            policy=policy,
            script=Markup(script),  # noqa: S704 - our own
            style=Markup(style),  # noqa: S704 - our own
            # In a script element nothing is read as markup but the end of it, and `<!--`.
            data=Markup(json_text(_data(review, stem)).replace("<", "\\u003c")),  # noqa: S704 - escaped here
            weights=[(weight, weight_words(weight), weight is not Weight.COSMETIC) for weight in COUNTED],
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


def _data(review: Review, stem: str) -> dict[str, Any]:
    """Return what the script reads: blocks, changes and their subjects, what is decided, and words."""
    material = review.material
    documents = material.documents
    names = [documents.left.name, documents.right.name]
    digests = f"{documents.left.sha256} {documents.right.sha256}"
    return {
        "format": FORMAT,
        "names": names,
        "stem": stem,
        "key": f"plandiff-review {hashlib.sha256(digests.encode()).hexdigest()[:16]}",
        "blocks": [_block(material, n) for n in range(len(material.blocks))],
        "changes": [_change(material, n) for n in range(len(material.changes))],
        "subjects": {id_: _subject(review, id_) for id_ in material.positions},
        "kept": {
            change.id: _kept(review.ruling(n)) for n, change in enumerate(material.changes) if _decided(review, n)
        },
        "folding": "".join(
            f"{chr(code)}{fold(chr(code))}" for code in _HAN if chr(code) != fold(chr(code)) <= "\uffff"
        ),
        "words": _words(),
    }


def _decided(review: Review, n: int) -> bool:
    return review.state(n) is not State.AGAIN and review.ruling(n) != Ruling()


def _kept(ruling: Ruling) -> dict[str, str]:
    return {"verdict": ruling.verdict or "", "comment": ruling.comment, "by": ruling.by}


def _subject(review: Review, id_: str) -> dict[str, Any]:
    subject = review.material.subjects[id_]
    found: dict[str, Any] = json.loads(line_of(id_, Decision(subject, Ruling())))
    return found


def _block(material: Material, n: int) -> list[Any]:
    """Return sign, level, both texts, first change and the one after the last, whether it is furniture.

    A run of a text is its words; of a change they stand in marks, and its number and the bare words follow.
    """
    block, changes = material.blocks[n], material.changes
    numbers = tuple(range(block.first, block.end))
    shown = Shown(block, numbers, (State.OPEN,) * len(numbers), Pair((), ()))
    texts = []
    for on_left in (True, False):
        source = material.sources.left if on_left else material.sources.right
        runs: list[list[Any]] = []
        for tag, group in groupby(text_runs(material, shown, _LAYOUT, left=on_left), key=lambda run: run.tag):
            text = "".join(run.text for run in group)
            if tag is None:
                runs.append([text])
            else:  # In marks, and as it reads while the change is not listed.
                spans = changes[tag].spans
                runs.append([text, tag, harmless(source.shown(Span(*(spans.left if on_left else spans.right))))])
        texts.append(runs)
    left, right = texts
    return [block_mark(block).strip(), block.level, left, right, block.first, block.end, int(block.furniture)]


def _change(material: Material, n: int) -> dict[str, Any]:
    change, documents = material.changes[n], material.documents
    judgement = change.judgement
    label = f"{sign(change.kind)} {tr(KINDS[change.kind].label)}"
    if judgement.direction:
        label += f" ({tr(DIRECTIONS[judgement.direction])})"
    place = tr("left {left}, right {right}").format(
        left=position_text(documents.left, change.spans.left.start),
        right=position_text(documents.right, change.spans.right.start),
    )
    return {
        "id": change.id,
        "weight": change.weight,
        "label": label,
        "expected": None if judgement.expected is None else harmless(judgement.expected),
        "reason": reason_words(change),
        "place": place,
    }


def _words() -> dict[str, Any]:
    """Return what the script says."""
    states = {"": State.OPEN, "accept": State.ACCEPTED, "reject": State.REJECTED}
    states |= {"skip": State.SKIPPED, "name": State.NAMED}
    return {
        "states": {verdict: tr(REVIEW_STATES[state].words) for verdict, state in states.items()},
        "counts": tr("{n} of {all} open"),
        "folded": tr("{n} passages unchanged"),
        "hits": tr("{n} passages found"),
        "expected": tr("expected"),
        "by": tr("by {who}"),
        "nothing": tr("no change is listed"),
        "nothing_back": tr("nothing to take back"),
        "decided": tr("all listed changes are decided"),
        "name_first": tr("say who you are first: your name stands with each decision"),
        "saved": tr("{n} decisions saved in {file}; plandiff review --import merges them"),
        "unkept": tr("this browser keeps nothing: save the decisions before you close the page"),
    }

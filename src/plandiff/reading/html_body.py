"""Tells the body of an article from the site around it: menus, neighbours, buttons, and who runs the site.

Government sites are made with a few systems, and each has its own name for the box that holds the text. Where no known
box is found, the text is where the sentences are: it is followed down the tree as long as one branch holds nearly all
of them. Where a page has no site around it, all of it is the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from plandiff.patterns import late_pattern
from plandiff.reading.html_text import BLOCKS, Element, is_link
from plandiff.reading.lines import han

_IDS = """
ucap-content zoom ivs_content zoomcon vsb_content vsb_content_2 vsb_content_500 info_content js_content rwb_zw
detail-content artibody article_content bodycontent
"""
_CLASSES = """
pages_content trs_editor_view trs_uedittor trs_ueditor trs_editor trs_preappend v_news_content article_content
article-content art-con art_con custom_unionstyle rich_media_content
"""
_KNOWN_IDS = frozenset(_IDS.split())
_KNOWN_CLASSES = frozenset(_CLASSES.split())
"""Names of boxes of content, lower case: gov.cn and its provinces (TRS, UCAP, Hanweb), universities (VSB), WeChat."""

_SAME_WEIGHT = 0.2
"""A second known box with this share of the first is a part of the article."""
_TRUSTED = 0.3
"""A known box with less of the page's sentences than this is another thing with the same name."""
_DOMINANT = 0.7
"""The branch that holds this share of the page's sentences holds the article."""
_SITE_LINKS = 0.1
_SITE_LINKED_HAN = 40
"""A page of which more than both of these is links has a site around its article."""
_LINK_SHARE = 0.5
_SENTENCE = late_pattern(r"[，。；：！？]")
_LONG = 20


_NEARLY = 0.8
"""A box inside the one with the most paragraphs is the article if it has this share of them."""
_PARAGRAPHS = ("p", "div", "section", "li")
_PIECES = frozenset(("p", "td", "tr", "tbody", "li", "dd"))
"""What holds a piece of an article, and hardly the whole of it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The elements that hold the article, in order, and whether there is a site around it.

    Attributes:
        parts: The elements.
        is_site: Whether the page is more than its article.
        found: Whether the article was told from the site.
    """

    parts: tuple[Element, ...]
    is_site: bool
    found: bool


@dataclass(slots=True)
class _Weight:
    han: int = 0
    linked: int = 0
    sentences: int = 0
    own: int = 0
    """Of the sentences, those that stand in no inner block."""


def body_of(root: Element) -> Body:
    """Find the body of the article of a page that has been pruned."""
    whole = root.find("body")
    whole = root if whole is None else whole
    weights = _weigh(whole)
    total = weights[whole]
    known = _known(whole, weights)
    if known and sum(weights[part].sentences for part in known) >= _TRUSTED * total.sentences:
        narrower = _paragraphs(known, weights) if _has_site(known, weights) else []
        return Body(tuple(narrower or known), is_site=True, found=True)
    if not _has_site([whole], weights):
        return Body((whole,), is_site=False, found=True)
    found = _dominant(whole, weights)
    if _has_site(found, weights):
        found = _paragraphs(found, weights)
    if not found or _has_site(found, weights):
        return Body((whole,), is_site=True, found=False)
    return Body(tuple(found), is_site=True, found=True)


def _has_site(parts: list[Element], weights: dict[Element, _Weight]) -> bool:
    linked = sum(weights[part].linked for part in parts)
    return linked > _SITE_LINKED_HAN and linked > _SITE_LINKS * sum(weights[part].han for part in parts)


def _known(whole: Element, weights: dict[Element, _Weight]) -> list[Element]:
    """Return the known boxes: the largest, of equals the innermost, and those beside it that weigh like it."""
    boxes = [element for element in whole.iter() if is_known_box(element) and weights[element].han]
    if not boxes:
        return []
    most = max(weights[box].sentences for box in boxes)
    largest = [box for box in boxes if weights[box].sentences == most][-1]
    related = {*largest.iterancestors(), *largest.iter()}
    beside = {box for box in boxes if box not in related and weights[box].sentences >= _SAME_WEIGHT * most > 0}
    outer = [box for box in beside if not any(other in beside for other in box.iterancestors())]
    order = {element: place for place, element in enumerate(whole.iter())}
    return sorted([largest, *outer], key=lambda element: order[element])


def is_known_box(element: Element) -> bool:
    """Say whether a system that makes sites names an element so when it holds the text."""
    names = element.get("class", "").lower().split()
    return element.get("id", "").lower() in _KNOWN_IDS or any(name in _KNOWN_CLASSES for name in names)


def _weigh(whole: Element) -> dict[Element, _Weight]:
    """Weigh each element: its Chinese characters, those in links, and those that stand in sentences."""
    weights: dict[Element, _Weight] = {element: _Weight() for element in whole.iter()}
    for block, text, linked in _blocks(whole):
        weight = weights[block]
        size, in_links = han(text), han(linked)
        weight.han += size
        weight.linked += in_links
        if in_links <= _LINK_SHARE * size and (size >= _LONG or _SENTENCE.search(text)):
            weight.own += size - in_links
    for element in reversed(list(weights)):
        weights[element].sentences += weights[element].own
        parent = element.getparent()
        if element is not whole and parent is not None:
            above, below = weights[parent], weights[element]
            above.han += below.han
            above.linked += below.linked
            above.sentences += below.sentences
    return weights


def _blocks(whole: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield runs of text that no block boundary parts, with the block they stand in and their part that is links."""
    owners = [whole]
    text: list[str] = []
    linked: list[str] = []
    links = 0
    for event, element in etree.iterwalk(whole, events=("start", "end")):
        is_block = element.tag in BLOCKS
        if is_block:
            yield owners[-1], "".join(text), "".join(linked)
            text.clear()
            linked.clear()
        if event == "start":
            if is_block:
                owners.append(element)
            links += is_link(element)
            piece = element.text
        else:
            if is_block:
                owners.pop()
            links -= is_link(element)
            piece = element.tail if element is not whole else None
        if piece:
            text.append(piece)
            if links:
                linked.append(piece)
    yield whole, "".join(text), "".join(linked)


def _dominant(whole: Element, weights: dict[Element, _Weight]) -> list[Element]:
    """Follow the sentences down the tree; what is made like the branch they are in belongs to it."""
    least = _DOMINANT * weights[whole].sentences
    here = whole
    while least:
        below = max(here, key=lambda child: weights[child].sentences, default=None)
        if below is None or weights[below].sentences < least or below.tag not in BLOCKS:
            break
        here = below
    while here is not whole and here.tag in _PIECES:
        here = here.getparent()
    return _with_its_like(here, weights) if here is not whole else [whole]


def _paragraphs(parts: list[Element], weights: dict[Element, _Weight]) -> list[Element]:
    """Return the element that has the most sentences in paragraphs of its own, if they are a good part of all."""
    scores = {
        element: weights[element].own + sum(weights[child].own for child in element if child.tag in _PARAGRAPHS)
        for part in parts
        for element in part.iter()
        if element.tag in BLOCKS and element.tag not in _PIECES
    }
    most = max(scores.values(), default=0)
    if not most or most < _TRUSTED * sum(weights[part].sentences for part in parts):
        return []
    outer = next(element for element, score in scores.items() if score == most)
    inner = [element for element in outer.iter() if scores.get(element, 0) >= _NEARLY * most]
    return _with_its_like(inner[-1], weights)


def _with_its_like(here: Element, weights: dict[Element, _Weight]) -> list[Element]:
    make = (here.tag, here.get("class"))
    beside = [other for other in here.getparent() if (other.tag, other.get("class")) == make]
    return [other for other in beside if other is here or weights[other].sentences]

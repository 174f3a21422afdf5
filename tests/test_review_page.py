"""The page of a review in a real browser: what is decided in it comes home as it was decided."""

import json
import os
import time
from html import unescape
from pathlib import Path

import pytest
from browser import CHROMIUM, MISSING, browser
from conftest import ROOT, SEEDS, Run, document

from plandiff.comparison import compare
from plandiff.decisions.store import Store
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.review import Review
from plandiff.reviewing.to_html import review_page

NEEDS = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason=MISSING)
NAMES = [f"national-special-regions.{script}.txt" for script in ("hant", "hans")]
HOSTILE = "</script><script>document.title='gone'</script><img src=x onerror=alert(1)>&lt;"


def pages(folder: Path, plandiff: Run) -> Path:
    for name in NAMES:
        (folder / name).write_bytes((SEEDS / name).read_bytes())
    done = plandiff("review", "--html", "page.html", *NAMES)
    assert (done.returncode, done.stdout) == (1, b"page.html\n")
    return folder / "page.html"


@NEEDS
def test_ten_decisions_come_home(tmp_path, plandiff: Run):
    """Decide ten, comment in Chinese, close and open again, save, import: the file of decisions holds exactly these."""
    file = pages(tmp_path, plandiff)
    with browser(tmp_path) as page:
        page.download_to(tmp_path)
        page.go(file.as_uri(), "document.querySelector('mark.current')")
        assert page.run("document.getElementById('counts').textContent") == "220 of 220 open"
        page.press(*"aaaarrss", "ａ", "a")
        page.press("n", "c")
        page.type("印本漏字母，請補。")
        page.press("Escape")
        page.run("window.onbeforeunload = null")
        page.go(f"{file.as_uri()}#again", "document.querySelector('mark.current')")
        assert page.run("document.getElementById('counts').textContent") == "210 of 220 open"
        page.run("document.getElementById('save').click()")
        assert "name stands with" in page.run("document.getElementById('note').textContent")
        page.run("document.getElementById('by').value = '王芳'; document.getElementById('save').click()")
        page.wait("document.getElementById('note').textContent.includes('11 decisions saved')")
        saved = waited(tmp_path, "*王芳.review.json")
        assert all(address.startswith(("file:", "blob:")) for address in page.requests)
    done = plandiff("review", "--import", saved.name, *NAMES)
    stored = Store(next(tmp_path.glob("national*hans.review.json")), ("", "")).read()
    theirs = Store(saved, ("", "")).read()

    assert done.returncode == 1
    assert stored == theirs
    verdicts = [decision.ruling.verdict for decision in stored.values()]
    assert [verdicts.count(verdict) for verdict in ("accept", "reject", "skip", None)] == [6, 2, 2, 1]
    assert {decision.ruling.by for decision in stored.values()} == {"王芳"}
    assert [d.ruling.comment for d in stored.values() if d.ruling.comment] == ["印本漏字母，請補。"]


@NEEDS
def test_the_page_searches_both_scripts_filters_and_fits(tmp_path, plandiff: Run):
    """A search in simplified finds the traditional text; 1280 and 390 pixels scroll in one direction only."""
    file = pages(tmp_path, plandiff)
    with browser(tmp_path) as page:
        for width in (1280, 390):
            page.size(width, 800)
            page.go(f"{file.as_uri()}#{width}", "document.querySelector('mark.current')")
            assert page.run("document.documentElement.scrollWidth <= innerWidth")
        page.size(1280, 800)
        found = "document.querySelectorAll('.left .found').length"
        for query in ("老工业城市", "老工業城市"):
            page.run(f"q = document.getElementById('query'); q.value = '{query}'; q.dispatchEvent(new Event('change'))")
            page.wait(f"{found} > 0")
        page.run("q.value = ''; q.dispatchEvent(new Event('change'))")
        page.run("s = document.querySelector('.weight[value=conversion]'); s.click()")
        assert page.run("document.getElementById('counts').textContent") == "7 of 7 open"
        assert page.run("document.querySelectorAll('.row').length") < 200
        page.press("r", "u")
        assert page.run("document.getElementById('counts').textContent") == "7 of 7 open"


@NEEDS
def test_a_hostile_document_is_text(tmp_path):
    """Markup, ends of scripts and escape codes are shown, and nothing of them runs."""
    material = material_of(compare(document(f"第一条 {HOSTILE}甲。\n"), document(f"第一条 {HOSTILE}乙。\n")))
    file = tmp_path / "page.html"
    file.write_text(review_page(Review(material), HOSTILE), encoding="utf-8")
    with browser(tmp_path) as page:
        page.go(file.as_uri(), "document.querySelector('mark.current')")
        assert page.run("document.title").startswith("Review of")
        assert HOSTILE in page.run("document.querySelector('.left').textContent")
        assert page.run("document.querySelectorAll('img').length") == 0


def test_the_page_refers_to_nothing_outside(tmp_path):
    """One file: a policy that lets nothing in, and no address in it."""
    material = material_of(compare(document("第一条 甲。\n"), document("第一条 乙。\n")))
    page = unescape(review_page(Review(material), "x"))

    assert "default-src 'none'" in page and "unsafe" not in page
    assert "http://" not in page and "https://" not in page and "src=" not in page
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert [*data["subjects"]] == [change.id for change in material.changes]


def test_the_browser_comes_before_the_tests_on_ci():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 0 < text.index("install -q -y --no-install-recommends chromium") < text.index('bash -c "$command"')


def waited(folder: Path, pattern: str) -> Path:
    """Return a file that is being downloaded, once it is there."""
    for _ in range(200):
        if found := list(folder.glob(pattern)):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(list(folder.iterdir()))

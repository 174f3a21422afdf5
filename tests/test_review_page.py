"""The page of a review in a real browser: what is decided in it comes home as it was decided."""

import itertools
import json
import os
import time
from html import unescape
from pathlib import Path

import pytest
from browser import CHROMIUM, MISSING, Page, browser
from conftest import ROOT, SEEDS, Run, document

from plandiff.comparison import compare
from plandiff.decisions.decision import Verdict
from plandiff.decisions.store import Store, formatted
from plandiff.judging.change import Direction
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
        page.run("document.querySelectorAll('.weight')[1].click()")
        assert page.run("document.getElementById('counts').textContent") == "7 of 7 open"
        assert page.run("document.querySelectorAll('.row').length") < 200
        page.press("r", "u")
        assert page.run("document.getElementById('counts').textContent") == "7 of 7 open"


LEFT = (
    "第一条 各地必须建立制度，投资100万元。\n第二条 应当公开结果。\n第三条 應當加強領導。\n第四条 甲。\n第五条 保留。\n"
)
RIGHT = """第一条 各地可以建立制度，投资200万元。
第二条 必须公开结果。
第三条 应当加强领导。
第五条 保留。
第六条 乙。
第七条 丙。
"""
COUNTS = "document.getElementById('counts').textContent"


def small() -> Review:
    """A review of two short texts, read afresh."""
    return Review(material_of(compare(document(LEFT, "l.txt"), document(RIGHT, "r.txt"))))


def opened(page: Page, folder: Path, review: Review, name: str = "") -> Path:
    """Open the page of a review; give it the name of its reader."""
    file = folder / f"page{name}.html"
    file.write_text(review_page(review, "l--r"), encoding="utf-8")
    page.download_to(folder)
    page.go(f"{file.as_uri()}#{name}", "document.querySelector('mark.current')")
    page.run(f"document.getElementById('by').value = '{name}'")
    page.run("document.getElementById('by').dispatchEvent(new Event('change'))")
    return file


def choose(page: Page, box: str, value: str) -> list[str]:
    """Choose in a filter; returns the labels of what is listed."""
    page.run(f"b = document.getElementById('{box}'); b.value = '{value}'; b.dispatchEvent(new Event('change'))")
    return page.run("listed.map((n) => data.kinds[changes[n][KIND]][1])")


def saved(page: Page, folder: Path, name: str) -> Path:
    page.run("document.getElementById('save').click()")
    return waited(folder, f"*{name}.review.json")


def go_to(page: Page, n: int) -> None:
    page.run(f"current = {n}; bring()")


@NEEDS
def test_a_group_is_listed_before_it_is_decided(tmp_path):
    """D opens the groups, with their members; nothing is decided until a button is pressed; one u takes all back."""
    review = small()
    added = next(n for n, change in enumerate(review.material.changes) if change.kind == "added")
    with browser(tmp_path) as page:
        opened(page, tmp_path, review, "王芳")
        go_to(page, added)
        page.press("D", "Enter")
        page.wait("document.querySelectorAll('#groups[open] details[open] .member').length")
        told = page.run("document.querySelector('.group').textContent")
        assert told.startswith("2 in a row, all added or all dropped")
        assert all(f"第{one}条 {two}。" in told for one, two in ("六乙", "七丙"))
        assert page.run("Object.keys(own).length") == 0
        page.run("document.querySelector('.group button').click()")
        assert page.run("Object.values(own).map((one) => one.verdict)") == ["accept", "accept"]
        assert page.run("document.getElementById('note').textContent") == "2 decided"
        page.press("u")
        assert page.run("Object.keys(own).length") == 0
        page.press("Tab", "V", "n", "V", "D")
        assert "2 marked with V" in page.run("document.getElementById('members').textContent")


@NEEDS
def test_a_wording_is_edited_or_taken_from_the_other_side(tmp_path):
    """i types the right text, T takes the left wording; both come home as the text of the corrected copy."""
    review = small()
    changes = review.material.changes
    number = next(n for n, change in enumerate(changes) if change.kind == "number")
    duty = next(n for n, change in enumerate(changes) if change.judgement.direction is Direction.WEAKER)
    with browser(tmp_path) as page:
        opened(page, tmp_path, review, "王芳")
        go_to(page, number)
        page.press("i")
        assert page.run("document.activeElement.value") == "200万元"
        page.run("document.getElementById('wording').value = ''")
        page.type("約300萬元")
        page.press("Enter")
        go_to(page, duty)
        page.press("T")
        file = saved(page, tmp_path, "王芳")
    theirs = Store(file, ("", "")).read()
    told = {id_: (one.ruling.verdict, one.ruling.side, one.ruling.text) for id_, one in theirs.items()}

    assert told == {
        changes[number].id: (Verdict.ACCEPT, "right", "約300萬元"),
        changes[duty].id: (Verdict.ACCEPT, "right", "必须"),
    }


@NEEDS
def test_the_page_lists_by_direction_state_and_person(tmp_path):
    """Weaker commitments alone; queries alone; what one colleague has decided; what somebody decides otherwise."""
    review = small()
    review.by = "李强"
    duty = next(n for n, one in enumerate(review.material.changes) if one.judgement.direction is Direction.WEAKER)
    review.decide([duty], Verdict.REJECT)
    review.comment(duty, "为何放宽")
    with browser(tmp_path) as page:
        opened(page, tmp_path, review, "王芳")
        everything = choose(page, "direction", "")
        assert len(choose(page, "direction", "weaker")) == 1 < len(everything)
        assert "李强: rejected: a query “为何放宽”" in page.run("document.getElementById('detail').textContent")
        choose(page, "direction", "")
        assert [len(choose(page, "state", state)) for state in ("reject", "commented", "disputed", "")] == [
            *(1, 1, 0),
            len(everything),
        ]
        assert len(choose(page, "person", "by 李强")) == 1
        page.press("a")
        assert len(choose(page, "person", "me")) == 1
        choose(page, "person", "")
        assert len(choose(page, "state", "disputed")) == 1
        choose(page, "state", "")
        go_to(page, duty)
        page.press("K")
        assert choose(page, "state", "disputed") == []
        assert page.run("Object.values(own)[0].comment") == "为何放宽"


@NEEDS
def test_three_pages_merged_in_all_orders_are_one_result(tmp_path):
    """Each of three decides in a page of their own; six orders of import give one file, and every conflict is told."""
    review = small()
    ids = [change.id for change in review.material.changes]
    keys = {
        "王芳": ("A", "a", "V", "n", "n", "r"),
        "李强": ("r", "a", "T"),
        "趙敏": ("s", "n", "a", "0", "n", "n", "r"),
    }
    with browser(tmp_path) as page:
        files = []
        for name, pressed in keys.items():
            page.run("try { localStorage.clear(); own = {}; saved = true } catch {}")
            opened(page, tmp_path, small(), name)
            page.press(*pressed)
            page.press("c")
            page.type(f"{name}：請核對")
            page.press("Escape")
            files.append(saved(page, tmp_path, name))
        # What two have saved can be read in the page of the third.
        for file in files[:2]:
            text = json.dumps(file.read_text(encoding="utf-8"))
            page.run(f"takeIn({text}); people(); list()")
        assert page.run("Array.from(document.getElementById('person').options, (one) => one.text).slice(2)") == [
            *sorted(("王芳", "李强")),
        ]
        assert page.run("changes.filter((_, n) => disputed(n)).length") > 0
    results, told = set(), set()
    for number, order in enumerate(itertools.permutations(files)):
        path = tmp_path / f"{number}.json"
        merged = Review(review.material, Store(path, ("l.txt", "r.txt")), "丁")
        told.add(frozenset(id_ for file in order for id_ in merged.merge(Store(file, ("", "")).read())))
        results.add(path.read_text(encoding="utf-8"))
    said: dict[str, set[tuple[Verdict, str | None]]] = {}
    for file in files:
        for id_, one in Store(file, ("", "")).read().items():
            if one.ruling.verdict:
                said.setdefault(id_, set()).add((one.ruling.verdict, one.ruling.text))

    assert len(results) == 1
    assert {id_ for id_, given in said.items() if len(given) > 1} == frozenset.union(*told) > {ids[0]}
    assert {ruling.by for n in range(len(ids)) for ruling in (merged.ruling(n), *merged.earlier(n))} >= {*keys}


@NEEDS
def test_a_file_of_another_pair_is_refused(tmp_path):
    review = small()
    with browser(tmp_path) as page:
        opened(page, tmp_path, review, "王芳")
        for text in (formatted(("a", "b"), {}), "{", "[]"):
            page.run(f"open([new File([{json.dumps(text)}], '別的.json')])")
            page.wait(
                "document.getElementById('note').textContent.includes('別的.json is no file of decisions on these')"
            )
            page.run("note('')")


@NEEDS
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desktop", "telephone"])
def test_the_current_change_stays_in_sight(tmp_path, plandiff: Run, size):
    """Between what stands above and below, however far a key goes and however many rows are set meanwhile."""
    file = pages(tmp_path, plandiff)
    with browser(tmp_path) as page:
        page.size(*size)
        page.go(file.as_uri(), "document.querySelector('mark.current')")
        for key in ("p", "n", "p", "p", "!", "z", "n"):
            page.press(key)
            page.wait(
                "(() => { const at = document.querySelector('mark.current').getBoundingClientRect();"
                " return at.top >= document.querySelector('header').offsetHeight"
                " && at.bottom <= innerHeight - document.querySelector('footer').offsetHeight; })()"
            )


@NEEDS
def test_a_hostile_document_is_text(tmp_path):
    """Markup, ends of scripts and escape codes are shown, and nothing of them runs."""
    material = material_of(compare(document(f"第一条 {HOSTILE}甲。\n"), document(f"第一条 {HOSTILE}乙。\n")))
    file = tmp_path / "page.html"
    file.write_text(review_page(Review(material), HOSTILE), encoding="utf-8")
    with browser(tmp_path) as page:
        page.go(file.as_uri(), "document.querySelector('mark.current')")
        assert page.run("document.title").startswith("Review of")
        assert "</script><script>document.title" in page.run("document.querySelector('.left').textContent")
        assert page.run("document.querySelectorAll('img').length") == 0


def test_the_page_refers_to_nothing_outside(tmp_path):
    """One file: a policy that lets nothing in, and no address in it."""
    material = material_of(compare(document("第一条 甲。\n"), document("第一条 乙。\n")))
    page = unescape(review_page(Review(material), "x"))

    assert "default-src 'none'" in page and "unsafe" not in page
    assert "http://" not in page and "https://" not in page and "src=" not in page
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert [change[0] for change in data["changes"]] == [change.id for change in material.changes]


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

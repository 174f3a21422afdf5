"""The walk-throughs in Chinese, played as they are written: each key in its order, each word that they say is shown."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS
from driving import drive

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.decisions.decision import State
from plandiff.language import choose_language, tr
from plandiff.reading import read
from plandiff.reviewing.arranging import material_of

CHINESE = ["zh-Hans", "zh-Hant"]
KEYS = {"Esc": "escape", "Enter": "enter", "/": "slash", "]": "right_square_bracket", "[": "left_square_bracket"}


@pytest.fixture(params=CHINESE)
def paper(request, monkeypatch) -> str:
    """A walk-through, in whose language the app speaks."""
    monkeypatch.setenv("PLANDIFF_LANGUAGE", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    choose_language(request.param)
    return (ROOT / "docs" / f"review.{request.param}.md").read_text(encoding="utf-8")


def keys(text: str) -> list[str]:
    """Return the keys that a paper names, in their order."""
    return re.findall(r"`([A-Za-z0-9\[\]/=]|Esc|Enter)`", text)


def seeds(folder: Path, *names: str, relation: Relation | None = None):
    paths = [Path(shutil.copy(SEEDS / f"{name}.hant.txt", folder)) for name in names[:1]]
    paths += [Path(shutil.copy(SEEDS / f"{name}.txt", folder)) for name in names[1:]]
    return material_of(compare(*(read(str(path)) for path in paths), relation))


def test_the_editor(paper, tmp_path):
    """From the first key to the corrected copy, with the counts and the words that the paper gives."""
    intro, *steps = re.split(r"^\d\. ", paper.split("\n## ")[1], flags=re.MULTILINE)
    damage, substance, characters, name, out = map(keys, steps)
    assert (damage, substance) == (["1", "2", "a", "a"], ["1", "3", "r", "p", "c"])
    assert (characters, name, out[0]) == (["1", "2", "A", "=", "R"], ["m"], "e")
    comment = re.search(r"批[注註]：(.*)", steps[1])[1]

    async def editor(app) -> None:
        session = app.session
        counts = {
            weight.value: count for weight, count in session.open_between(0, len(session.material.changes)).items()
        }
        assert [*map(int, re.findall(r"(\d+) [处處]", intro)[:4])] == [len(session.listed), *list(counts.values())[:3]]
        await app.press("1", "2")
        wrong, right = (text for text in re.findall(r"`([^`]*)`", steps[0]) if len(text) > 1)
        reason = re.search(r"：([^：\n]*)。\n", steps[0])[1]
        screens = {}
        for _ in range(5):
            screens[session.material.texts(session.change).left] = "".join(app.text().split())
            await app.press("a")
        assert f"⟦{right}⟧" in screens[wrong] and reason in screens[wrong]
        assert session.counts()[State.ACCEPTED] == len(session.listed) == 5
        await app.press("1", "3", "r", "r", "p", "c")
        app.screen.query_one("#prompt").value = comment
        await app.press("enter", "1", "2")
        place = next(n for n in session.listed if session.material.changes[n].judgement.word == "製造")
        session.select(place)
        app.screen.settle()
        await app.press()
        told = re.search(r"[“「](按 A [^”」]*)[”」]", steps[2])[1]
        assert told == tr("A decides {n} equal").format(n=33) and told in app.text()
        await app.press("equals_sign")
        widened = re.search(r"（(\d+) [处處]）", steps[2])[1]
        assert tr("A decides {n} equal").format(n=widened) in app.text()
        await app.press("equals_sign", "A")
        assert sum(session.review.states()[n] is State.ACCEPTED for n in session.listed) == 33
        await app.press("e", "enter")
        assert "corrected" in app.text()

    material = seeds(tmp_path, "national-special-regions", "national-special-regions.hans")
    drive(editor, material, folder=tmp_path)
    points = (tmp_path / "pair.decisions.md").read_text(encoding="utf-8")
    assert f"{tr('comment')}：{comment}" in points
    assert "製造業" in (tmp_path / "national-special-regions.hant.corrected.txt").read_text(encoding="utf-8")


def test_the_policy_staff(paper, tmp_path):
    """Each key of the paper in its order: every one is answered, and what is decided is exported."""
    section = paper.split("\n## ")[2]
    named = keys(section[section.index("`x`") :])
    assert named[:8] == ["x", "z", "]", "[", "/", "n", "p", "Esc"]
    assert all(tr(words) in paper for words in ("Save the decisions as a file", "Open files of decisions"))
    word = re.search(r"`/` [输輸]入(.{3})", section)[1]
    comment = "地方未承接，請說明"

    async def staff(app) -> None:
        for key in named:
            before = app.text()
            await app.press(KEYS.get(key, key))
            if key == "/":
                app.screen.query_one("#prompt").value = word
                await app.press("enter")
                assert app.session.found.count > 10
            elif key == "c":
                app.screen.query_one("#prompt").value = comment
                await app.press("enter")
            elif key == "e":
                await app.press("enter")
            elif key in ("x", "f") or (key == "Enter" and app.text() != before):
                assert app.text() != before
                await app.press("escape")
        assert app.app.is_running and app.app.failure is None

    names = ("national-demonstration-zones", "henan-resource-regions.hant")
    drive(staff, seeds(tmp_path, *names, relation=Relation.DERIVATION), folder=tmp_path, size=(120, 40))
    assert comment in (tmp_path / "pair.decisions.md").read_text(encoding="utf-8")

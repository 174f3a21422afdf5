"""What a project tells plandiff in its ``plandiff.toml``: what it watches, and how to judge it.

The file is looked for in the working folder and above it. Every key is known and has one type: a misspelt key is an
error, not a rule that silently never applies. Kinds of change are not checked here, for this layer does not know them;
see `plandiff.decisions.policy`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from plandiff.choices import AUTO, Relation, Standard
from plandiff.errors import ConfigError
from plandiff.language import LANGUAGES, Message, tr

FILE_NAME = "plandiff.toml"
_MAX_BYTES = 1024 * 1024
WORK_FOLDER = ".plandiff"
"""The folder of a project that a process works in while it writes; nothing in it lasts."""
_MOST = 1000
"""Entries of a list: globs are tried on each file, rules on each change."""

RELATIONS = (AUTO, *Relation)


@dataclass(frozen=True)  # Without slots: the defaults are read from the class.
class WatchedPair:
    """Two documents whose differences are watched.

    Attributes:
        left: Path from the configuration's folder, with ``/``.
        right: The same for the other document.
        relation: What they are to each other, one of ``RELATIONS``.
    """

    left: str
    right: str
    relation: str = "auto"


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """Changes that are known and do not count; every condition that is given must hold.

    Attributes:
        reason: Why they do not count; shown with each change that the rule matches.
        kinds: Kinds or weights; empty for all.
        document: Glob of paths from the configuration's folder; empty for all.
        text: A string that the old or the new text contains; empty for all.
    """

    reason: str
    kinds: tuple[str, ...] = ()
    document: str = ""
    text: str = ""


@dataclass(frozen=True)  # Without slots: the defaults are read from the class.
class Config:
    """The settings in force; without a file, the defaults.

    Attributes:
        root: The folder that all paths start from: that of the file, or the working folder if there is none.
        file: The file; None if there is none.
        documents: Globs of the watched documents, such as ``seeds/*.txt`` or ``laws/**/*.txt``.
        exclude: Globs of files, or of folders with all that is in them, that are not watched all the same.
        pairs: The watched pairs.
        snapshots: The folder of the snapshots, from the root.
        standard: The traditional standard that conversions are judged by, a `Standard`.
        fail_on: Kinds or weights of change that make ``check`` fail.
        names: Names of places, bodies and persons that a person has confirmed.
        ignore: Changes that do not count.
        language: The language of all that a person reads; empty if each person has their own.
        reviewer: The name that decisions are made under; empty if each person has their own.
    """

    root: Path
    file: Path | None = None
    documents: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pairs: tuple[WatchedPair, ...] = ()
    snapshots: str = "snapshots"
    standard: str = "any"
    fail_on: tuple[str, ...] = ("substantive", "mojibake", "lost-text")
    names: tuple[str, ...] = ()
    ignore: tuple[IgnoreRule, ...] = ()
    reviewer: str = ""
    language: str = ""


def load_config(start: Path | None = None) -> Config:
    """Return the configuration of ``start`` (by default the working folder) or of the nearest folder above it.

    Raises:
        ConfigError: The file cannot be read, or does not say what a configuration says.
    """
    folder = (start or Path.cwd()).resolve()
    for candidate in (folder, *folder.parents):
        file = candidate / FILE_NAME
        if file.is_file():
            return read_config(file)
    return Config(folder)


def read_config(file: Path) -> Config:
    """Return the configuration that ``file`` holds.

    Raises:
        ConfigError: The file cannot be read, or does not say what a configuration says.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise ConfigError(
                "{file} is larger than {max_bytes:,} bytes",
                "name folders with globs, not single files",
                file=file,
                max_bytes=_MAX_BYTES,
            )
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError("cannot read {file}: {why}", file=file, why=error) from error
    except UnicodeDecodeError as error:
        raise ConfigError("{file} is not UTF-8", "save it as UTF-8", file=file) from error
    return parse_config(text, file)


def parse_config(text: str, file: Path) -> Config:
    """Return the configuration that ``text`` says; ``file`` names it and gives the root.

    Raises:
        ConfigError: It is no TOML, or a key is unknown, of the wrong type or missing.
    """
    import tomllib  # noqa: PLC0415 - without a configuration there is nothing to parse

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("{file} is not TOML: {why}", file=file, why=error) from error
    except (RecursionError, ValueError) as error:  # Lists in lists without end, a number of thousands of digits.
        raise ConfigError("{file} holds a value that no setting has", "mend it", file=file) from error
    keys = _Keys(file.name, "", table)
    config = Config(
        root=file.parent,
        file=file,
        documents=keys.strings("documents", check=_inside),
        exclude=keys.strings("exclude", check=_inside),
        pairs=tuple(_pair(pair) for pair in keys.tables("pair")),
        snapshots=keys.string("snapshots", Config.snapshots, check=_own_folder),
        standard=keys.string("standard", Config.standard, choices=tuple(Standard)),
        fail_on=keys.strings("fail_on", Config.fail_on),
        names=keys.strings("names"),
        ignore=tuple(_ignore(rule) for rule in keys.tables("ignore")),
        reviewer=keys.string("as", Config.reviewer),
        language=keys.string("language", Config.language, choices=LANGUAGES),
    )
    keys.none_left()
    return config


def _pair(keys: "_Keys") -> WatchedPair:
    pair = WatchedPair(
        keys.string("left", check=_inside),
        keys.string("right", check=_inside),
        keys.string("relation", WatchedPair.relation, choices=RELATIONS),
    )
    keys.none_left()
    return pair


def _ignore(keys: "_Keys") -> IgnoreRule:
    rule = IgnoreRule(
        keys.string("reason"), keys.strings("kinds"), keys.string("document", ""), keys.string("text", "")
    )
    keys.none_left()
    if not (rule.kinds or rule.document or rule.text):
        raise keys.error("kinds", "the rule would match every change", "name kinds, a document or a text")
    return rule


def _inside(path: str) -> Message:
    """Return what is wrong with a path or glob that must stay in the root; nothing if nothing is."""
    if not path.strip() or path.startswith("/") or ".." in PurePosixPath(path).parts or "\\" in path or ":" in path:
        return "must be a path inside the project, with /"
    return ""


def _own_folder(path: str) -> Message:
    """Return what is wrong with a folder that is replaced as a whole, and must hold nothing but snapshots."""
    parts = PurePosixPath(path).parts
    if not _inside(path) and (not parts or parts[0] == WORK_FOLDER or ".git" in (part.casefold() for part in parts)):
        return "must be a folder of its own"
    return _inside(path)


def _not_empty(value: str) -> Message:
    return "" if value.strip() else "is empty"


class _Keys:
    """One table of the file, whose keys are taken out one by one; what is left over is unknown."""

    def __init__(self, file: str, place: str, table: Mapping[str, Any]) -> None:
        self._file, self._place, self._table = file, place, dict(table)
        self._known: list[str] = []

    def error(self, key: str, what: Message, remedy: Message = "", **facts: str) -> ConfigError:
        said = tr(what).format(**facts)
        place = f"{self._place}{key}"
        return ConfigError("{file}: {place}: {what}", remedy, file=self._file, place=place, what=said, **facts)

    def string(
        self,
        key: str,
        default: str | None = None,
        *,
        choices: Iterable[str] = (),
        check: Callable[[str], str] = _not_empty,
    ) -> str:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.error(key, "is missing" if value is None else "must be a string")
        if choices and value not in choices:
            raise self.error(key, "{value!r} is unknown", "use {known}", value=value, known=", ".join(choices))
        if wrong := check(value):
            raise self.error(key, "{wrong}", wrong=tr(wrong))
        return value

    def strings(
        self, key: str, default: tuple[str, ...] = (), *, check: Callable[[str], str] = _not_empty
    ) -> tuple[str, ...]:
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, "must be a list of strings")
        self._few(key, value)
        for item in value:
            if wrong := check(item):
                raise self.error(key, "{value!r} {wrong}", value=item, wrong=tr(wrong))
        return tuple(value)

    def tables(self, key: str) -> list["_Keys"]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "must be tables, each under [[{name}]]", name=key)
        self._few(key, value)
        return [_Keys(self._file, f"{key} {count}: ", item) for count, item in enumerate(value, 1)]

    def none_left(self) -> None:
        for key in self._table:
            raise self.error(key, "is an unknown key", "known are {known}", known=", ".join(self._known))

    def _few(self, key: str, value: list[Any]) -> None:
        if len(value) > _MOST:
            remedy: Message = "name folders with globs, not single files"
            raise self.error(key, "has more than {most} entries", remedy, most=f"{_MOST:,}")

    def _take(self, key: str) -> Any:  # noqa: ANN401 - TOML holds anything; the callers check
        self._known.append(key)
        return self._table.pop(key, None)

"""Finds all texts of the source that people read.

The types of `plandiff.language` mark them: a text is whatever is given for a parameter, a field or a table, or
returned by a function, that is declared as ``Message``, or as a pair of ``One`` and ``Many``. Besides these there are
the texts that the command line is made of: the helps of options and the docstrings of commands.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "plandiff"
MARKS = ("Message", "One", "Many")
OPTIONS = {"Option", "Argument", "Typer"}

_IN_TEMPLATES = re.compile(r"""\btr(?:_n)?\(["']([^"']+)["'](?:, ["']([^"']+)["'])?""")
"""A text in a template of a page."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text to translate.

    Attributes:
        id: The text, or the forms for one and for many.
        place: The file, from the root, and the line.
    """

    id: str | tuple[str, str]
    place: tuple[str, int]


Signature = dict[str, str]
"""The marked parameters of a function or a class: by position, as a number, and by name."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found.

    Attributes:
        texts: All texts, in the order of files and lines.
        joined: Places where a text is put together and a whole sentence is wanted: file, line and expression.
    """

    texts: list[Found]
    joined: list[str]


def extracted(source: Path = SOURCE) -> Extracted:
    """Return all texts below a folder."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(source.rglob("*.py"))}
    signatures = _signatures(trees)
    names = {name for path, tree in trees.items() if path.parent.name == "cli" for name in _commands(tree)}
    found, wrong = [], []
    for path, tree in trees.items():
        file = path.relative_to(ROOT).as_posix()
        for node, text in _texts(tree, signatures, names if path.parent.name == "cli" else set()):
            if text is None:
                wrong.append(f"{file}:{node.lineno}: {ast.unparse(node)}")
            elif text:
                found.append(Found(text, (file, node.lineno)))
    for path in sorted(source.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for match in _IN_TEMPLATES.finditer(text):
            place = path.relative_to(ROOT).as_posix(), text.count("\n", 0, match.start()) + 1
            found.append(Found((match[1], match[2]) if match[2] else match[1], place))
    return Extracted(found, wrong)


def _signatures(trees: Mapping[Path, ast.Module]) -> dict[str, Signature]:
    """Return what is marked in all functions and classes, by their bare names; subclasses inherit."""
    found: dict[str, Signature] = {}
    bases: dict[str, list[str]] = {}
    for name in _telling(trees):  # A parameter that is called with a text is found by its name.
        found[name] = {"0": "Message"}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                arguments = [*node.args.posonlyargs, *node.args.args]
                if arguments and arguments[0].arg in {"self", "cls"}:
                    del arguments[0]
                _add(found, node.name, [(a.arg, a.annotation) for a in arguments])
                _add(found, node.name, [(a.arg, a.annotation) for a in node.args.kwonlyargs], positions=False)
            elif isinstance(node, ast.ClassDef):
                bases[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
                init = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
                fields = (
                    [(a.arg, a.annotation) for a in (*init.args.posonlyargs, *init.args.args)[1:]]
                    if init
                    else [
                        (n.target.id, n.annotation)
                        for n in node.body
                        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
                    ]
                )
                _add(found, node.name, fields)
    while heirs := [name for name, of in bases.items() if name not in found and any(base in found for base in of)]:
        for name in heirs:
            found[name] = next(found[base] for base in bases[name] if base in found)
    found.pop("__init__", None)
    return found


def _telling(trees: Mapping[Path, ast.Module]) -> set[str]:
    """Return the parameters whose type is a function of a text, under a name that a module has given to such a type."""
    nodes = [node for tree in trees.values() for node in ast.walk(tree)]
    types = {
        node.targets[0].id
        for node in nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and ast.unparse(node.value).startswith("Callable[[Message]")
    }
    types |= {
        alias.asname
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in types and alias.asname
    }
    return {
        node.arg
        for node in nodes
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id in types
    }


def _add(
    found: dict[str, Signature], name: str, fields: list[tuple[str, ast.expr | None]], *, positions: bool = True
) -> None:
    for position, (field, annotation) in enumerate(fields):
        if annotation and ast.unparse(annotation).startswith("Callable[[Message]"):
            found[field] = {"0": "Message"}
        if isinstance(annotation, ast.Name) and annotation.id in MARKS:
            signature = found.setdefault(name, {})
            signature[field] = annotation.id
            if positions:
                signature[str(position)] = annotation.id


Text = str | tuple[str, str] | None


def _texts(
    tree: ast.Module, signatures: Mapping[str, Signature], commands: set[str]
) -> Iterator[tuple[ast.expr, Text]]:
    """Yield each expression that is a text with the text; None for one that is put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _of_call(node, signatures.get(name, {"help": "Message"} if name in OPTIONS else {}))
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield from _of_table(node.annotation, node.value)
        elif isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Message":
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and part.value:
                    yield from _messages(part.value)
        elif isinstance(node, ast.FunctionDef) and node.name.replace("_", "-") in commands:
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                yield node.body[0].value, " ".join(paragraph.split())  # type: ignore[attr-defined]


def _commands(tree: ast.Module) -> set[str]:
    """Return the names of the commands: the keys of the table that bears that name."""
    for node in tree.body:
        if (
            isinstance(node, ast.AnnAssign)
            and ast.unparse(node.target) == "COMMANDS"
            and isinstance(node.value, ast.Dict)
        ):
            return {_constant(key) for key in node.value.keys if key}
    return set()


def _of_call(call: ast.Call, signature: Signature) -> Iterator[tuple[ast.expr, Text]]:
    given = [*((str(n), a) for n, a in enumerate(call.args)), *((k.arg or "", k.value) for k in call.keywords)]
    one = ""
    for key, value in given:
        if isinstance(value, ast.Starred):
            return
        mark = signature.get(key)
        if mark == "One":
            one = _constant(value)
        elif mark == "Many" and one:
            yield value, (one, _constant(value))
        elif mark == "Message":
            yield from _messages(value)


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _messages(node: ast.expr) -> Iterator[tuple[ast.expr, Text]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.IfExp):
        yield from _messages(node.body)
        yield from _messages(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _messages(value)
    elif isinstance(node, (ast.JoinedStr, ast.BinOp)):
        yield node, None


def _of_table(annotation: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, Text]]:
    """Walk a type and a value of it side by side, down to what is marked."""
    if isinstance(annotation, ast.Name):
        if annotation.id == "Message":
            yield from _messages(value)
        return
    if not isinstance(annotation, ast.Subscript):
        return
    inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    if isinstance(value, ast.Call) and value.args:  # complete(Members, {…}), MappingProxyType({…})
        value = value.args[-1]
    if isinstance(value, ast.Dict):
        for item in value.values:
            yield from _of_table(inner[-1], item)
    elif isinstance(value, (ast.Tuple, ast.List)):
        yield from _of_row(inner, value)


def _of_row(inner: list[ast.expr], row: ast.Tuple | ast.List) -> Iterator[tuple[ast.expr, Text]]:
    if [ast.unparse(kind) for kind in inner] == ["One", "Many"]:
        yield row, (_constant(row.elts[0]), _constant(row.elts[1]))
    elif isinstance(inner[-1], ast.Constant) or len(inner) == 1:  # tuple[Message, ...], list[Message]
        for item in row.elts:
            yield from _of_table(inner[0], item)
    else:
        for kind, item in zip(inner, row.elts, strict=False):
            yield from _of_table(kind, item)

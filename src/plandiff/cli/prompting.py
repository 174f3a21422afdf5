"""``plandiff review --plain``: the same review as line prompts, for screen readers, pipes and scripts."""

import shutil
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from plandiff.cli.shared import NARROWEST, write
from plandiff.decisions.decision import Verdict
from plandiff.errors import PlandiffError
from plandiff.judging.change import Kind, Weight
from plandiff.language import tr
from plandiff.presentation.entries import Entry, Form
from plandiff.presentation.entry_lines import Setter
from plandiff.presentation.styled import Line, Styled, flow, painted
from plandiff.reviewing.export import exported
from plandiff.reviewing.messages import decision_line, opening_words, title_lines
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.text.visible import visible

VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "s": Verdict.SKIP}
_WEIGHTS = dict(zip("1234", Weight, strict=True))
_HELP = """\
a r s       accept, reject, skip          A R S   the same for all equal findings
n p         next, previous change         U       next undecided change
c TEXT      comment                       m NAME  confirm a name: right as written
u           take the last decision back   =       equal: in the same word, or in any word
/TEXT       go to the next change in a passage with this text
1 2 3 4     list substantive changes, conversion findings, damage, cosmetic changes, or not
e [FOLDER]  export points and corrected copies
q           leave; decisions are kept     ?       this"""


def prompt(review: Review, folder: Path, stem: str) -> None:
    """Show a change, read a line, do what it says, until the person leaves or the input ends.

    Args:
        review: The review.
        folder: Where exports go unless another folder is named.
        stem: What their names begin with.
    """
    _Prompting(Session(review), folder, stem).run()


class Prompts:
    """Shows what is in question, reads a line, does what it says, until the person leaves or the input ends."""

    def __init__(self) -> None:
        self.columns = max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)
        self._shown: tuple[Session | None, int | None, str] = (None, None, "")

    def actions(self) -> Mapping[str, Callable[[], str]]:
        """Return what a word alone does; each returns what to tell."""
        raise NotImplementedError

    def with_text(self) -> Mapping[str, Callable[[str], str]]:
        """Return what a letter with a text behind it does."""
        raise NotImplementedError

    def show(self) -> bool:
        """Show what is in question unless it was shown last; say whether there is anything."""
        raise NotImplementedError

    def trouble(self) -> str:
        """Say what is not saved; nothing if all is."""
        raise NotImplementedError

    def run(self) -> None:
        """Read lines and do what they say."""
        while self.show():
            write(f"{tr('a r s, ? for help')}> ", None, newline=False)
            line = sys.stdin.readline()
            if not line or line.strip() == "q":
                write("\n" * (not line), None, newline=False)
                return
            self.tell(self._done(line.strip()))
            self.tell(self.trouble())

    def _done(self, line: str) -> str:
        """Do what a line says; return what to tell."""
        if action := self.actions().get(line):
            return action()
        if with_text := self.with_text().get(line[:1]):
            return with_text(line[1:].strip())
        return tr("“{line}” is no command; ? shows them").format(line=line) if line else ""

    def show_change(self, session: Session) -> None:
        """Show the current change unless it was the last thing shown, and how it was decided unless that was said."""
        change, n = session.change, session.current
        if change is None or n is None:
            return
        before, number, decision = self._shown
        if (session, n) != (before, number):
            setter = Setter(session.material.sources, self.columns, whole=True, number=bisect_left(session.listed, n))
            form = Form.MOVED if change.kind is Kind.MOVED else Form.TOGETHER
            self.print(setter.entry(Entry(form, (change,))))
        state = painted([decision_line(session, n)], colour=False)
        if (session, n, state) != (before, number, decision):
            self.say([decision_line(session, n)])
        self._shown = session, n, state

    def say(self, paragraphs: Iterable[Line]) -> None:
        """Write paragraphs, broken to the width."""
        self.print([line for runs in paragraphs for line in flow(runs, self.columns)])

    def print(self, lines: list[Line]) -> None:
        """Write lines."""
        self.tell(painted(lines, colour=False))

    def tell(self, words: str) -> None:
        """Write words, line by line."""
        if words:
            write("\n".join(map(visible, words.split("\n"))), None)


def session_actions(session: Session) -> dict[str, Callable[[], str]]:
    """Return what letters do with the changes of a session."""
    return {
        **{key: partial(session.decide, verdict) for key, verdict in VERDICTS.items()},
        **{key.upper(): partial(session.decide, verdict, all_equal=True) for key, verdict in VERDICTS.items()},
        **{key: partial(session.toggle_weight, weight) for key, weight in _WEIGHTS.items()},
        "n": lambda: session.step(forward=True),
        "p": lambda: session.step(forward=False),
        "U": session.step_open,
        "u": session.undo,
        "=": session.toggle_words,
    }


def search(session: Session, query: str) -> str:
    """Go to the next change in a passage with this text."""
    told = session.find(query)
    block = session.hit_from(session.place.block, forward=True)
    if block is not None:
        session.select_near(block)
    return told


class _Prompting(Prompts):
    def __init__(self, session: Session, folder: Path, stem: str) -> None:
        super().__init__()
        self.session, self.folder, self.stem = session, folder, stem

    def run(self) -> None:
        self.say(title_lines(self.session, brief=False))
        self.say([(Styled(visible(words)),)] if (words := opening_words(self.session)) else [])
        super().run()
        self.session.review.save()

    def actions(self) -> Mapping[str, Callable[[], str]]:
        return session_actions(self.session) | {"?": lambda: tr(_HELP)}

    def with_text(self) -> Mapping[str, Callable[[str], str]]:
        session = self.session
        finding = partial(search, session)
        return {"c": session.comment, "m": session.confirm_name, "/": finding, "e": self._export}

    def show(self) -> bool:
        self.show_change(self.session)
        return True

    def trouble(self) -> str:
        return self.session.review.trouble and title_lines(self.session, brief=True)[-1][0].text

    def _export(self, folder: str) -> str:
        try:
            files = exported(self.session.review, Path(folder).expanduser() if folder else self.folder, self.stem)
            return "\n".join(map(str, files))
        except PlandiffError as error:
            return str(error)

"""``plandiff review --plain``: the same review as line prompts, for screen readers, pipes and scripts."""

import shutil
import sys
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from pathlib import Path

from plandiff.cli.shared import NARROWEST, write
from plandiff.errors import PlandiffError
from plandiff.judging.change import Kind, Weight
from plandiff.language import tr
from plandiff.reports.entries import Entry, Form
from plandiff.reports.setting import Setter
from plandiff.reports.styled import Line, Styled, flow, painted
from plandiff.reviewing.decisions import Verdict
from plandiff.reviewing.export import exported
from plandiff.reviewing.review import Review
from plandiff.text.visible import visible
from plandiff.tui.session import Session
from plandiff.tui.telling import decision_line, opening_words, title_lines

_VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "s": Verdict.SKIP}
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


class _Prompting:
    def __init__(self, session: Session, folder: Path, stem: str) -> None:
        self.session, self.folder, self.stem = session, folder, stem
        self.columns = max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)
        self.with_text: dict[str, Callable[[str], str]] = {
            "c": session.comment,
            "m": session.confirm_name,
            "/": self._search,
            "e": self._export,
        }
        self.actions: dict[str, Callable[[], str]] = {
            **{key: partial(session.decide, verdict) for key, verdict in _VERDICTS.items()},
            **{key.upper(): partial(session.decide, verdict, all_equal=True) for key, verdict in _VERDICTS.items()},
            **{key: partial(session.toggle_weight, weight) for key, weight in _WEIGHTS.items()},
            "n": lambda: session.step(forward=True),
            "p": lambda: session.step(forward=False),
            "U": session.step_open,
            "u": session.undo,
            "=": session.toggle_words,
            "?": lambda: tr(_HELP),
        }

    def run(self) -> None:
        self._say(title_lines(self.session, brief=False))
        self._say([(Styled(visible(words)),)] if (words := opening_words(self.session)) else [])
        shown: tuple[int | None, str] = (None, "")
        while True:
            shown = self._show(*shown)
            write(f"{tr('a r s, ? for help')}> ", None, newline=False)
            line = sys.stdin.readline()
            if not line or line.strip() == "q":
                write("\n" * (not line), None, newline=False)
                break
            self._tell(self._done(line.strip()))
            self._tell(self.session.review.trouble and title_lines(self.session, brief=True)[-1][0].text)
        self.session.review.save()

    def _done(self, line: str) -> str:
        """Do what a line says; return what to tell."""
        word, rest = line[:1], line[1:].strip()
        action = self.actions.get(word) if not rest else None
        if action:
            return action()
        with_text = self.with_text.get(word)
        if with_text:
            return with_text(rest)
        return tr("“{line}” is no command; ? shows them").format(line=line) if line else ""

    def _search(self, query: str) -> str:
        session = self.session
        told = session.find(query)
        block = session.hit_from(session.place.block, forward=True)
        if block is not None:
            session.select_near(block)
        return told

    def _export(self, folder: str) -> str:
        try:
            files = exported(self.session.review, Path(folder).expanduser() if folder else self.folder, self.stem)
            return "\n".join(map(str, files))
        except PlandiffError as error:
            return str(error)

    def _show(self, number: int | None, decision: str) -> tuple[int | None, str]:
        """Show the current change unless it was the last thing shown, and how it was decided unless that was said."""
        session, change, n = self.session, self.session.change, self.session.current
        if change is None or n is None:
            return None, ""
        if n != number:
            setter = Setter(session.material.sources, self.columns, whole=True, number=bisect_left(session.listed, n))
            form = Form.MOVED if change.kind is Kind.MOVED else Form.TOGETHER
            self._print(setter.entry(Entry(form, (change,))))
        state = painted([decision_line(session, n)], colour=False)
        if (n, state) != (number, decision):
            self._say([decision_line(session, n)])
        return n, state

    def _say(self, paragraphs: list[Line]) -> None:
        self._print([line for runs in paragraphs for line in flow(runs, self.columns)])

    def _print(self, lines: list[Line]) -> None:
        self._tell(painted(lines, colour=False))

    def _tell(self, words: str) -> None:
        if words:
            write("\n".join(map(visible, words.split("\n"))), None)

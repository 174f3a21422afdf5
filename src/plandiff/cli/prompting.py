"""``plandiff review --plain``: the review as line prompts, for screen readers, pipes and scripts."""

import shutil
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from plandiff.cli.shared import NARROWEST, write
from plandiff.decisions.decision import Verdict
from plandiff.errors import PlandiffError
from plandiff.judging.change import COUNTED, Kind
from plandiff.language import Message, labelled, tr
from plandiff.presentation.entries import Entry, Form
from plandiff.presentation.entry_lines import Setter
from plandiff.presentation.styled import Line, Styled, flow, painted
from plandiff.reviewing.groups import Group, group_words
from plandiff.reviewing.messages import change_line, decision_line, opening_words, people_lines, title_lines
from plandiff.reviewing.queue_session import QueueSession
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.session import Session
from plandiff.reviewing.to_review import ToReview
from plandiff.text.visible import visible

_VERDICTS = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "s": Verdict.SKIP}
_WEIGHTS = dict(zip("1234", COUNTED, strict=True))
_HELP_OF_PAIR: Message = """\
a r s       accept, reject, skip          A R S   the same for all equal findings
n p         next, previous change         U !     next undecided change, worst one
D [N [a]]   groups; members of one; decide on it
0           leave it undecided            K       stand by what another has decided
V           mark, to be decided together  H       who has decided how much
:N          go to change N, an id, or a line as l12 or r12
c TEXT      comment                       m NAME  confirm a name: right as written
u           take the last decision back   =       equal: in the same word, or in any word
/TEXT       go to the next change in a passage with this text
1 2 3 4     list substantive changes, conversion findings, damage, cosmetic changes, or not
e [FOLDER]  export points and corrected copies
q           leave; decisions are kept     ?       this"""
_HELP_OF_PROJECT: Message = """\
a r s       accept, query, skip           A R S   the same for all equal changes
n p         next, previous change         U !     next undecided change, worst one
D [N [a]]   groups; members of one; decide on it
0           leave it undecided            K       stand by what another has decided
V           mark, to be decided together  H       who has decided how much
:N          go to change N, an id, or a line as l12 or r12
c TEXT      comment; it becomes the note  u       take the last decision back
> <         next, previous document       d [N]   list the documents, or go to one
=           equal: in the same word, or in any word
/TEXT       go to the next change in a passage with this text
1 2 3 4     list substantive changes, conversion findings, damage, cosmetic changes, or not
w           write what is accepted into the snapshots
q           leave; decisions are kept     ?       this"""


def prompt(load: Callable[[], ToReview], by: str) -> ReviewQueue:
    """Go through all that is to be reviewed; return what is left, decided or not.

    Args:
        load: Loads it; called again after snapshots have been written.
        by: Who decides.

    Raises:
        PlandiffError: It cannot be loaded, or decisions cannot be read.
    """
    prompting = _Prompting(QueueSession(ReviewQueue.of(load(), by)), load)
    if prompting.reviewed.queue.items:
        prompting.run()
    prompting.reviewed.queue.save()
    return prompting.reviewed.queue


class _Prompting:
    """Shows what is in question, reads a line, does what it says, until the person leaves or the input ends."""

    def __init__(self, reviewed: QueueSession, load: Callable[[], ToReview]) -> None:
        self.reviewed, self._load = reviewed, load
        self.columns = max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)
        self._shown: tuple[Session | None, int | None, str] = (None, None, "")
        self._announced: str | None = None
        self._row: Line = ()

    def run(self) -> None:
        if not self.reviewed.queue.is_pair:
            self._list("")
        while self._show():
            write(f"{tr('a r s, ? for help')}> ", None, newline=False)
            line = sys.stdin.readline() if sys.stdin else ""  # The caller may have closed it.
            if not line or line.strip() == "q":
                write("\n" * (not line), None, newline=False)
                return
            self._tell(self._done(line.strip()))
            self._tell(self.reviewed.unsaved())

    def _done(self, line: str) -> str:
        """Do what a line says; return what to tell."""
        if action := self._actions().get(line):
            return action()
        if with_text := self._with_text().get(line[:1]):
            return with_text(line[1:].strip())
        return tr("“{line}” is no command; ? shows them").format(line=line) if line else ""

    def _actions(self) -> Mapping[str, Callable[[], str]]:
        """Return what a word alone does; each returns what to tell."""
        reviewed, session = self.reviewed, self.reviewed.session
        found: dict[str, Callable[[], str]] = {
            ">": partial(reviewed.step, forward=True),
            "<": partial(reviewed.step, forward=False),
            "w": self._write,
            "W": self._write,
            "?": lambda: tr(_HELP_OF_PAIR if reviewed.queue.is_pair else _HELP_OF_PROJECT),
        }
        if not session:
            whole = {key: partial(reviewed.decide_whole, verdict) for key, verdict in _VERDICTS.items()}
            return found | whole | {"u": partial(reviewed.decide_whole, None)}
        for key, verdict in _VERDICTS.items():
            found[key] = partial(session.decide, verdict)
            found[key.upper()] = partial(session.decide, verdict, Group.EQUAL)
        return found | {
            **{key: partial(session.toggle_weight, weight) for key, weight in _WEIGHTS.items()},
            "n": partial(session.step, forward=True),
            "p": partial(session.step, forward=False),
            "U": session.step_open,
            "!": session.step_worst,
            "0": session.clear,
            "K": session.confirm,
            "V": session.mark,
            "H": partial(self._people, session),
            "u": session.undo,
            "=": session.toggle_words,
        }

    def _with_text(self) -> Mapping[str, Callable[[str], str]]:
        """Return what a letter with a text behind it does."""
        session = self.reviewed.session
        found: dict[str, Callable[[str], str]] = {"d": self._list, "e": self._export}
        if session:
            found |= {"D": partial(self._group, session), ":": session.jump}
            found |= {"c": session.comment, "m": self.reviewed.confirm_name, "/": partial(self._search, session)}
        return found

    def _show(self) -> bool:
        """Name what is in question if it is another, and show its current change, or how it stands; say if it is."""
        item, session = self.reviewed.item, self.reviewed.session
        if item is None:
            return False
        other, self._announced = item.name != self._announced, item.name
        if session:
            if other:
                self._announce(session)
            self._show_change(session)
            return True
        row = self.reviewed.row(item)
        if other or row != self._row:
            self._say([row])
        if other and not item.unreadable:
            self._say([(Styled(visible(self.reviewed.whole_words())),)])
        self._row = row
        return True

    def _announce(self, session: Session) -> None:
        if self.reviewed.queue.is_pair:
            self._say(title_lines(session, brief=False))
        else:
            self._say([(Styled(labelled(tr("document"), session.title())),)])
        self._say([(Styled(visible(words)),)] if (words := opening_words(session)) else [])

    def _show_change(self, session: Session) -> None:
        """Show the current change unless it was the last thing shown, and how it was decided unless that was said."""
        change, n = session.change, session.current
        if change is None or n is None:
            return
        before, number, decision = self._shown
        if (session, n) != (before, number):
            setter = Setter(session.material.sources, self.columns, whole=True, number=bisect_left(session.listed, n))
            form = Form.MOVED if change.kind is Kind.MOVED else Form.TOGETHER
            self._print(setter.entry(Entry(form, (change,))))
        state = painted([decision_line(session, n)], colour=False)
        if (session, n, state) != (before, number, decision):
            self._say([decision_line(session, n)])
        self._shown = session, n, state

    def _list(self, number: str) -> str:
        """List what is reviewed, or go to one of it."""
        if number:
            return self.reviewed.go(int(number) - 1) if number.isdecimal() else tr("give the number of a document")
        self._say(self.reviewed.title_lines())
        for n, row in enumerate(self.reviewed.rows(), 1):
            self._print(flow(row, self.columns, (Styled(f"{n:3} "),), (Styled("    "),)))
        return ""

    def _search(self, session: Session, query: str) -> str:
        """Go to the next change in a passage with this text."""
        told = session.find(query)
        block = session.hit_from(session.target.block, forward=True)
        if block is not None:
            session.select_near(block)
        return told

    def _group(self, session: Session, said: str) -> str:
        """List the groups, or the members of one, or decide on one: D, D 2, D 2 a."""
        groups = list(session.groups().items())
        number, _, verdict = said.partition(" ")
        if not number:
            return "\n".join(f"{n} {group_words(group, len(found))}" for n, (group, found) in enumerate(groups, 1))
        if not number.isdecimal() or not 0 < int(number) <= len(groups) or verdict not in ("", *_VERDICTS):
            return tr("D lists the groups, D 1 the members of the first, D 1 a accepts them (r, s)")
        group, members = groups[int(number) - 1]
        if verdict:
            return session.decide(_VERDICTS[verdict], group)
        self._say(change_line(session, n) for n in members)
        return ""

    def _people(self, session: Session) -> str:
        self._say(people_lines(session))
        return ""

    def _export(self, folder: str) -> str:
        try:
            return "\n".join(map(str, self.reviewed.export(folder)))
        except PlandiffError as error:
            return str(error)

    def _write(self) -> str:
        """Write what is accepted, and check again."""
        told = self.reviewed.write()
        if self.reviewed.queue.is_pair:
            return told
        try:
            queue = ReviewQueue.of(self._load(), self.reviewed.queue.by, self.reviewed.queue)
        except PlandiffError as error:
            return f"{told}\n{error}"
        self.reviewed, self._announced = self.reviewed.continued(queue), None
        self._tell(told)
        return self._list("")

    def _say(self, paragraphs: Iterable[Line]) -> None:
        """Write paragraphs, broken to the width."""
        self._print([line for runs in paragraphs for line in flow(runs, self.columns)])

    def _print(self, lines: list[Line]) -> None:
        self._tell(painted(lines, colour=False))

    def _tell(self, words: str) -> None:
        """Write words, line by line."""
        if words:
            write("\n".join(map(visible, words.split("\n"))), None)

"""``plandiff review --plain`` without documents: all that waits since a check, as line prompts."""

from collections.abc import Callable, Mapping
from functools import partial

from plandiff.cli.prompting import VERDICTS, Prompts, search, session_actions
from plandiff.errors import PlandiffError
from plandiff.language import tr
from plandiff.presentation.styled import Line, Styled, flow
from plandiff.reviewing.messages import opening_words
from plandiff.reviewing.queue_session import Desk
from plandiff.reviewing.review_queue import Docket, Waiting
from plandiff.text.visible import visible

_HELP = """\
a r s       accept, query, skip           A R S   the same for all equal changes
n p         next, previous change         U       next undecided change
c TEXT      comment; it becomes the note  u       take the last decision back
> <         next, previous document       d [N]   list the documents, or go to one
=           equal: in the same word, or in any word
/TEXT       go to the next change in a passage with this text
1 2 3 4     list substantive changes, conversion findings, damage, cosmetic changes, or not
w           write what is accepted into the snapshots
q           leave; decisions are kept     ?       this"""


def prompt_pending(check: Callable[[], Waiting]) -> Docket:
    """Go through all that waits; return what is left, decided or not.

    Args:
        check: Checks the project; called again after the snapshots have been written.

    Raises:
        PlandiffError: The project cannot be checked, or decisions cannot be read.
    """
    desk = Desk(Docket.of(check()))
    if desk.docket.entries:
        prompting = _PendingPrompting(desk, check)
        prompting.run()
        desk = prompting.desk
        desk.docket.save()
    return desk.docket


class _PendingPrompting(Prompts):
    def __init__(self, desk: Desk, check: Callable[[], Waiting]) -> None:
        super().__init__()
        self.desk, self._check = desk, check
        self._announced = ""
        self._row: Line = ()

    def run(self) -> None:
        self.tell(self._list(""))
        super().run()

    def actions(self) -> Mapping[str, Callable[[], str]]:
        desk, session = self.desk, self.desk.session
        own: dict[str, Callable[[], str]] = {
            ">": partial(desk.step, forward=True),
            "<": partial(desk.step, forward=False),
            "w": self._write,
            "W": self._write,
            "?": lambda: tr(_HELP),
        }
        if session:
            return session_actions(session) | own
        whole = {key: partial(desk.decide_whole, verdict) for key, verdict in VERDICTS.items()}
        return whole | {"u": partial(desk.decide_whole, None)} | own

    def with_text(self) -> Mapping[str, Callable[[str], str]]:
        session = self.desk.session
        own: dict[str, Callable[[str], str]] = {"d": self._list}
        return own | {"c": session.comment, "/": partial(search, session)} if session else own

    def show(self) -> bool:
        """Name the document in question if it is another, and show its current change, or how it stands."""
        entry, session = self.desk.entry, self.desk.session
        if entry is None:
            return False
        other, self._announced = entry.name != self._announced, entry.name
        if session:
            if other:
                self.say([(Styled(f"{tr('document')}: {session.title()}"),)])
                self.say([(Styled(visible(words)),)] if (words := opening_words(session)) else [])
            self.show_change(session)
            return True
        row = self.desk.row(entry)
        if other or row != self._row:
            self.say([row])
        if other and not entry.unreadable:
            self.say([(Styled(visible(self.desk.whole_words())),)])
        self._row = row
        return True

    def trouble(self) -> str:
        return self.desk.title_lines()[-1][0].text if self.desk.docket.unsaved else ""

    def _list(self, number: str) -> str:
        """List the documents, or go to one."""
        if number:
            return self.desk.go(int(number) - 1) if number.isdecimal() else tr("give the number of a document")
        self.say(self.desk.title_lines())
        for n, row in enumerate(self.desk.rows(), 1):
            self.print(flow(row, self.columns, (Styled(f"{n:3} "),), (Styled("    "),)))
        return ""

    def _write(self) -> str:
        """Write what is accepted, and check again."""
        told = self.desk.write()
        try:
            self.desk = self.desk.continued(Docket.of(self._check(), self.desk.docket))
        except PlandiffError as error:
            return f"{told}\n{error}"
        self._announced = ""
        self.tell(told)
        return self._list("")

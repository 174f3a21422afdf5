"""Shows a session: the widgets, and how they are kept in step with it. What keys do is in `screen`."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from plandiff.language import clauses, tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Role, Styled
from plandiff.reviewing.messages import detail_lines, opening_words, path_line, title_lines
from plandiff.reviewing.queue_session import QueueSession
from plandiff.reviewing.walking import Target
from plandiff.tui.commands import Where, commands
from plandiff.tui.key_bar import ASKING, OUTLINE, KeyBar, labelled, searching
from plandiff.tui.lines import Lines
from plandiff.tui.loading import LoadedScreen
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import OUTLINE_WIDTH, Outline, Ruler
from plandiff.tui.prompt import Prompt

_OUTLINE_FROM = 100
"""Cells of a screen from which on the outline stands beside the texts."""
_RULER = 2
"""Cells of the overview and the gap before it."""
_SMALL = 20
"""Rows of a screen below which title, path and detail are brief."""


class SessionScreen(LoadedScreen):
    """Both texts, the outline and the overview, and what there is to say.

    Attributes:
        reviewed: What is reviewed.
        place: The place of the item of it that is shown.
        session: Its changes on screen.
        on_outline: Whether the keys go to the outline.
    """

    def __init__(self, reviewed: QueueSession) -> None:
        super().__init__()
        self._take(reviewed)
        self.on_outline = False
        self._followed: Target | None = None

    def _take(self, reviewed: QueueSession) -> None:
        assert reviewed.item and reviewed.session  # noqa: S101, PT018 - only items with changes are shown
        self.reviewed, self.place, self.session = reviewed, reviewed.item.part.place, reviewed.session

    @property
    def where(self) -> Where:
        """Two documents by themselves, or in a project."""
        return Where.PAIR if self.reviewed.queue.is_pair else Where.PROJECT

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        ambiguous = self.session.view.layout.ambiguous
        yield Lines(id="title", ambiguous=ambiguous)
        with Horizontal(id="body"):
            yield Outline(self.session)
            with Vertical(id="texts"):
                yield Lines(id="path", ambiguous=ambiguous)
                with Horizontal():
                    yield PairView(self.session)
                    yield Ruler(self.session)
        yield Lines(id="detail", ambiguous=ambiguous)
        yield Lines(id="note", ambiguous=ambiguous)
        yield Prompt()
        yield KeyBar()

    # Showing

    @property
    def pair(self) -> PairView:
        """The two texts."""
        return self.query_one(PairView)

    @property
    def prompt(self) -> Prompt:
        """Where something is asked for."""
        return self.query_one(Prompt)

    @property
    def asked(self) -> Input | None:
        """The line that waits for an answer; None if nothing is asked for."""
        return self.prompt.query_one(Input) if self.prompt.purpose else None

    @property
    def _small(self) -> bool:
        return self.size.height < _SMALL

    def on_mount(self) -> None:
        """Show the session once the sizes are known."""
        self.pair.focus()
        self.call_after_refresh(self.show_queue, self.reviewed)

    def on_screen_resume(self) -> None:
        """Take colours anew: the theme may have changed in the palette."""
        self.call_after_refresh(self.show)

    def show_queue(self, reviewed: QueueSession) -> None:
        """Show the item in question: at first, another one, or a newer version of it."""
        screen = self.session.view.screen
        self._take(reviewed)
        session = self.pair.session = self.session
        session.view.screen = screen
        self.fit()
        self.query_one(Outline).show_session(session)
        self.settle(opening_words(session))

    def on_resize(self) -> None:
        """Lay out for another size."""
        self.call_after_refresh(self.refit)

    def refit(self) -> None:
        """Lay out anew, and keep on screen what was brought there."""
        self.fit()
        self._keep_on_screen()

    def on_pair_view_resized(self) -> None:
        """Keep what was brought on screen there when there are fewer rows."""
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        if self._followed:
            self.bring(self._followed)
        else:
            self.session.view.scroll(0)
            self.show()

    def fit(self) -> None:
        """Share the width: the outline beside the texts, or in a narrow window in their place while it is asked for."""
        outline, texts = self.query_one(Outline), self.query_one("#texts")
        # Textual's lists count an ambiguous character as one cell: beside the texts they would push them aside.
        narrow = self.size.width < _OUTLINE_FROM or self.session.view.layout.ambiguous > 1
        outline.display = bool(self.session.material.outline) and (not narrow or self.on_outline)
        texts.display = not (narrow and outline.display)
        outline.styles.width = "1fr" if narrow else OUTLINE_WIDTH
        # Where there is room, detail and note keep theirs, so that the texts do not jump when something is said.
        self.query_one("#detail").styles.min_height = 1 if self._small else 3
        width = max(1, self.size.width - OUTLINE_WIDTH * (not narrow and outline.display) - _RULER)
        self.session.view.set_layout(replace(self.session.view.layout, width=width))

    def show(self) -> None:
        """Show what has changed in words and overview."""
        session, brief = self.session, self._small
        self.query_one("#title", Lines).show(title_lines(session, brief=brief))
        self.query_one("#detail", Lines).show(detail_lines(session, brief=brief))
        self._show_place()
        self.pair.refresh()

    def recolour(self) -> None:
        """Show everything in another theme: the outline keeps its colours."""
        self.query_one(Outline).show_session(self.session)
        self.show()

    def _show_place(self) -> None:
        session, view = self.session, self.session.view
        block = view.top_block
        self.query_one("#path", Lines).show([path_line(session, block, brief=self._small)])
        self.query_one(Outline).follow(block)
        self.show_keys()
        height = max(1, view.height)
        self.query_one(Ruler).show(session, view.top / height, (view.top + view.screen) / height)

    def show_keys(self) -> None:
        """Show the keys that count now."""
        usual = labelled(commands(self.where))
        now = searching(usual) if self.session.found.count else usual
        self.query_one(KeyBar).show(ASKING if self.prompt.purpose else OUTLINE if self.on_outline else now)

    def note(self, words: str) -> None:
        """Tell the person something, until the next key."""
        self.query_one("#note", Lines).show([(Styled(harmless(words), Role.WARNING),)] if words else [])
        self.query_one("#note").display = bool(words) or not self._small

    def settle(self, words: str = "") -> None:
        """Show what a command has done, and go to the current change."""
        self.note(clauses(words, self.session.overruled_words()))
        self.bring(self.session.target)

    def bring(self, place: Target) -> None:
        """Bring a place on screen, keep it there, and show everything as it is now."""
        self._followed = place
        self.session.view.bring(place.block, place.tag)
        self.show()

    def decided(self, words: str) -> None:
        """Show what a decision has done: also in the outline."""
        self.query_one(Outline).refresh()
        self.settle(words)

    def look(self) -> None:
        """Try to write what is not written yet, and take in what another review of the pair has written."""
        review = self.session.review
        saved = bool(review.trouble) and review.save()
        if saved:
            self.note(tr("all decisions are saved again"))
        if review.refresh():
            self.session.view.list_changes(self.session.listed)
            self._keep_on_screen()
            self.query_one(Outline).refresh()
        elif saved:
            self.show()

    def show_rows(self) -> None:
        """Show other rows, to which somebody has scrolled."""
        self._followed = None
        self.pair.refresh()
        self._show_place()

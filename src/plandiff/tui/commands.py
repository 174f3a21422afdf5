"""All commands of the app in one table: keys, footer, help and palette are made from it."""

from dataclasses import dataclass
from enum import Enum, auto

from plandiff.language import Message


class Where(Enum):
    """Where a command can be given."""

    PAIR = auto()
    """In the review of two documents."""
    PROJECT = auto()
    """In the review of a document, or pair, that waits in a project."""
    DOCUMENTS = auto()
    """In the list of what waits."""


PAIR, PROJECT, DOCUMENTS = (frozenset((where,)) for where in Where)
CHANGES = PAIR | PROJECT
ANYWHERE = CHANGES | DOCUMENTS


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        action: The app's action; ``"decide('accept')"`` has an argument.
        keys: Keys, by Textual's names, separated by commas.
        shown: The keys as a person reads them.
        title: What it does, for help and palette.
        group: The heading it stands under.
        label: Its word in the footer; empty if it is not there.
        where: Where it can be given; one action may have a title for each place.
    """

    action: str
    keys: str
    shown: str
    title: Message
    group: Message
    label: Message = ""
    where: frozenset[Where] = CHANGES


MOVING: Message = "Moving"
DECIDING: Message = "Deciding"
SEEING: Message = "Seeing"
LEAVING: Message = "In and out"
GROUPS = MOVING, DECIDING, SEEING, LEAVING

COMMANDS = (
    Command("app.open", "enter", "Enter", "show the changes of the document", MOVING, "show", DOCUMENTS),
    Command("move(1)", "j", "j ↓", "go down the list", MOVING, where=DOCUMENTS),
    Command("move(-1)", "k", "k ↑", "go up the list", MOVING, where=DOCUMENTS),
    Command("end", "escape", "Esc", "put the message away", MOVING, where=DOCUMENTS),
    Command("step(True)", "n", "n", "go to the next change, or to the next hit of a search", MOVING, "next"),
    Command("step(False)", "p,N", "p N", "go to the previous change or hit", MOVING),
    Command("step_open(True)", "tab", "Tab", "go to the next undecided change, round the end", MOVING, "open"),
    Command("step_open(False)", "shift+tab", "Shift-Tab", "go to the previous undecided change", MOVING),
    Command("step_worst", "exclamation_mark", "!", "go to the first undecided change of the heaviest sort", MOVING),
    Command("jump", "colon", ":", "go to a change by number or id, or to a line: l12, r12", MOVING),
    Command("list('listed')", "L", "L", "list the changes, and go to one", MOVING),
    Command("list('commented')", "C", "C", "list the comments, and go to one", MOVING),
    Command("scroll(1)", "j,down", "j ↓", "go down a line", MOVING),
    Command("scroll(-1)", "k,up", "k ↑", "go up a line", MOVING),
    Command("page(1)", "ctrl+d,pagedown,space", "Ctrl-D Space", "go down a screen", MOVING),
    Command("page(-1)", "ctrl+u,pageup", "Ctrl-U", "go up a screen", MOVING),
    Command("section(True)", "right_square_bracket", "]", "go to the next section", MOVING),
    Command("section(False)", "left_square_bracket", "[", "go to the previous section", MOVING),
    Command("edge(False)", "g,home", "g", "go to the beginning", MOVING),
    Command("edge(True)", "G,end", "G", "go to the end", MOVING),
    Command("search", "slash", "/", "search both texts; either script finds both", MOVING, "search"),
    Command("end", "escape", "Esc", "end the search, leave a prompt", MOVING),
    Command(
        "decide('accept')", "a", "a", "accept: the finding is right, its repair is applied", DECIDING, "accept", PAIR
    ),
    Command("decide('reject')", "r", "r", "reject: a query, somebody is to be asked", DECIDING, "reject", PAIR),
    Command(
        "decide('accept')",
        "a",
        "a",
        "accept: W takes it into the snapshot, with the comment",
        DECIDING,
        "accept",
        PROJECT,
    ),
    Command(
        "decide('reject')", "r", "r", "query: it stays pending, somebody is to be asked", DECIDING, "query", PROJECT
    ),
    Command("decide('skip')", "s", "s", "skip: leave it for later", DECIDING, "skip"),
    Command("decide_equal('accept')", "A", "A", "accept all equal findings", DECIDING, "equal", PAIR),
    Command("decide_equal('reject')", "R", "R", "reject all equal findings", DECIDING, where=PAIR),
    Command("decide_equal('skip')", "S", "S", "skip all equal findings", DECIDING, where=PAIR),
    Command("decide_equal('accept')", "A", "A", "accept all equal changes", DECIDING, "equal", PROJECT),
    Command("decide_equal('reject')", "R", "R", "query all equal changes", DECIDING, where=PROJECT),
    Command("decide_equal('skip')", "S", "S", "skip all equal changes", DECIDING, where=PROJECT),
    Command(
        "whole('accept')", "a", "a", "accept a document as it stands: new, renamed, gone", DECIDING, "accept", DOCUMENTS
    ),
    Command(
        "whole('reject')", "r", "r", "query: it stays pending, somebody is to be asked", DECIDING, "query", DOCUMENTS
    ),
    Command("whole('')", "u", "u", "take the decision on the document back", DECIDING, where=DOCUMENTS),
    Command("group", "D", "D", "decide a group: its members can be read first", DECIDING, "group"),
    Command("mark", "V", "V", "mark a change, to be decided with others, or no longer", DECIDING),
    Command("clear", "0", "0", "leave the change undecided: take its verdict away, whenever it was given", DECIDING),
    Command("confirm", "K", "K", "stand by what another has decided, and go to the next such change", DECIDING),
    Command("words", "equals_sign", "=", "equal means: in the same word, or in any word", DECIDING),
    Command("name", "m", "m", "confirm a name: right as written, wherever it stands", DECIDING, where=PAIR),
    Command("comment", "c", "c", "comment on the change", DECIDING, "note"),
    Command("edit", "E", "E", "comment in $VISUAL or $EDITOR", DECIDING),
    Command("undo", "u", "u", "take your last decision back, also one of an earlier day", DECIDING, "undo"),
    Command("reword", "i", "i", "type the right text for the corrected copy, and accept", DECIDING, where=PAIR),
    Command("take('left')", "T", "T", "take the left wording into the right copy, and accept", DECIDING, where=PAIR),
    Command("take('right')", "B", "B", "take the right wording into the left copy, and accept", DECIDING, where=PAIR),
    Command("details", "enter", "Enter", "show all there is to say of the change", SEEING),
    Command("report", "x", "x", "show the report: what is taken up, added, dropped", SEEING),
    Command("filter", "f", "f", "choose which changes are listed", SEEING, "filter"),
    Command("weight('substantive')", "1", "1", "list substantive changes or not", SEEING),
    Command("weight('conversion')", "2", "2", "list conversion findings or not", SEEING),
    Command("weight('damage')", "3", "3", "list damaged places or not", SEEING),
    Command("weight('cosmetic')", "4", "4", "list cosmetic changes or not", SEEING),
    Command("open_only", "U", "U", "step to undecided changes only, or to all", SEEING),
    Command("meant", "M", "M", "read what was meant: without what cleaning set aside, with repairs", SEEING),
    Command("people", "H", "H", "show who has decided how much, and in which reading", SEEING),
    Command("copy('left')", "y", "y", "copy the left text of the change", SEEING),
    Command("copy('right')", "Y", "Y", "copy the right text of the change", SEEING),
    Command("source", "O", "O", "open the document at this line in $VISUAL or $EDITOR", SEEING),
    Command("fold", "z", "z", "fold unchanged passages, or unfold them", SEEING),
    Command("stack", "v", "v", "set the texts beside or under each other", SEEING),
    Command("outline", "o", "o", "go to the outline of sections, and back", SEEING),
    Command("app.theme", "t", "t", "light or dark", SEEING, where=ANYWHERE),
    Command("export", "e", "e", "export points and corrected copies", LEAVING, "export", PAIR),
    Command("app.document(True)", "greater_than_sign", ">", "go to the next document", LEAVING, "document", PROJECT),
    Command("app.document(False)", "less_than_sign", "<", "go to the previous document", LEAVING, where=PROJECT),
    Command("app.write", "W", "W", "write what is accepted into the snapshots", LEAVING, "write", PROJECT | DOCUMENTS),
    Command("app.reload", "ctrl+r", "Ctrl-R", "read the files again and compare anew", LEAVING, where=ANYWHERE),
    Command("elsewhere", "w", "w", "keep the decisions in another file", LEAVING),
    Command("help", "question_mark,f1", "?", "show all keys", LEAVING, "keys", ANYWHERE),
    Command("command_palette", "ctrl+p", "Ctrl-P", "find any command by its name", LEAVING, where=ANYWHERE),
    Command("app.leave", "q,ctrl+q,ctrl+c", "q", "leave; decisions are kept", LEAVING, "quit", PAIR | DOCUMENTS),
    Command(
        "app.leave",
        "q,ctrl+q,ctrl+c",
        "q",
        "go back to the documents, or leave; decisions are kept",
        LEAVING,
        "back",
        PROJECT,
    ),
)


def commands(where: Where) -> tuple[Command, ...]:
    """Return the commands that can be given somewhere."""
    return tuple(command for command in COMMANDS if where in command.where)

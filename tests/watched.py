"""A watched project in a temporary folder, for tests of checks and their reports."""

from pathlib import Path

from plandiff.config import Config, parse_config
from plandiff.decisions.accepting import Plan, Selection, planned
from plandiff.decisions.base import Snapshots
from plandiff.decisions.checking import check
from plandiff.decisions.committing import commit
from plandiff.decisions.policy import policy_of
from plandiff.decisions.results import Check, Outcome

LAW = (
    "第一条 为了规范养犬行为，制定本办法。\n"
    "第二条 养犬人应当为犬只办理登记，登记费五十元。\n"
    "第三条 不得携犬进入学校。\n"
)
WEB = "關於養犬的通知\n養犬人應當為犬隻辦理登記,登記費五十元。不得攜犬進入學校。\n"
PRINT = "关于养犬的通知\n养犬人应当为犬只办理登记，登记费六十元。不得携犬进入学校。\n"
CONFIG = 'documents = ["laws/*.txt"]\n[[pair]]\nleft = "web.txt"\nright = "print.txt"\nrelation = "rendering"\n'


EVERYTHING = Selection(everything=True)


class Project:
    """A watched folder."""

    def __init__(self, root: Path, config: str = CONFIG) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.settings = config
        for name, text in {"laws/dogs.txt": LAW, "web.txt": WEB, "print.txt": PRINT}.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.root / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    @property
    def config(self) -> Config:
        return parse_config(self.settings, self.root / "plandiff.toml")

    def check(self, *paths: str) -> Check:
        return check(
            self.config, policy_of(self.config), Snapshots.of(self.config), [str(self.root / p) for p in paths]
        )

    def plan(self, selection: Selection, *paths: str) -> tuple[Check, Plan]:
        found = self.check(*paths)
        return found, planned(found, found.base, selection)

    def accept(self, selection: Selection = EVERYTHING, *paths: str) -> Plan:
        found, plan = self.plan(selection, *paths)
        commit(self.root, self.root / "snapshots", plan.writes, plan.removals, found.digests())
        return plan

    def states(self, *paths: str) -> dict[str, Outcome]:
        return {result.name: result.state for result in self.check(*paths).results}

    def snapshots(self) -> dict[str, bytes]:
        folder = self.root / "snapshots"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

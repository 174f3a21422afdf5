"""Folding covers what converters write: every pair of OpenCC's tables, found by a script."""

import importlib.util
import sys
from types import ModuleType

import pytest
from conftest import ROOT

from plandiff.chinese.script import fold


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that makes the list."""
    spec = importlib.util.spec_from_file_location("folds", ROOT / "tools/folds.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["folds"] = module
    spec.loader.exec_module(module)
    return module


def test_the_list_is_what_the_script_makes(tool: ModuleType) -> None:
    """Whoever updates OpenCC or changes what folds runs tools/folds.py."""
    for path, rows in ((tool.FOLDS, tool.folds()), (tool.REGIONS, tool.regions())):
        lines = path.read_text(encoding="utf-8").splitlines()[2:]
        assert lines == ["\t".join(row) for row in rows], f"run tools/folds.py for {path.name}"


def test_every_pair_of_the_tables_folds_to_one_but_two_words_of_simplified_print(tool: ModuleType) -> None:
    """坐 and 座 are two words; all else that OpenCC exchanges is one."""
    apart = {
        one + other
        for key, form in tool.entries()
        for one, other in zip(fold(key), fold(form), strict=True)
        if one != other and tool.script.is_han(one) and tool.script.is_han(other)
    }

    assert {frozenset(pair) for pair in apart} == {
        frozenset(pair) for pair in ["待呆", "坐座", "坏坯", "像象", "里哩", "链炼", "沉沈", "画划"]
    }


@pytest.mark.parametrize(
    "pair", ["復甦 复苏", "帳戶 账户", "砲 炮", "錢鍾書 钱锺书", "什麼 什幺", "呼吸 唿吸", "猛烈 勐烈", "牠 它"]
)
def test_what_a_converter_may_write_folds_to_what_it_came_from(pair: str) -> None:
    """So that a rendering shows no difference of wording there."""
    one, other = pair.split()
    assert fold(one) == fold(other)

"""Where a report turns from what was done to what is to be done: by the titles of its chapters, by their words."""

import pytest
from conftest import document

from plandiff.outline import outlined
from plandiff.outline.retrospect import tasks_begin

HEAD = "政府工作报告\n\n各位代表：\n现在，我代表市人民政府向大会报告工作。\n\n"
DONE = "建成道路三条，群众生活改善。园区建设顺利，河湖水质达标。\n"
DUE = "建设道路三条，改善群众生活。推进园区建设，治理河湖水质。\n"


def turn(text: str) -> str | None:
    """Return the first characters of the tasks; None if nothing tells where they begin."""
    outline = outlined(document(text))
    begin = tasks_begin(outline.text.key, outline.headings)
    return None if begin is None else outline.text.key[begin : begin + 10]


def report(*chapters: tuple[str, str]) -> str:
    return HEAD + "\n".join(f"{'一二三四'[n]}、{title}\n{body}" for n, (title, body) in enumerate(chapters))


@pytest.mark.parametrize(
    "title", ["新一年的目标", "新一年任务", "总体要求", "工作安排", "重点部署", "工作建议", "政策取向"]
)
def test_a_chapter_says_by_its_title_that_it_looks_ahead(title: str) -> None:
    found = turn(report(("春天的故事", DONE), (title, DUE)))

    assert found is not None
    assert found.startswith("二、")


@pytest.mark.parametrize(
    "title",
    [
        *("去年任务回顾", "过去五年的任务", "过去一年的任务", "去年工作安排", "目标任务执行情况"),
        *("任务的成绩", "目标任务成就", "目标完成情况", "任务工作总结"),
    ],
)
def test_a_chapter_that_looks_back_is_not_the_turn(title: str) -> None:
    found = turn(report(("开头", DONE), (title, DONE), ("新一年任务", DUE)))

    assert found is not None
    assert found.startswith("三、")


@pytest.mark.parametrize("done", ["建成了道路。", "同比提高。", "比上年提高。", "累计建成三条。", "产值增长5.1%。"])
@pytest.mark.parametrize("due", ["要建设。", "力争建成。", "确保供水。", "进一步改善。", "加快建设。", "着力改善。"])
def test_a_chapter_says_by_its_words_that_it_looks_ahead(done: str, due: str) -> None:
    """Titles as slogans tell nothing: the tasks begin where what is aimed at outweighs what was done."""
    found = turn(report(("砥砺奋进", DONE), ("谱写新篇", DONE + done * 4 + due), ("勇毅前行", DUE + due * 4)))

    assert found is not None
    assert found.startswith("三、")


@pytest.mark.parametrize("word", ["重要河湖", "主要河湖", "需要治理", "只要齐心", "要素市场", "要求落实", "要点清单"])
def test_a_word_that_holds_the_sign_is_none(word: str) -> None:
    """Importance is no intention: by it no chapter would be one of tasks."""
    slogans = report(("砥砺奋进谱新篇", DONE + "建成了道路。" * 4), ("勇毅前行向未来", DUE + word * 4))

    assert turn(slogans) is None


def test_a_small_part_is_no_chapter_of_tasks() -> None:
    """A line of thanks between the chapters, or a glossary, has a word or two of the kind."""
    text = report(
        ("砥砺奋进谱新篇", DONE + "建成了道路。" * 20),
        ("感谢", "要感谢各界人士。\n"),
        ("勇毅前行向未来", DUE + "加快建设。" * 20),
    )

    found = turn(text)
    assert found is not None
    assert found.startswith("三、")


def test_the_first_chapter_is_one_of_tasks_only_if_it_speaks_so() -> None:
    looks_back = report(("实现目标迈上新台阶", DONE + "建成了道路。" * 4), ("勇毅前行向未来", DUE + "加快建设。" * 4))
    only_ahead = report(("总体目标", DUE + "加快建设。" * 4), ("保障", DUE))

    assert (turn(looks_back) or "").startswith("二、")
    assert (turn(only_ahead) or "").startswith("一、")


def test_without_chapters_the_first_sentence_that_names_what_is_aimed_at_begins_the_tasks() -> None:
    assert (turn(HEAD + DONE + "今年发展的主要预期目标是：增长5%。\n") or "").startswith("今年发展")
    assert turn(HEAD + DONE) is None


def test_a_chapter_that_looks_back_and_ahead_turns_where_the_new_plan_is_spoken_of() -> None:
    text = report(
        ("“十三五”发展成就和“十四五”时期主要任务", DONE + "“十四五”时期，经济总量达到新水平。\n"), ("保障", DUE)
    )

    assert (turn(text) or "").startswith("十四五")

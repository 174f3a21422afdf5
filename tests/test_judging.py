"""What judging promises: each difference gets the kind an editor would give it, and an identity that lasts."""

from dataclasses import replace

import pytest
from conftest import document
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.duty import force_of
from plandiff.chinese.duty_words import lexicon
from plandiff.chinese.script import fold
from plandiff.comparison import compare
from plandiff.judging import identity
from plandiff.judging.change import Certainty, Change, Direction, Judgement, Kind, Reason, Weight, mirrored
from plandiff.judging.commitments import compared, direction_of
from plandiff.judging.difference import Difference
from plandiff.judging.identity import identified
from plandiff.judging.judges import judge
from plandiff.judging.relation import names_parent
from plandiff.judging.set_aside_changes import Same, gap
from plandiff.outline.cleaning import clean
from plandiff.reading.document import DocumentKind
from plandiff.text.span import Pair, Span

quick = settings(max_examples=80, deadline=None)


def judged(text: str, marks: bool = False) -> Judgement:
    """Judge the edit that ``text`` shows as 前文[左→右]后文; with ``marks``, the edit lies in a heading's mark."""
    before, rest = fold(text).split("[")
    change, after = rest.split("]")
    left, right = change.split("→")
    spans = Pair(left, right).map(lambda side: Span(len(before), len(before) + len(side)))
    keys = Pair(before + left + after, before + right + after)
    return judge(Difference(keys, spans, spans.map(lambda span: [span] if marks else [])))


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("推动[传统→优势]产业", Kind.WORDING, Reason.WORDING),
        ("增速[高→低]于全省", Kind.WORDING, Reason.WORDING),
        ("推进[→绿色]转型", Kind.WORDING, Reason.WORDING),
        ("到[2025→2035]年", Kind.NUMBER, Reason.NUMBER),
        ("降低[13.5%→14.5%]", Kind.NUMBER, Reason.NUMBER),
        ("投资[5000→5000万]元", Kind.NUMBER, Reason.NUMBER),
        ("增长[→-]5.2%", Kind.NUMBER, Reason.NUMBER),
        ("增长[→负]5.2%", Kind.NUMBER, Reason.NUMBER),
        ("增长[负→-]5.2%", Kind.PUNCTUATION, Reason.NUMERAL_STYLE),
        ("居住|[→-]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→－]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→−]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→–]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→+]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→＋]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住|[→±]0.1|", Kind.NUMBER, Reason.NUMBER),
        ("居住[，→：-]0.1", Kind.NUMBER, Reason.NUMBER),
        ("居住[，-→：-]0.1", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("PPI[→-]2.5", Kind.NUMBER, Reason.NUMBER),
        ("新冠COVID[→-]19", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("长5[→—]—10公里", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("如下：[→——]3个园区", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("如下。[→-]3-工作", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("增长5[%→‰]", Kind.NUMBER, Reason.NUMBER),
        ("[二十三→二十二]个区县", Kind.NUMBER, Reason.NUMBER),
        ("国道[G→]219线", Kind.NUMBER, Reason.CODE),
        ("《中国制造[2025→2035]》行动", Kind.NUMBER, Reason.NUMBER),
        ("到[二〇二五→2025]年", Kind.PUNCTUATION, Reason.NUMERAL_STYLE),
        ("[二十一→21]世纪", Kind.PUNCTUATION, Reason.NUMERAL_STYLE),
        ("依照第[三→五]条处理", Kind.REFERENCE, Reason.REFERENCE),
        ("依照第三条第[一→二]款", Kind.REFERENCE, Reason.REFERENCE),
        ("发改振兴〔2021〕[1559→1560]号", Kind.REFERENCE, Reason.REFERENCE),
        ("依据《[矿产资源→国土空间]规划》", Kind.REFERENCE, Reason.REFERENCE),
        ("[可以→应当]给予支持", Kind.COMMITMENT, Reason.DUTY),
        ("支持[鹤壁→安阳]市转型", Kind.NAME, Reason.NAME),
        ("由[农业农村部→水利部]负责", Kind.NAME, Reason.NAME),
        ("加快转型[，→、]推动", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("加快转型[。→？]", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("对发酵、[?→制]药监管", Kind.MOJIBAKE, Reason.BYTES_LOST),
        ("动态调[?→整]、滚动实施", Kind.MOJIBAKE, Reason.BYTES_LOST),
        ("达到一[□→定]规模", Kind.MOJIBAKE, Reason.BYTES_LOST),
        ("[“→《]绿色", Kind.PUNCTUATION, Reason.PUNCTUATION),
        ("重大成[?h→就]时期", Kind.MOJIBAKE, Reason.BYTES_LOST),
        ("重大成[\ufffd→就]时期", Kind.MOJIBAKE, Reason.BYTES_LOST),
    ],
)
def test_the_kind_of_a_difference(text: str, kind: Kind, reason: Reason) -> None:
    """Numbers, citations, duties, names, marks and damage are told from wording, and the reason says why."""
    judgement = judged(text)

    assert (kind, reason) == (judgement.kind, judgement.reason)


@pytest.mark.parametrize("text", ["第[三→四]章", "[四→三]、保障措施", "[①→②]动力煤", "([七→八])附则"])
def test_another_number_of_a_heading_is_numbering(text: str) -> None:
    """A chapter or item that moved up or down is renumbered, which is no difference of substance."""
    kind = judged(text, marks=True).kind

    assert kind is Kind.NUMBERING
    assert kind.weight is Weight.COSMETIC


@pytest.mark.parametrize("text", ["支持[鹤壁→安阳]市转型", "重大成[?h→就]时期"])
def test_what_a_person_must_look_at_says_so(text: str) -> None:
    """A judgement from form alone asks to be checked."""
    assert Certainty.CHECK is judged(text).certainty


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("可以", "应当"), ("可", "应"), ("探索", "推进"), ("支持", "实施"), ("鼓励", "推动"), ("争取", "确保")],
)
def test_duty_grows_and_shrinks(weaker: str, stronger: str) -> None:
    """Exchanging a word of duty for one of a higher rank makes the promise stronger, and the other way weaker."""
    assert Direction.STRONGER is judged(f"各地[{weaker}→{stronger}]产业转型").direction
    assert Direction.WEAKER is judged(f"各地[{stronger}→{weaker}]产业转型").direction


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("渔民收入明显提高", "渔民收入大幅提高"),
        ("服务明显改善", "服务普遍覆盖"),
        ("链条式、集群化支持渔港建设", "链条式、集群化实施渔港建设"),
        ("以渔港为牵引鼓励养殖", "以渔港为牵引推动养殖"),
        ("要落实责任", "要切实落实责任"),
        ("实施清淤工程", "加快实施清淤工程"),
        ("推进清淤工程", "加快推进清淤工程"),
        ("原则上三年内完成", "三年内完成"),
        ("争创国家级渔港", "建成国家级渔港"),
        ("动员渔民参与", "组建渔民合作社"),
        ("推动渔港绿色转型", "推动渔港全面绿色转型"),
        ("培育养殖基地", "培育养殖基地全覆盖"),
        ("开展清淤试点", "开展清淤"),
    ],
)
def test_what_governs_a_clause_is_found_behind_circumstances_and_at_its_end(weaker: str, stronger: str) -> None:
    forces = force_of(fold(weaker)), force_of(fold(stronger))

    assert forces[0] and forces[1]
    assert compared(forces[0], forces[1]) is Direction.STRONGER


def test_duty_is_read_from_the_whole_word() -> None:
    """An edit inside a word exchanges the words; a duty that goes weakens; a word that is none says nothing."""
    assert direction_of(Pair("各地推进转型", "各地推荐转型"), Pair(Span(3, 4), Span(3, 4))) is None
    assert direction_of(Pair("加快转型", "鼓励转型"), Pair(Span(0, 2), Span(0, 2))) is Direction.WEAKER
    assert direction_of(Pair("应当转型", "推进转型"), Pair(Span(0, 2), Span(0, 2))) is Direction.WEAKER
    assert direction_of(Pair("应当推进转型", "推进转型"), Pair(Span(0, 2), Span(0, 0))) is Direction.WEAKER


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("[→原则上]每个行政村不少于三条", Direction.WEAKER),
        ("[逐步→全面]提升灌溉能力", Direction.STRONGER),
        ("[依法→]严格清理河道", None),
        ("[加快→]推进灌渠修缮", Direction.WEAKER),
        ("[→深入]实施渠首加固工程", Direction.STRONGER),
        ("给予[优先→]支持", Direction.WEAKER),
        ("[→到2025年，]完成渠首加固", Direction.STRONGER),
        ("完成渠首加固，[2025年底前→]覆盖全部梯田", Direction.WEAKER),
        ("[不得→可以]开垦坡地", Direction.WEAKER),
        ("[不→]得开垦坡地", Direction.WEAKER),
        ("[→不再]支持开垦坡地", Direction.WEAKER),
        ("推进[→绿色]转型", None),
        ("[→大型]渠首加固", None),
        ("抓好主[→要]渠道", None),
        ("支持有条件的县[探索→推进]封坛", Direction.STRONGER),
        ("编制产业[发展→建设]规划", None),
        ("满足用地需[求→要]", None),
        ("违者[→可以]处五百元罚款", Direction.WEAKER),
        ("违者，[→应当]处五百元罚款", Direction.STRONGER),
        ("[五年内→]不得申请采砂", Direction.STRONGER),
        ("[→自处罚之日起五年内]不得申请采砂", Direction.WEAKER),
        ("可以[在三十日内→]申请复议", Direction.STRONGER),
        ("应当[在三十日内→]办结", Direction.WEAKER),
        ("应当在[五个工作日→合理期限]内办结", Direction.WEAKER),
        ("[适时→每年]开展督查", Direction.STRONGER),
        ("[定期→适时]公布结果", Direction.WEAKER),
        ("灌渠完好率[必须→力争]达到八成", Direction.WEAKER),
        ("[严禁→避免]盲目扩建", Direction.WEAKER),
        ("[禁止→不宜]采砂", Direction.WEAKER),
        ("应当[立即→]修缮", Direction.WEAKER),
        ("应当[立即→及时]修缮", Direction.WEAKER),
        ("逾期的，[依法→不予]责令关停", Direction.WEAKER),
        ("[应当→可以不]报告", Direction.WEAKER),
        ("[鼓励→要求]农户轮作", Direction.STRONGER),
        ("按照国家[要求→规定]推进", None),
        ("[→基本]满足用水需求", Direction.WEAKER),
        ("灌渠[→基本]建成", Direction.WEAKER),
        ("[→重点]支持灌渠修缮", Direction.STRONGER),
        ("支持[→重点]灌渠", None),
    ],
)
def test_scope_deadline_and_negation_make_promises_grow_and_shrink(text: str, direction: Direction | None) -> None:
    """What one side says more or less of degree, time or denial changes how much is promised."""
    assert judged(text).direction is direction


@pytest.mark.parametrize(
    "word",
    [
        *("基本", "初步", "重点", "高质量", "高水平", "高标准", "高品质", "高起点", "优先", "有效", "高效", "深度"),
        *(
            "精准",
            "快速",
            "主动",
            "显著",
            "明显",
            "突出",
            "充分",
            "科学",
            "合理",
            "系统",
            "综合",
            "集中",
            "整体",
        ),
    ],
)
def test_a_word_of_degree_before_a_noun_describes_it(word: str) -> None:
    """To build a basic system is no less than to build a system."""
    assert judged(f"建立[→{word}]制度").direction is None


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("探索建立稻种资源圃", "推动建立稻种资源圃"),
        ("支持有条件的县修缮灌渠", "加快修缮灌渠"),
        ("有序推进有条件的县适时种植晚稻", "推广种植晚稻"),
        ("对梯田修缮给予支持", "对梯田修缮给予优先支持"),
        ("各县可以设立陶窑", "各县应当设立陶窑"),
        ("推进灌渠修缮", "大力推进灌渠修缮"),
        ("引导乡贤加快推进封坛", "加快封坛"),
    ],
)
def test_a_clause_is_judged_by_what_governs_it(weaker: str, stronger: str) -> None:
    """Modal, first verb and degrees decide; a strong verb behind 引导 or 支持 does not."""
    forces = force_of(weaker), force_of(stronger)

    assert forces[0] and forces[1]
    assert compared(*forces) is Direction.STRONGER
    assert compared(*reversed(forces)) is Direction.WEAKER


@pytest.mark.parametrize("clause", ["以改善生产条件为着力点", "按照收入有提高的原则", "独立工矿区改造提升", "河谷农业"])
def test_a_clause_without_a_promise_has_no_force(clause: str) -> None:
    """Purposes, principles and names promise nothing."""
    assert force_of(clause) is None


def test_no_word_of_duty_has_two_ranks() -> None:
    """The lexicon orders its words: an obligation ranks above a licence, doing above trying."""
    words = lexicon()

    assert words["可以"].rank < words["实施"].rank < words["应当"].rank < words["不得"].rank
    assert words["探索"].rank < words["鼓励"].rank < words["推进"].rank < words["实施"].rank
    assert all(word == fold(word) for word in words)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_weight(kind: Kind) -> None:
    """No kind is left without a weight."""
    assert kind.weight in Weight


@given(st.sampled_from(Kind), st.sampled_from(Reason), st.sampled_from([None, *Direction]))
def test_mirroring_twice_is_the_judgement_itself(kind: Kind, reason: Reason, direction: Direction | None) -> None:
    """Seen from the other side added is dropped and stronger is weaker; seen from there again, all is as before."""
    judgement = Judgement(kind, reason, Certainty.CHECK, "规划", direction)

    assert judgement == mirrored(mirrored(judgement))
    assert kind.weight is mirrored(judgement).kind.weight


MARKS = st.lists(
    st.sampled_from([" ", "　", "\n", "\r\n", "第3页共9页", "第4页共9页", "\u200b", "\ufeff"]), max_size=5, unique=True
).map("".join)
ASIDE = st.builds("{}{}".format, st.sampled_from(["", "(chǎn)"]), MARKS)


def pieces_of_gap(left: str, right: str) -> tuple[Pair[str], list[Same | Change]]:
    """Compare what stands between two sentences on either side."""
    sources = Pair(f"推动产业{left}转型", f"推动产业{right}转型")
    texts = sources.map(document).map(clean)
    return sources, list(gap(texts, texts.map(lambda text: text.gap(4))))


@quick
@given(ASIDE, ASIDE)
def test_everything_between_two_characters_is_shared_or_a_change(left: str, right: str) -> None:
    """What was set aside on either side is tiled, in order, by shared pieces and changes."""
    sources, pieces = pieces_of_gap(left, right)

    assert left == "".join(piece.spans.left.of(sources.left) for piece in pieces)
    assert right == "".join(piece.spans.right.of(sources.right) for piece in pieces)
    assert all(
        piece.spans.left.of(sources.left) == piece.spans.right.of(sources.right)
        for piece in pieces
        if isinstance(piece, Same)
    )


@quick
@given(ASIDE)
def test_the_same_things_set_aside_are_no_change(between: str) -> None:
    """What both sides have in one place is shared, whatever it is."""
    assert not [piece for piece in pieces_of_gap(between, between)[1] if isinstance(piece, Change)]


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("", " ", [(Kind.LAYOUT, Reason.SPACE)]),
        ("", "\n", [(Kind.LAYOUT, Reason.LINE_BREAK)]),
        ("—3—", "", [(Kind.FURNITURE, Reason.PAGE_MARK)]),
        ("—3—", "—5—", [(Kind.FURNITURE, Reason.PAGE_MARK)]),
        ("(chǎn)", "", [(Kind.ANNOTATION, Reason.PINYIN)]),
        ("\u200b", "", [(Kind.INVISIBLE, Reason.INVISIBLE)]),
        ("(chǎn)\n", "\n—3—", [(Kind.ANNOTATION, Reason.PINYIN), (Kind.FURNITURE, Reason.PAGE_MARK)]),
    ],
)
def test_what_only_one_side_set_aside_is_a_change(left: str, right: str, kinds: list[tuple[Kind, Reason]]) -> None:
    """Spaces are layout, page marks furniture, readings and hidden characters damage; what is shared is not told."""
    changes = [piece for piece in pieces_of_gap(left, right)[1] if isinstance(piece, Change)]

    assert kinds == [(change.kind, change.judgement.reason) for change in changes]


HANT, HANS = "推動資源型地區轉型發展", "推动资源型地区转型发展"


def forms(left: str, right: str) -> list[tuple[str, str, Kind]]:
    """Compare two documents whose texts fold to the same, and return the forms that count as changes."""
    found = compare(document(left, "left.txt"), document(right, "right.txt")).changes
    return [(c.spans.left.of(left), c.spans.right.of(right), c.kind) for c in found]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("產業轉型", "产业转型", []),
        ("轉型，升級", "转型,升级", [("，", ",", Kind.PUNCTUATION)]),
        ("「規劃」", "“规划”", [("「", "“", Kind.PUNCTUATION), ("」", "”", Kind.PUNCTUATION)]),
        ("增長１３％", "增长13%", [("１３", "13", Kind.LAYOUT), ("％", "%", Kind.PUNCTUATION)]),
        ("產 業", "产业", [(" ", "", Kind.LAYOUT)]),
    ],
)
def test_forms_between_two_scripts(left: str, right: str, expected: list[tuple[str, str, Kind]]) -> None:
    """Between scripts width, marks and spaces are told; characters that are right in their script are not."""
    assert expected == forms(HANT + left, HANS + right)


def test_a_radical_in_place_of_a_character_is_damage() -> None:
    """A CJK radical that a PDF's font gave for a character is a misread character."""
    expected = [("⻓", "长", Kind.OCR)]

    assert expected == forms(HANS + "⻓江", HANS + "长江")


def test_within_one_script_another_form_is_a_question() -> None:
    """后 against 後 in one script must be looked at; two forms of one traditional character are a form of type."""
    expected = [("后", "後", Kind.WORDING), ("爲", "為", Kind.PUNCTUATION)]

    assert expected == forms(HANT + "皇后爲民", HANT + "皇後為民")


def change(left: tuple[int, int], right: tuple[int, int], kind: Kind = Kind.WORDING) -> Change:
    return Change(Pair(Span(*left), Span(*right)), Judgement(kind, Reason.WORDING))


def ids(changes: list[Change], texts: Pair[str], sections: list[str], names: Pair[str] | None = None) -> list[str]:
    cleaned = texts.map(lambda text: clean(document(text)))
    return [found.id for found in identified(changes, names or Pair("a.txt", "b.txt"), cleaned, sections)]


TEXTS = Pair("推进传统产业，推进传统产业。", "推进优势产业，推进优势产业。")
ONE, TWO = change((2, 4), (2, 4)), change((9, 11), (9, 11))


def test_every_change_has_an_id_of_its_own() -> None:
    """Equal changes of one section are told apart; each id is eight hexadecimal digits or more."""
    found = ids([ONE, TWO, change((2, 4), (2, 4), Kind.NAME)], TEXTS, ["一、"] * 3)

    assert len(set(found)) == 3
    assert all(len(one) >= 8 and int(one, 16) >= 0 for one in found)


def test_an_id_survives_edits_elsewhere() -> None:
    """Neither place, nor folder, nor format, nor changes in other words or other sections alter an id."""
    alone = ids([TWO], TEXTS, ["二、"])
    later = TEXTS.map(lambda text: "加快发展。" + text)

    assert alone == ids([change((14, 16), (14, 16))], later, ["二、"])
    assert alone == ids([ONE, TWO], TEXTS, ["一、", "二、"])[1:]
    word = replace(document("", "new/a.docx"), kind=DocumentKind.DOCX)
    assert [one.known_as for one in (document("", "old/a.txt"), word)] == ["a.txt", "a.txt"]


def test_an_id_survives_another_setting_of_its_own_text() -> None:
    """A line break, a page number and another style of quotation marks inside a passage leave its id alone."""
    passage = "推进“传统”产业，完善机制。"
    reset = "推进「传统」产业，\n—3—\n完善机制。"
    added = [change((0, 0), (0, len(text)), Kind.ADDED) for text in (passage, reset)]

    assert ids(added[:1], Pair("", passage), ["一、"]) == ids(added[1:], Pair("", reset), ["一、"])


def test_an_id_tells_kinds_sections_documents_and_wordings_apart() -> None:
    """The same place is another change if its kind, section, document or text is another."""
    others = [
        ids([ONE], TEXTS, ["一、"]),
        ids([ONE], TEXTS, ["二、"]),
        ids([change((2, 4), (2, 4), Kind.NAME)], TEXTS, ["一、"]),
        ids([ONE], TEXTS, ["一、"], Pair("a.txt", "c.txt")),
        ids([ONE], TEXTS.mirrored(), ["一、"]),
        ids([change((2, 3), (2, 4))], TEXTS, ["一、"]),
    ]
    assert len(others) == len({found[0] for found in others})


def test_many_changes_never_share_an_id() -> None:
    """With thousands of changes, a chance collision of eight digits takes more of them."""
    changes = [change((2, 4), (2, 4)) for _ in range(3000)]

    assert len(changes) == len(set(ids(changes, TEXTS, ["一、"] * len(changes))))


@pytest.mark.parametrize(
    ("parent", "child", "named"),
    [
        ("河谷农业发展规划\n一、总体要求。", "青禾省实施《河谷农业发展规划》办法\n一、目标。", True),
        ("【字号：大 中 小】\n河谷农业发展规划\n一、总体要求。", "实施《河谷农业发展规划》办法\n一、目标。", True),
        ("河谷农业发展规划一、总体要求。", "实施方案。根据《河谷农业发\n展规划》，制定本方案。", True),
        ("河谷农业发展规划\n一、总体要求。", "河谷农业发展规划\n根据《河谷农业发展规划》修订。", False),
        ("河谷农业发展规划\n一、总体要求。", "实施《山地林业发展规划》办法\n一、目标。", False),
        ("办法。参照《河谷农业发展规划》制定。", "实施《河谷农业发展规划》办法。", False),
    ],
)
def test_a_text_that_carries_out_the_other_names_its_title(parent: str, child: str, named: bool) -> None:
    """Whatever stands before the title and however lines break; a new version of the same text is none."""
    assert names_parent(Pair(parent, child), 0.5) is named
    assert names_parent(Pair(child, parent), 0.5) is named


def test_no_two_ids_are_one_however_few_digits_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hashes alike takes more digits, so that an id always names one change or finding."""
    monkeypatch.setattr(identity, "_DIGITS", 1)
    found = [*identity.ids(str(number % 90) for number in range(100))]

    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "words",
    [
        "扛起 扛牢 开发 新增 减轻 开创 擦亮 举办 承办 筹办 捍卫 把握 稳住 听取 接受 学习 贯彻 激活",
        "推出 放大 引入 做优 放宽 压缩 理顺 抢占 共建 汇聚 催生 配置 展示 开启 织密 兜牢 铸牢 压实",
        "阻断 增创 建好 把好 传承 发扬 彰显 展现 纠正 严惩 划定 开工 参加",
    ],
)
def test_what_reports_do_is_an_act(words: str) -> None:
    """A word behind a degree in many reports governs its clause, with or without the degree."""
    forces = {word: (force_of(f"{word}河滩果园"), force_of(f"积极{word}河滩果园")) for word in words.split()}

    assert not [word for word, both in forces.items() if not all(both) or both[1].strength <= both[0].strength]


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("坚定不移 不折不扣 强力 牢牢 全力以赴 下大力气 彻底", 10),
        ("奋力 坚定 突出 更好 更加 千方百计 持之以恒 驰而不息 锲而不舍 坚持不懈 毫不松懈 最大限度 集中力量", 5),
        ("抓紧 加紧 加速 提速 高起点 高品质 高效 严肃", 5),
        ("常态化 纵深 一体 一体化 精心 聚力 接续 多渠道 多措并举 滚动 综合 集中 妥善 分层分类 联动", 0),
        ("因城施策 梯次 联合 合力 全域 全方位 全链条 依法依规 用心用情 整体 前瞻", 0),
        ("初步 试点", -5),
    ],
)
def test_words_of_manner_belong_to_the_act_behind_them(words: str, rank: int) -> None:
    """What stands before an act in many reports hides it no more, and adds what it says."""
    plain = force_of("推进河滩果园")
    forces = {word: force_of(f"{word}推进河滩果园") for word in words.split()}

    assert plain
    assert not [word for word, force in forces.items() if not force or force.strength - plain.strength != rank]


@pytest.mark.parametrize(
    ("left", "right", "direction"),
    [
        ("依法严格清理河道", "严格清理河道", None),
        ("推进渔港建设", "推进渔港", None),
        ("推进绿色转型", "促进全面绿色转型", Direction.STRONGER),
        ("积极推进绿色转型", "加强绿色转型", Direction.LATERAL),
    ],
)
def test_governing_words_of_one_strength(left: str, right: str, direction: Direction | None) -> None:
    """A neutral word more is no other promise; where acts are alike, how far they reach decides."""
    forces = force_of(fold(left)), force_of(fold(right))

    assert forces[0] and forces[1]
    assert compared(forces[0], forces[1]) is direction


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("统筹渔民、[农民工、→]退役军人就业", Kind.NAME),
        ("促进[老年人→残疾人]就业", Kind.NAME),
        ("由[有关部门→企业]建设渔港", Kind.NAME),
        ("推进[市→市级]以下改革", Kind.WORDING),
        ("推进[→长三角、]流域合作", Kind.NAME),
        ("[→三位一体]培养体系", Kind.WORDING),
        ("[→26日河口]成立渔港专班", Kind.WORDING),
        ("迎接渔港[→十周年]庆典", Kind.WORDING),
        ("出口和进口分别控制在5%[→和4%以内]", Kind.WORDING),
        ("渔获[增长3%→、虾类、贝类、藻类、海参等各项养殖产量]超额完成", Kind.WORDING),
    ],
)
def test_who_and_for_whom_and_what_is_no_figure(text: str, kind: Kind) -> None:
    """Actors and groups of people are told by name; numerals of names, days and shared-out figures are none."""
    assert judged(text).kind is kind

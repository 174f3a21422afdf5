"""Characters judged by native usage: what converters do, what stands in names and lists, and both sides of a pair.

The rows are kinds, one sentence each; they were judged by hand.
"""

import pytest
from conftest import document

from plandiff.chinese.script import fold
from plandiff.choices import Standard
from plandiff.comparison import compare
from plandiff.conversion.cuts import clause_at
from plandiff.conversion.standards import Spelling
from plandiff.judging.change import Certainty, Kind, Weight
from plandiff.proofreading.explanation import explain
from plandiff.proofreading.linting import lint
from plandiff.reports.to_explanation import explanation_text

HANT = "國家發展規劃綱要指出，應當對此進行統籌安排。{}"
HANS = "国家发展规划纲要指出，应当对此进行统筹安排。{}"


def found(frame: str, text: str, standard: Standard = Standard.ANY) -> list[tuple[str, str | None]]:
    """Return what lint calls wrong in a sentence, and what it expects, regional forms aside."""
    whole = document(frame.format(text))
    faults = lint(whole, Spelling(standard)).faults
    return [(f.span.of(whole.text), f.judgement.expected) for f in faults]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("化解企業睏境，不得給居民造成睏擾。", ["睏困", "睏困"]),
        ("民族英雄嶽飛的故里在此。", ["嶽岳"]),
        ("要更加註重改革實效。", ["註注"]),
        ("各國傢俱體規定不同。", ["傢家", "俱具"]),
        ("新獲批13箇中外合作辦學項目。", ["箇個"]),
        ("部門應當及時迴應社會關切。", ["迴回"]),
        ("講話指明瞭前進方向。", ["瞭了"]),
        ("該裝置被髮明後迅速推廣，文物被髮掘後應當保護。", ["髮發", "髮發"]),
        ("該目錄是隻讀文件。", ["隻只"]),
        ("實行包幹到戶。", ["幹乾"]),
        ("航運樞紐和麵向太平洋的口岸。", ["麵面"]),
        ("不限學曆和資歷。", ["曆歷"]),
        ("本辦法所稱企業系指依法設立的法人。", ["系係"]),
        ("一隻只候鳥飛抵濕地。", ["只隻"]),
        ("由範先生擔任組長。", ["範范"]),
        ("保護着作權，成效顯着。", ["着著", "着著"]),
        ("學校得由俱輔導知能之人員擔任，其適用範圍俱核心專長者。", ["俱具"]),
        ("受獎人應為穫核配額度之公司。", ["穫獲"]),
        ("相關院、係、所，本村（裡）長。", ["係系", "裡里"]),
        ("距離縣城三百裡。", ["裡里"]),
    ],
)
def test_what_a_converter_does_is_found_by_how_common_words_are(sentence: str, wrong: list[str]) -> None:
    """A pair that print has both ways is so in certain words only, and a common word outweighs a rare one."""
    assert found(HANT, sentence) == [(pair[0], pair[1]) for pair in wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "存欄山羊 500 隻，新增基金24隻。",
        "船隻有二十艘，兩隻有編號，一隻隻候鳥飛抵濕地。",
        "由涂委員介紹情況，游名揚說明，范先生與曲院長報告。",
        "棲地復育工作持續推進，該校在臺復校。",
        "在文化層面的認可，對產業面的影響。",
        "聲波在海裡傳播，網具遺留在海裡。",
        "使用植物生長抑制劑應當登記。",
        "負責發指示的人員應當留存記錄。",
        "關新里與校椅里辦理道路改善，光明里里長連署。",
        "磷系阻燃劑、中科系企業、景觀系學生，相關院、系、所。",
        "術語雲原生平台的定義。",
        "以小麥麵團製作飯團，不得誣蔑他人。",
        "車輛乘員應當繫安全帶。",
        "每年推出三齣新編歷史劇，共90齣舞作，首齣作品，兩齣並非如此。",
        "洪氾區與湧水量的測定。",
        "宣佈結果，投入鉅資，委托辦理，註冊商標，添購傢俱。",
        "本法準用之，得併送備查，申請檢覈，曆年制，換發證書。",
        "走着看，笑著說，著名作家。",
        "方圓三百里的平原，步行五十里左右。",
        "由洪韻筑、黃于喬負責，歌手夏于涵出席。",
        "前董事長黃世杰所屬公司，黃世杰重用多人。",
        "坐埋枱傾，麻雀枱與神枱。",
        "日本国立国会図書館デジタルコレクション。",
        "來源為https://zh.example.org/wiki/国家发展，應當註明。",
    ],
)
def test_native_usage_is_silent(sentence: str) -> None:
    """Measure words, names, nouns in lists, legal words, other languages and addresses raise no alarm."""
    assert found(HANT, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("这是着名的风景区，成效显着。", ["着著", "着著"]),
        ("什幺时候完成，怎幺办理。", ["幺么", "幺么"]),
        ("产业势头勐烈，就像唿吸一样。", ["勐猛", "唿呼"]),
        ("医疗保险全复盖。", ["复覆"]),
        ("出版一批经典名着。", ["着著"]),
        ("干隆年间的建筑。", ["干乾"]),
    ],
)
def test_the_simplified_side_is_judged_by_words_too(sentence: str, wrong: list[str]) -> None:
    """Two simplified characters that fold to one are told apart by the word."""
    assert found(HANS, sentence) == [(pair[0], pair[1]) for pair in wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "昇腾生态加快建设，钱锺书故居列入名录。",
        "账户与银行账户，瞭望塔，乾隆年间，慰藉，著名，走着，勐海县。",
        "复习功课，覆盖面，了解，执著。",
    ],
)
def test_simplified_words_that_keep_a_rarer_form_are_silent(sentence: str) -> None:
    """Names and words of simplified print stay as they are."""
    assert found(HANS, sentence) == []


def test_a_name_is_asked_for_once() -> None:
    """A character that only its rarity speaks against, and that comes back, is a name: one finding, to be checked."""
    whole = document(HANT.format("代表鄭麗琼指出，鄭麗琼表示，鄭麗琼強調。"))
    findings = [f for f in lint(whole).findings if f.span.of(whole.text) == "琼"]

    assert [f.judgement.certainty for f in findings] == [Certainty.CHECK]


@pytest.mark.parametrize("word", ["里山", "于女"])
def test_a_name_of_native_characters_is_asked_for_once(word: str) -> None:
    """The same of a character that places and people have, though another one is far commoner by itself."""
    whole = document(HANT.format(f"國際{word}倡議，{word}再次出現，推廣{word}精神，香港{word}的事。"))
    findings = [f for f in lint(whole).findings if f.span.of(whole.text) in "里于"]

    assert [f.judgement.certainty for f in findings] == [Certainty.CHECK]


def test_what_the_document_writes_right_elsewhere_is_no_name() -> None:
    """A character left simplified is told in each place where the document itself has the traditional one too."""
    text = HANT.format("執票人得請求付款。执票人應出具收據。执票人不得讓與。执票人仍請求作成。执票人收受。")
    assert [pair for pair in found("{}", text) if pair[0] == "执"] == [("执", "執")] * 4


def compared(left: str, right: str, standard: Standard = Standard.ANY) -> list[tuple[str, str, str, str | None]]:
    """Return the changes of a traditional and a simplified sentence."""
    ours, theirs = document(HANT.format(left)), document(HANS.format(right))
    result = compare(ours, theirs, spelling=Spelling(standard))
    return [
        (c.kind.value, c.spans.left.of(ours.text), c.spans.right.of(theirs.text), c.judgement.expected)
        for c in result.changes
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("學者徐乾學的文稿。", "学者徐乾学的文稿。"),
        ("錢鍾書故居列入名錄。", "钱锺书故居列入名录。"),
        ("推動經濟加快復甦，開立專用帳戶。", "推动经济加快复苏，开立专用账户。"),
        ("這裡衹能登記一次。", "这里只能登记一次。"),
        ("砲台與兄弟鬩牆。", "炮台与兄弟阋墙。"),
    ],
)
def test_what_a_converter_may_write_is_no_difference(left: str, right: str) -> None:
    """What the counterpart shows, and what folds to it, is silent."""
    assert compared(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "changes"),
    [
        ("出版一批經典名著。", "出版一批经典名着。", [("wrong-character", "著", "着", "著")]),
        ("醫療保險全覆蓋。", "医疗保险全复盖。", [("wrong-character", "覆", "复", "覆")]),
        ("就像呼吸一樣自然。", "就像唿吸一样自然。", [("wrong-character", "呼", "唿", "呼")]),
        ("推動資金鍊融合。", "推动资金链融合。", [("wrong-character", "鍊", "链", "鏈")]),
        (
            "部份計畫已經完成。",
            "部分计划已经完成。",
            [("vocabulary", "部份", "部分", None), ("vocabulary", "計畫", "计划", None)],
        ),
        (
            "由程式設計師處理資料。",
            "由程序员处理数据。",
            [("vocabulary", "程式設計師", "程序员", None), ("vocabulary", "資料", "数据", None)],
        ),
        (
            "連接伺服器，每兩年一次。",
            "连接服务器，每年一次。",
            [("vocabulary", "伺服器", "服务器", None), ("number", "兩", "", None)],
        ),
    ],
)
def test_each_side_and_each_word_is_a_conversion_and_a_real_change_stands_alone(
    left: str, right: str, changes: list[tuple[str, str, str, str | None]]
) -> None:
    """Damage is found on the side that has it; words of a region are whole words; the number beside one is a number."""
    assert compared(left, right) == changes


def test_words_of_a_region_are_one_group_a_pair_of_words() -> None:
    """Each place is a change of its own; the pair of words names the entry."""
    ours = document(HANT.format("資料和網路，資料和程式。"))
    theirs = document(HANS.format("数据和网络，数据和程序。"))
    changes = [c for c in compare(ours, theirs).changes if c.kind is Kind.VOCABULARY]

    assert [c.weight for c in changes] == [Weight.CONVERSION] * 4
    assert changes[0].group == changes[2].group
    assert len({c.group for c in changes}) == 3


def test_two_texts_in_one_script_have_no_regional_words() -> None:
    """There the words themselves differ: a person must say which is meant."""
    ours, theirs = document(HANS.format("处理数据。")), document(HANS.format("处理资料。"))

    assert [c.kind for c in compare(ours, theirs).changes] == [Kind.WORDING]


def test_the_heaviest_cut_decides_and_explain_shows_it() -> None:
    """指明|了 outweighs 指|明瞭, and the evidence says by how much."""
    text = HANT.format("講話指明瞭前進方向。")
    weighing = explain(document(text), text.index("瞭")).weighing

    assert weighing is not None and weighing.own is not None
    right, option = weighing.others[0]
    assert right == "了"
    assert "指明|了|前進" in "|".join(weighing.clause.cut(option))
    assert option.weight > weighing.own_weight


def test_a_wrong_neighbour_does_not_blind_the_judgement() -> None:
    """復制 is wrong in both characters: the word is 複製."""
    assert found(HANT, "形成可復制的經驗。") == [("復", "複"), ("制", "製")]


def test_a_clause_ends_at_marks() -> None:
    """Words do not reach across a comma."""
    text = "推動，發展經濟。"
    clause = clause_at(fold(text), text, 3)

    assert (clause.written, clause.place) == ("發展經濟", 0)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("防止返睏致貧。", ["睏困"]),  # alone, of a pair that print has both ways
        ("未經許可不準擅自開工。", ["準准"]),
        ("繪製成本麯線。", ["麯曲"]),  # a rare form, which a word corrects
        ("擴大白術、黃芪種植。", ["術朮"]),
        ("聘請鐘南山院士為顧問。", ["鐘鍾"]),
        ("藥品為脂微球載體制劑。", ["制製"]),  # a word across the border of two others
        ("起草京沈客專方案。", ["沈瀋"]),
        ("應由機關檢俱資料。", ["俱具"]),
        ("福清檯灣農民創業園。", ["檯台"]),
        ("前往毛裡湖鎮調研。", ["裡里"]),  # a township
        ("前往雨衝鄉調研。", ["衝沖"]),
    ],
)
def test_what_stands_alone_or_across_words_or_in_a_place_is_found(sentence: str, wrong: list[str]) -> None:
    """Each row is of a kind that a glance, or a word alone, does not tell."""
    assert found(HANT, sentence) == [(pair[0], pair[1]) for pair in wrong]


@pytest.mark.parametrize(
    "sentence",
    [
        "這意味着供款二十年，他接着說，睡不着也找不着，充滿着矛盾。",  # Hong Kong: the particle
        "堅尼系數只看現金收入，登記人數只佔一成多。",  # 數 is a number only by itself
        "公民黨區議員與黨友議員出席。",  # a title does not make 黨 a surname
        "好多呢啲、係知的。",
        "獲授勳的團夥，鼓噪的仝人，哀求祢，憑感應枱登記。",
        "公務人員陞遷與複評，薦任職務，新能源併網發電。",
        "在勐統鎮與嘎灑鎮。",
        "餘姚市與余姚市。",
    ],
)
def test_what_hong_kong_and_offices_write_is_silent(sentence: str) -> None:
    """Forms, words and names of native print."""
    assert found(HANT, sentence) == []


def test_a_common_character_is_no_part_of_a_name() -> None:
    """What comes back beside one neighbour is asked for once, but not 箇 for 個: no name is made of 個."""
    whole = document(HANT.format("建成13箇中心村，開工24箇中心村，改造35箇中心村。"))

    assert [f.span.of(whole.text) for f in lint(whole).findings] == ["箇"] * 3


def test_a_character_beside_other_neighbours_is_no_name() -> None:
    """Three errors of one sort in three places are three findings."""
    whole = document(HANT.format("內政部颱內營字第一號，外交部與颱商往來，財政部颱財稅字第二號。"))

    assert [f.span.of(whole.text) for f in lint(whole).findings] == ["颱"] * 3


def test_an_element_has_another_name_in_each_region() -> None:
    """Single characters are words of regions where the tables say so."""
    assert compared("新建矽基材料項目。", "新建硅基材料项目。") == [("vocabulary", "矽", "硅", None)]


@pytest.mark.parametrize("char", "嘅邨櫈")
def test_characters_of_hong_kong_are_no_rare_variants(char: str) -> None:
    """They are variants for a dictionary, and usual in Hong Kong's print."""
    whole = document(HANT.format(f"當局說明{char}的情況。"))

    assert lint(whole).findings == ()


def test_a_japanese_form_is_told_with_another_character() -> None:
    """頴 is 穎: what is expected is never what is written."""
    whole = document(HANT.format("黃頴灝出席。"))

    assert [(f.span.of(whole.text), f.judgement.expected) for f in lint(whole).findings] == [("頴", "穎")]


def test_the_cut_as_written_shows_what_is_written() -> None:
    """A neighbour that is wrong too is shown as it stands, not as it should be."""
    whole = document(HANT.format("防止返睏致貧。"))
    text = explanation_text(explain(whole, whole.text.index("貧")), 78, colour=False)

    assert "返|睏|致|貧" in text


@pytest.mark.parametrize(
    ("text", "char", "evidence"),
    [
        ("由範先生擔任組長", "範", "a title or a word of speech follows as it does a name: 范 is a surname"),
        ("一只丹頂鶴", "只", "a number or a pointing word stands before it: 隻 counts"),
        ("相關院、係、所", "係", "it is an item of a list: 系 is a noun by itself"),
        ("該企業系指法人，系依法設立", "系依", "it begins a clause that goes on a sentence: 係 is to be"),
        ("他在屋子里坐", "里", "a common word stands before it: 裡 is inside"),
        ("提出示范文本", "范", None),
    ],
)
def test_what_stands_around_a_place_is_said_where_it_weighs(text: str, char: str, evidence: str | None) -> None:
    """A surname, a measure word, an item of a list: the evidence is named, and only where it is there."""
    whole = document(HANT.format(text))
    told = " ".join(explanation_text(explain(whole, whole.text.rindex(char)), 200, colour=False).split())

    assert (evidence in told) if evidence else ("is a surname" not in told)

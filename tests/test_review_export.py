"""What comes out of a review: points for people and programs, and corrected copies."""

import json
from dataclasses import replace

import pytest
from conftest import document, golden
from test_reviewing import LEFT, RIGHT, material, numbered

from plandiff.comparison import compare
from plandiff.decisions.decision import Verdict
from plandiff.errors import UsageError
from plandiff.judging.change import Certainty, Kind, Weight
from plandiff.reading.document import Evidence
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.export import decisions_json, decisions_markdown, exported
from plandiff.reviewing.repairs import corrected
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair


def test_accepted_repairs_and_nothing_else_are_in_the_corrected_copy():
    """Accepted characters and damage are mended; rejected and open ones, and every other character, stay."""
    review = Review(material())
    accepted = numbered(review.material, Kind.WRONG_CHARACTER, "制")[:2]
    review.decide(accepted, Verdict.ACCEPT)
    review.decide(numbered(review.material, Kind.WRONG_CHARACTER, "后"), Verdict.REJECT)
    review.decide(numbered(review.material, Kind.NUMBER), Verdict.ACCEPT)

    assert corrected(review) == Pair(LEFT.replace("制造業", "製造業"), None)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_character_left_over_in_either_text_is_mended_there(swapped):
    """A traditional character in the simplified text, a simplified one in the traditional text: each in its own."""
    hant = "全面貫徹新發展理念，推動高質量发展。加強組織領導，落實責任分工。"
    hans = "全面贯彻新发展理念，推动高质量发展。加强組织领导，落实责任分工。"
    review = Review(material(hans, hant) if swapped else material(hant, hans))
    review.decide(numbered(review.material, Kind.LEFTOVER_CHARACTER), Verdict.ACCEPT)
    expected = Pair(hant.replace("发", "發"), hans.replace("組", "组"))

    assert corrected(review) == (expected.mirrored() if swapped else expected)


def test_damage_is_mended_on_its_own_side(seeds):
    """The repair of damaged bytes goes to the damaged document, also where the sides are exchanged."""
    back = material_of(compare(seeds.documents.right, seeds.documents.left))
    for found, side in ((seeds, "left"), (back, "right")):
        review = Review(found)
        review.decide(numbered(found, Kind.MOJIBAKE), Verdict.ACCEPT)
        text = getattr(corrected(review), side)
        assert "重大成就。“十三五”時期" in text.replace("\n", "")
        assert "?!笆" not in text
        assert getattr(corrected(review), "right" if side == "left" else "left") is None


def test_nothing_is_written_over_another_file(tmp_path):
    """The same export again changes nothing; another one gets a number; the originals are never touched."""
    (tmp_path / "left.corrected.txt").write_text("somebody's own work", encoding="utf-8")
    review = Review(material())
    review.decide(numbered(review.material, Kind.WRONG_CHARACTER), Verdict.ACCEPT)
    first, again = exported(review, tmp_path, "pair"), exported(review, tmp_path, "pair")
    review.undo()
    later = exported(review, tmp_path, "pair")

    names = ["pair.decisions.md", "pair.decisions.json", "left.corrected-2.txt"]
    assert [path.name for path in first] == names
    assert again == first
    assert [path.name for path in later] == ["pair.decisions-2.md", "pair.decisions-2.json"]
    assert (tmp_path / "left.corrected.txt").read_text(encoding="utf-8") == "somebody's own work"


@pytest.mark.parametrize(
    ("encoding", "evidence", "written_as"),
    [
        ("utf-8", Evidence.BOM, "utf-8-sig"),
        ("utf-16-le", Evidence.BOM, "utf-16"),
        ("big5hkscs", Evidence.GUESS, "big5hkscs"),
        ("gb18030", Evidence.GIVEN, "gb18030"),
        ("gb2312", Evidence.GIVEN, "utf-8"),
    ],
)
def test_a_corrected_copy_keeps_the_encoding_if_it_can(tmp_path, encoding, evidence, written_as):
    """Encoding and byte order mark stay; where the encoding lacks a character, the copy is UTF-8."""
    left = replace(document(LEFT, "left.txt"), encoding=encoding, encoding_evidence=evidence)
    review = Review(material_of(compare(left, document(RIGHT, "right.txt"))))
    review.decide(numbered(review.material, Kind.WRONG_CHARACTER, "制")[:2], Verdict.ACCEPT)
    copy = exported(review, tmp_path, "pair")[-1]

    assert copy.read_bytes().decode(written_as) == LEFT.replace("制造業", "製造業")


def test_the_markdown_reads_as_a_letter_to_the_author():
    """Queries come first, equal findings stand together, and each point says place, texts, expected and comment."""
    review = Review(material())
    duty = numbered(review.material, Kind.COMMITMENT)[0]
    review.decide([duty], Verdict.REJECT)
    review.comment(duty, "原文為「應當」，請確認 *是否* 有意放寬")
    review.decide(review.equal(numbered(review.material, Kind.WRONG_CHARACTER, "制")[0], words=True), Verdict.ACCEPT)

    golden(decisions_markdown(review), "decisions.md")


def test_document_text_is_harmless_in_markdown(tmp_path):
    """Markup, escape codes and bidi marks of a document or a comment are shown, not obeyed."""
    hostile = "規劃[x](javascript:a)<b>\x1b[2J\x07\u202e期限為五年。"
    review = Review(material(hostile, hostile.replace("五", "十")))
    review.comment(0, "<script> # \x1b[31m")
    text = decisions_markdown(review)

    assert "\x1b" not in text and "\u202e" not in text
    assert r"\[x\](javascript:a)\<b\>␛\[2J␇⟨RLO⟩" in text
    assert r"comment: \<script\> \# ␛\[31m" in text


def test_the_json_holds_each_point_with_its_place():
    """Programs get every change that is not cosmetic, with state, texts, place and comment."""
    review = Review(material())
    number = numbered(review.material, Kind.NUMBER)[0]
    review.decide([number], Verdict.REJECT)
    review.comment(number, "核對")
    data = json.loads(decisions_json(review))
    point = next(change for change in data["changes"] if change["kind"] == "number")

    assert data["format"] == "plandiff-decisions/1"
    assert {key: point[key] for key in ("state", "comment", "name", "certainty")} == {
        "state": "rejected",
        "comment": "核對",
        "name": None,
        "certainty": Certainty.CERTAIN,
    }
    assert point["left"] == {"start": 27, "end": 34, "text": "達到13.5%", "line": 2, "column": 19, "address": None}
    assert data["summary"]["rejected"] == 1
    assert all(change["weight"] != Weight.COSMETIC for change in data["changes"])


def test_export_says_what_is_wrong(tmp_path):
    """A folder that cannot be made is one clear error."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot make"):
        exported(Review(material()), tmp_path / "file" / "x", "pair")

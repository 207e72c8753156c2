from __future__ import annotations

import pytest

from analysis.corpus.signs import SignFinder
from analysis.lexicon import LexiconError, load_lexicon
from analysis.schema import ROLES

SIGNS = load_lexicon("signs")


def test_every_sign_gives_a_role_of_the_codebook_and_says_why() -> None:
    assert set(SIGNS["role"]) <= set(ROLES)
    assert (SIGNS["why"] != "").all()
    assert not SIGNS.duplicated(["where", "term"]).any()


@pytest.mark.parametrize(
    ("text", "is_prose", "rule", "why"),
    [
        ("责任编辑：王某", False, "editor", "the editor of a page"),
        ("您现在的位置：首页 > 要闻", False, "breadcrumb", "a path"),
        ("新闻中心 > 政协要闻 > 正文", False, "breadcrumb", "a path without words that say so"),
        ("首页大厅建成协商驿站，受到群众好评。", True, None, "prose may begin like a button"),
        ("未经许可不得转载，违者必究。", True, "licence", "a licence is prose and still the site's"),
        ("2024-01-25 18:41:12", False, "date_line", "date and time"),
        ("二〇二四年一月十日", False, "date_line", "a date in characters"),
        ("主席 李某某", False, "spoken_by", "the speaker under the title"),
        ("主席会议专题协商", False, None, "主席 may begin a heading"),
        ("上一篇：市政协召开主席会议", False, "neighbours", "a link to another page"),
    ],
)
def test_signs_and_what_only_looks_like_one(text: str, is_prose: bool, rule: str | None, why: str) -> None:
    sign = SignFinder(SIGNS).find(text, is_prose)
    assert (sign.rule if sign else None) == rule, why


def test_an_unknown_place_of_a_sign_is_one_clear_sentence() -> None:
    broken = SIGNS.head(1).assign(where="somewhere")
    with pytest.raises(LexiconError, match="lexicon signs, rule caption_mark.*somewhere"):
        SignFinder(broken)

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from analysis.pipeline import build
from analysis.show.explanation import explain_source
from analysis.show.explanation_page import explain_page
from analysis.tables import Tables


def source_of(tables: Tables, stem: str) -> str:
    return next(name for name in tables.documents["source"] if name.startswith(stem))


def squeeze(text: str) -> str:
    """The parser of the test, not the page, folds runs of line breaks."""
    return re.sub("\n+", "\n", text)


def test_the_page_shows_every_character_of_the_source_once(seed_tables: Tables) -> None:
    for source in seed_tables.documents["source"]:
        page = BeautifulSoup(explain_page(seed_tables, source), "lxml")
        for made in page.select("ins, .unit small"):
            made.decompose()
        shown = "".join(unit.get_text() for unit in page.select(".unit"))
        assert squeeze(shown) == squeeze(seed_tables.source_text(source))


def test_kept_and_dropped_units_and_mends_are_told_apart(seed_tables: Tables) -> None:
    page = BeautifulSoup(explain_page(seed_tables, source_of(seed_tables, "004")), "lxml")
    dropped = [unit.get_text() for unit in page.select(".unit.dropped")]
    assert any("related_headlines" in text for text in dropped)
    assert page.select_one("del[title]") is not None
    assert page.select_one("ins") is not None
    assert [mark.get_text() for mark in page.select(".unit mark")] == ["?!?"]


def test_text_of_a_report_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某市政协工作综述\n<script>alert(1)</script>一年来，市政协召开会议12次，成效明显。\n", encoding="utf-8")
    page = explain_page(build(tmp_path), "a.txt")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page


def test_the_text_names_roles_rules_and_edits(seed_tables: Tables) -> None:
    told = explain_source(seed_tables, source_of(seed_tables, "003"))
    assert told.startswith("characters by role: body")
    assert "cut_sentence" in told
    assert "join: " in told

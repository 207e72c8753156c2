from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import build
from analysis.schema import KEPT_ROLES, check_table
from analysis.tables import Tables, read_tables, table_names, write_tables

REPORT = "{city}市政协2024年工作综述\n2024年，{city}市政协召开协商会议12次，提出意见建议90余条，成效明显。\n再创佳绩，续写新篇。\n"
SPANNED = ("ledger", "edits", "sentences", "tokens", "themes", "quantities", "metrics", "practices", "loops")


def test_five_documents_and_sixteen_reports_of_fifteen_cities(seed_tables: Tables) -> None:
    assert len(seed_tables.documents) == 5
    assert len(seed_tables.reports) == 16
    assert seed_tables.reports["city"].nunique() == 15
    assert seed_tables.reports.loc[seed_tables.reports["city"] == "衢州", "source"].nunique() == 2


def test_every_table_holds_rows_and_keeps_the_contract(seed_tables: Tables) -> None:
    for name in table_names():
        check_table(name, getattr(seed_tables, name))
        assert len(getattr(seed_tables, name)) > 0, name


def test_the_ledger_covers_every_character_of_every_source_once(seed_tables: Tables) -> None:
    for source, units in seed_tables.ledger.groupby("source"):
        text = seed_tables.source_text(str(source))
        assert "".join(text[start:end] for start, end in zip(units["start"], units["end"], strict=True)) == text
        assert (units["end"] - units["start"]).sum() == len(text) == (Path("seeds") / str(source)).read_bytes().decode("utf-8").__len__()


@pytest.mark.parametrize("name", SPANNED)
def test_every_span_lies_in_its_source(seed_tables: Tables, name: str) -> None:
    table = getattr(seed_tables, name)
    lengths = table["source"].map(lambda source: len(seed_tables.source_text(source)))
    assert (table["start"] <= table["end"]).all()
    assert (table["end"] <= lengths).all()


@pytest.mark.parametrize("name", ["quantities", "metrics", "practices"])
def test_a_surface_is_the_slice_of_its_source(seed_tables: Tables, name: str) -> None:
    for row in getattr(seed_tables, name).itertuples():
        assert seed_tables.source_text(row.source)[row.start : row.end] == row.surface


def test_what_was_coded_lies_in_its_sentence(seed_tables: Tables) -> None:
    sentences = seed_tables.sentences.set_index(["report", "sentence"])
    for name in ("tokens", "themes", "quantities", "metrics", "practices", "loops"):
        table = getattr(seed_tables, name)
        own = sentences.loc[pd.MultiIndex.from_frame(table[["report", "sentence"]])]
        assert (own["start"].to_numpy() <= table["start"].to_numpy()).all(), name
        assert (table["end"].to_numpy() <= own["end"].to_numpy()).all(), name
        assert (own["source"].to_numpy() == table["source"].to_numpy()).all(), name


def test_sentences_are_the_kept_units_that_belong_to_a_report(seed_tables: Tables) -> None:
    kept = seed_tables.ledger[seed_tables.ledger["role"].isin(KEPT_ROLES) & seed_tables.ledger["report"].notna()]
    joined = (seed_tables.edits["kind"] == "join").sum()
    assert len(seed_tables.sentences) == len(kept) - joined
    assert joined == 3


def test_repairs_count_mends_and_not_lost_places(seed_tables: Tables) -> None:
    mends = seed_tables.edits[seed_tables.edits["after"].notna()]["source"].value_counts()
    repairs = seed_tables.documents.set_index("source")["repairs"]
    assert repairs.to_dict() == {source: int(mends.get(source, 0)) for source in repairs.index}
    assert len(mends) < len(repairs)
    assert seed_tables.edits["after"].isna().any()


def test_metrics_are_quantities(seed_tables: Tables) -> None:
    key = ["source", "start", "end", "value", "bound", "unit"]
    merged = seed_tables.metrics.merge(seed_tables.quantities, on=key, how="left", indicator=True)
    assert (merged["_merge"] == "both").all()


def test_tokens_are_the_text_of_their_sentence(seed_tables: Tables) -> None:
    texts = seed_tables.tokens.groupby(["report", "sentence"])["text"].agg("".join)
    sentences = seed_tables.sentences.set_index(["report", "sentence"])["text"]
    assert all("".join(sentences[key].split()) == "".join(text.split()) for key, text in texts.items())


def test_two_processes_give_the_same_tables_as_one(seed_tables: Tables) -> None:
    shared = build("seeds", workers=2)
    for name in table_names():
        pd.testing.assert_frame_equal(getattr(shared, name), getattr(seed_tables, name))


def test_tables_come_back_as_they_were_written(seed_tables: Tables, tmp_path: Path) -> None:
    again = read_tables(write_tables(seed_tables, tmp_path / "tables"))
    for name in table_names():
        wanted, got = getattr(seed_tables, name).copy(), getattr(again, name).copy()
        if name == "loops":
            wanted["steps"], got["steps"] = wanted["steps"].map(list), got["steps"].map(list)
        pd.testing.assert_frame_equal(got, wanted)
    assert again.texts == seed_tables.texts


def test_a_table_that_breaks_the_contract_is_not_written(seed_tables: Tables, tmp_path: Path) -> None:
    from dataclasses import replace

    from analysis.schema import SchemaError

    broken = replace(seed_tables, ledger=seed_tables.ledger.assign(role="text"))
    with pytest.raises(SchemaError, match="table ledger, column role, row 0"):
        write_tables(broken, tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_a_file_that_cannot_be_read_is_a_row_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT.format(city="杭州"), encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    tables = build(tmp_path)
    assert tables.documents[["source", "status"]].to_numpy().tolist() == [["bad.txt", "failed"], ["good.txt", "ok"]]
    assert tables.reports["report"].tolist() == ["杭州2024"]
    assert "bad.txt" in tables.documents["error"].iloc[0]


def test_reports_of_one_city_and_year_are_told_apart_by_their_file(tmp_path: Path) -> None:
    for stem in ("first", "second"):
        (tmp_path / f"{stem}.txt").write_text(REPORT.format(city="杭州"), encoding="utf-8")
    (tmp_path / "nameless.txt").write_text("深化协商\n一年来，市政协认真履职，取得了新的成效。\n", encoding="utf-8")
    assert build(tmp_path).reports["report"].tolist() == ["nameless", "杭州2024-first", "杭州2024-second"]


def test_the_manifest_overrides_what_is_inferred(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(city="杭州"), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("source,ordinal,city,year\na.txt,1,宁波,2023\n", encoding="utf-8")
    assert build(tmp_path).reports[["report", "city", "year"]].to_numpy().tolist() == [["宁波2023", "宁波", 2023]]


def test_a_manifest_in_another_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(city="杭州"), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("source,ordinal,city,year\na.txt,1,宁波市,2023\n", encoding="gb18030")
    assert build(tmp_path).reports["report"].tolist() == ["宁波2023"]


def test_a_text_without_body_has_no_report_and_its_ledger_still_covers_it(tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("首页\n打印\n", encoding="utf-8")
    tables = build(tmp_path)
    assert len(tables.reports) == 0
    assert tables.ledger["end"].max() == len("首页\n打印\n")

from dataclasses import replace

import pytest

from analysis.schema import make_table
from analysis.show.gallery import make_figures, plan_figures
from tests.compare.small_corpus import empty_tables, lone_tables, many_tokens, metric, small_tables
from tests.show import drawn


@pytest.fixture(scope="module")
def plates():
    return plan_figures(small_tables(tokens=many_tokens(20)))


def test_there_are_at_least_ten_figures_of_four_sections(plates):
    assert len(plates) >= 12
    assert list(dict.fromkeys(plate.section for plate in plates)) == ["corpus", "themes", "indicators", "practices"]
    assert len({plate.name for plate in plates}) == len(plates)


def test_titles_are_made_by_the_data(plates):
    titles = {plate.name: plate.title for plate in plates}
    assert "杭州谈委员下沉最多（80%，n=20）" in titles["themes_first"]
    tables = small_tables()
    swapped = tables.themes.assign(report=tables.themes["report"].replace({"杭州2024": "宁波2024", "宁波2024": "杭州2024"}))
    others = {plate.name: plate.title for plate in plan_figures(small_tables(themes=swapped))}
    assert "宁波谈委员下沉最多（80%，n=20）" in others["themes_first"]


def test_every_figure_is_readable_and_carries_its_source(plates):
    for plate in plates:
        figure = plate.draw()
        assert drawn.title(figure) == plate.title
        assert drawn.foot(figure).startswith("来源："), plate.name
        assert "n=" in drawn.foot(figure), plate.name
        assert drawn.overlapping_labels(figure) == [], plate.name
        assert drawn.out_of_page(figure) == [], plate.name
        assert figure.get_size_inches()[0] == pytest.approx(16 / 2.54)


def test_a_file_that_stands_twice_is_said_to(plates):
    files = small_tables().documents
    twice = small_tables(documents=files.assign(sha256=files["sha256"].iloc[0]))
    told = {plate.name: plate.caption for plate in plan_figures(twice)}
    assert told["indicators_panels"].endswith("e、宁波、衢州2023、衢州2024的文件与另一份逐字相同，仍各计一份。")
    assert not any("逐字相同" in plate.caption for plate in plates)


def test_the_pairs_of_one_report_name_its_number():
    rows = [metric("杭州2024", 1, "328件", 328, "件", "proposals")]
    pairs = next(plate for plate in plan_figures(small_tables(metrics=make_table("metrics", rows))) if plate.name == "indicators_pairs")
    assert drawn.row_names(pairs.draw().axes[0]) == ["杭州（328件）", ""]


def test_files_and_records(tmp_path):
    told = []
    records = make_figures(small_tables(), tmp_path, on_figure=told.append)
    assert told == [record.name for record in records]
    for record in records:
        assert record.path == tmp_path / f"{record.name}.png"
        assert record.path.stat().st_size > 5000
        assert record.alt_text.startswith(record.title)
    endings = (".png", ".svg", ".csv", "_evidence.csv")
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(record.name + ending for record in records for ending in endings)


@pytest.mark.parametrize("tables", [empty_tables(), lone_tables()], ids=["nothing read", "one report without numbers"])
def test_a_poor_corpus_still_has_its_figures(tables):
    for plate in plan_figures(tables):
        figure = plate.draw()
        assert drawn.title(figure) == plate.title
        assert "nan" not in plate.title


def test_texts_of_reports_are_drawn_as_they_stand_and_run_nowhere(tmp_path):
    tables = small_tables()
    evil = make_table("practices", [row | {"name": "=cmd()<script>$x$", "surface": "$x$"} for row in tables.practices.to_dict("records")])
    records = make_figures(replace(tables, practices=evil), tmp_path)
    written = (tmp_path / "practices_diffusion.csv").read_text(encoding="utf-8")
    assert "'=cmd()" in written
    assert ",=cmd()" not in written
    assert b"<script" not in (tmp_path / "practices_diffusion.svg").read_bytes()
    assert "<script>" in next(record.title for record in records if record.name == "practices_diffusion")

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.lexicon import load_lexicon
from analysis.show import figures
from analysis.show.colours import INK, city_colour, order_cities
from analysis.show.marks import readable_ink, short_names
from analysis.show.saving import safe_cell, save_figure, spreadsheet_safe
from analysis.show.style import figure_style, finish_figure, font_family, shorten, start_figure, text_width, wrap_chinese
from tests.show import drawn


def plain_figure(title="题目", label="甲"):
    with figure_style():
        figure, (axes,) = start_figure(5)
        axes.set_yticks([0], labels=[label])
        axes.plot([0, 1], [0, 0])
        return finish_figure(figure, title, "来源：n=1")


def test_the_font_is_the_repository_s_own_after_the_theme_is_set():
    with figure_style():
        assert mpl.rcParams["font.family"] == [font_family()]
    assert mpl.rcParams["font.family"] != [font_family()]
    assert plain_figure().axes[0].get_yticklabels()[0].get_fontname() == font_family()


def test_a_city_has_one_colour_in_every_year():
    assert (
        city_colour("衢州2024")
        == city_colour("衢州")
        == city_colour("衢州2025-002")
        == city_colour("衢州（1）")
        == city_colour("衢州2025（2）")
    )


def test_cities_of_a_province_differ_in_colour():
    places = load_lexicon("places")
    cities = places[(places["level"] == "prefecture") & (places["province"] == "浙江")]["short"]
    colours = [city_colour(city) for city in cities]
    gaps = [sum(abs(a - b) for a, b in zip(one, two, strict=True)) for i, one in enumerate(colours) for two in colours[i + 1 :]]
    assert len(cities) == 11
    assert min(gaps) > 0.1


def test_unknown_places_have_a_colour_too():
    assert city_colour("乌有") == city_colour("乌有")
    assert order_cities(["乌有", "丽水", "杭州"]) == ["杭州", "丽水", "乌有"]


@pytest.mark.parametrize(
    ("label", "shown", "noted"),
    [
        ("杭州", "杭州", False),
        ("𠮷市", "〓市", True),
        ("a$x$b$y$", "a$x$b$y$", False),
        ("甲\x07乙", "甲 乙", True),
        ("甲\u202e乙", "甲 乙", True),
    ],
)
def test_what_the_font_lacks_is_marked_and_named(label, shown, noted):
    figure = plain_figure(label=label)
    assert drawn.row_names(figure.axes[0]) == [shown]
    assert ("字库缺字（U+" in drawn.foot(figure)) == noted


def test_a_lacking_character_in_the_title_is_marked():
    assert drawn.title(plain_figure(title="𠮷市最多")) == "〓市最多"


def test_two_renderings_have_the_same_bytes(tmp_path):
    data = pd.DataFrame({"city": ["杭州"], "share": [1 / 3]})
    for folder in ("one", "two"):
        save_figure(plain_figure(), data, tmp_path / folder, "chart")
    for ending in ("png", "svg", "csv"):
        first, second = ((tmp_path / folder / f"chart.{ending}").read_bytes() for folder in ("one", "two"))
        assert first == second
    assert (tmp_path / "one" / "chart.csv").read_text(encoding="utf-8") == "city,share\n杭州,0.333333\n"


def test_files_name_no_date_and_no_program(tmp_path):
    save_figure(plain_figure(), pd.DataFrame({"n": [1]}), tmp_path, "chart")
    assert b"matplotlib" not in (tmp_path / "chart.svg").read_bytes().lower().replace(b"matplotlib.axis", b"")
    assert b"Software" not in (tmp_path / "chart.png").read_bytes()


@pytest.mark.parametrize("name", ["../x", "a/b", "图", "", "a.b"])
def test_a_name_that_is_no_plain_file_name_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="no name for a figure"):
        save_figure(plain_figure(), pd.DataFrame(), tmp_path, name)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+86", "'+86"), ("-13", "'-13"), (" =1", "' =1"), ("\t=1", "' =1"),
        ("甲=乙", "甲=乙"), (-13, -13), ("甲\x00乙", "甲 乙"), ("甲\ud800", "甲 "),
    ],
)  # fmt: skip
def test_a_spreadsheet_never_runs_a_report(cell, safe):
    assert safe_cell(cell) == safe


def test_numbers_stay_numbers_and_null_stays_empty():
    frame = pd.DataFrame({"n": [-1, 2], "share": [-0.25, None], "text": ["=x", None]})
    safe = spreadsheet_safe(frame)
    assert safe["n"].tolist() == [-1, 2]
    assert safe["share"].iloc[0] == -0.25
    assert safe["text"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("colour", "ink"),
    [("#2f6690", "white"), ("white", INK), ("#a9c5da", INK), ("black", "white"), ((0.18, 0.4, 0.56), "white"), ((1, 1, 1, 1), INK)],
)
def test_ink_is_readable_on_every_kind_of_colour(colour, ink):
    assert readable_ink(colour) == ink


@pytest.mark.parametrize(
    ("labels", "width", "names"),
    [
        (["杭州", "廊坊2024（1）"], 8, ["杭州", "廊坊2024（1）"]),
        (["a" * 30, "乙" * 30], 9, ["aaaaa…aaa", "乙乙乙乙乙…乙乙乙"]),
        (["政府工作报告第一份文本", "政府工作报告第二份文本"], 6, ["政府…本（1）", "政府…本（2）"]),
        ([], 6, []),
    ],
)
def test_short_names_stay_apart(labels, width, names):
    assert short_names(labels, width) == names


@pytest.mark.parametrize("text", ["短", "各地谈党建的份额区间重叠，分不出先后；宁波、舟山谈协商平台多于其余合计", "a" * 80, ""])
def test_wrapping_loses_nothing(text):
    lines = wrap_chinese(text, 20).split("\n")
    assert "".join(lines) == text
    assert all(line[:1] not in "，。；：）" for line in lines if line)


def test_wrapped_lines_fit():
    text = "杭州谈委员下沉（69%，n=13）多于其余合计（13%），但与个别地方区间重叠；" * 3
    assert max(text_width(line) for line in wrap_chinese(text, 34).split("\n")) <= 38


def test_long_labels_are_cut_with_a_sign():
    assert shorten("甲" * 20, 14) == "甲" * 13 + "…"
    assert shorten("甲\n乙", 14) == "甲 乙"


def test_no_figure_stays_open():
    plain_figure()
    assert plt.get_fignums() == []
    assert figures.save_figure is save_figure

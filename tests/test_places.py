"""The administrative divisions: complete, without doubles, and short as people say them."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.lexicon import load_lexicon
from tools.make_places import shorten_name

SHORT_NAMES = [
    ("浙江省", "浙江", "the plain suffix"),
    ("内蒙古自治区", "内蒙古", "蒙古 belongs to the name"),
    ("广西壮族自治区", "广西", "a nationality goes"),
    ("新疆维吾尔自治区", "新疆", "a nationality without 族 goes"),
    ("香港特别行政区", "香港", "a special region"),
    ("延边朝鲜族自治州", "延边", "an autonomous prefecture"),
    ("恩施土家族苗族自治州", "恩施", "two nationalities go"),
    ("博尔塔拉蒙古自治州", "博尔塔拉", "蒙古 without 族"),
    ("克孜勒苏柯尔克孜自治州", "克孜勒苏", "克孜 stands in both parts"),
    ("双江拉祜族佤族布朗族傣族自治县", "双江", "four nationalities go"),
    ("东乡族自治县", "东乡", "the nationality is the name"),
    ("积石山保安族东乡族撒拉族自治县", "积石山", "东乡族 inside a list"),
    ("隆林各族自治县", "隆林", "各族"),
    ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯", "a long name"),
    ("鄂温克族自治旗", "鄂温克", "a banner named after its nationality"),
    ("鄂伦春自治旗", "鄂伦春", "nothing to strip"),
    ("锡林郭勒盟", "锡林郭勒", "a league"),
    ("阿里地区", "阿里", "a prefecture"),
    ("神农架林区", "神农架", "a forest district"),
    ("浦东新区", "浦东", "a new area"),
    ("清新区", "清新", "新区 is not the suffix here"),
    ("敖汉旗", "敖汉", "a banner"),
    ("杭锦后旗", "杭锦后旗", "a wing banner keeps its suffix"),
    ("正蓝旗", "正蓝旗", "a colour banner keeps its suffix"),
    ("黟县", "黟县", "two characters stay whole"),
    ("东区", "东区", "two characters stay whole"),
]


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_lexicon("places")


@pytest.mark.parametrize(("name", "short", "why"), SHORT_NAMES)
def test_short_name(name: str, short: str, why: str) -> None:
    assert shorten_name(name) == short, why


def test_counts(places: pd.DataFrame) -> None:
    # 333 prefecture-level units: 293 cities, 30 autonomous prefectures, 7 prefectures, 3 leagues.
    prefectures = places[places["level"] == "prefecture"]
    kinds = prefectures["name"].str.extract("(自治州|地区|盟|市)$")[0].value_counts()
    assert kinds.to_dict() == {"市": 293, "自治州": 30, "地区": 7, "盟": 3}
    assert (places["level"] == "province").sum() == 34
    assert 2840 <= (places["level"] == "county").sum() <= 2860


def test_codes_are_unique_and_sorted(places: pd.DataFrame) -> None:
    assert places["code"].is_unique
    assert places["code"].is_monotonic_increasing
    assert places["code"].str.fullmatch(r"\d{6}").all()


def test_every_unit_hangs_on_a_known_one(places: pd.DataFrame) -> None:
    by_level = {level: set(group["short"]) for level, group in places.groupby("level")}
    assert set(places["province"]) <= by_level["province"]
    lower = places[places["level"] != "province"]
    assert set(lower["parent"]) <= by_level["province"] | by_level["prefecture"]
    assert (places.loc[places["level"] == "province", "parent"] == "").all()


def test_short_names_of_cities_are_unique(places: pd.DataFrame) -> None:
    upper = places[places["level"] != "county"]
    assert upper["short"].is_unique
    counties = places[places["level"] == "county"]
    assert not counties["short"].isin(upper["short"]).any()


@pytest.mark.parametrize(
    ("name", "short", "level", "parent"),
    [
        ("东莞市", "东莞", "prefecture", "广东"),
        ("儋州市", "儋州", "prefecture", "海南"),
        ("三沙市", "三沙", "prefecture", "海南"),
        ("济源市", "济源", "county", "河南"),
        ("仙桃市", "仙桃", "county", "湖北"),
        ("石河子市", "石河子", "county", "新疆"),
        ("浦东新区", "浦东", "county", "上海"),
        ("吉林市", "吉林市", "prefecture", "吉林"),
        ("海南藏族自治州", "海南州", "prefecture", "青海"),
        ("长沙县", "长沙县", "county", "长沙"),
        ("清水县", "清水", "county", "天水"),
    ],
)
def test_unit(places: pd.DataFrame, name: str, short: str, level: str, parent: str) -> None:
    rows = places[places["name"] == name]
    assert rows[["short", "level", "parent"]].to_numpy().tolist() == [[short, level, parent]]


@pytest.mark.parametrize("name", ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "苏州工业园区"])
def test_no_division(places: pd.DataFrame, name: str) -> None:
    assert name not in set(places["name"])


def test_aliases(places: pd.DataFrame) -> None:
    aliases = places.set_index("name")["aliases"]
    assert aliases["甘孜藏族自治州"] == "甘孜州"
    assert aliases["前郭尔罗斯蒙古族自治县"].split("|") == ["前郭尔罗斯县", "前郭", "前郭县"]
    assert aliases["巴音郭楞蒙古自治州"].split("|") == ["巴音郭楞州", "巴州"]

"""Makes `analysis/lexicons/places.csv`, the administrative divisions of China, from the JSON files of china-division.

One row per province, prefecture-level unit and county-level unit, sorted by code:

| column | what |
|---|---|
| code | the six-digit code of the statistics bureau (GB/T 2260) |
| name, short | the official name; the name people say, by which a report is labelled |
| aliases | other usual names, `|` between them: 甘孜州, 前郭县 |
| level | province, prefecture or county |
| province, parent | short names of the province and of the unit above; empty for a province |
| source | where the row comes from |
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.schema import LEVELS

TARGET = Path(__file__).parent.parent / "analysis" / "lexicons" / "places.csv"
SOURCE = "国家统计局 2023（china-division 2.7.0）"
SPECIAL_SOURCE = "GB/T 2260"
SPECIAL_REGIONS = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))

# 大柴旦行政委员会 and 中沙群岛 have a code but no people's congress or 政协 of their own.
ZONES = frozenset({"632857", "460323"})

# The 55 nationalities as they stand at the end of names; a search from the left finds the longest (东乡族 before 乡族).
_NATIONALITY = re.compile(
    "(?:蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|"
    "东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|乌孜别克族|"
    "俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族)$"
)

# Usual names that no rule gives, by code.
NICKNAMES = {
    "152500": "锡盟", "152900": "阿盟", "652700": "博州", "652800": "巴州", "653000": "克州",
    "150121": "土左旗", "150122": "托县", "150221": "土右旗", "150223": "达茂旗", "150421": "阿鲁旗|阿旗",
    "150521": "科左中旗", "150522": "科左后旗", "150722": "莫旗", "150725": "陈旗", "150726": "新左旗", "150727": "新右旗",
    "150926": "察右前旗", "150927": "察右中旗", "150928": "察右后旗", "152221": "科右前旗", "152222": "科右中旗",
    "152525": "东乌旗", "152526": "西乌旗", "211324": "喀左|喀左县", "220721": "前郭|前郭县", "230624": "杜蒙|杜蒙县",
}  # fmt: skip


class Division(NamedTuple):
    """One unit as the source names it."""

    code: str
    name: str
    level: str
    parent: str  # the code of the unit above; empty for a province


def shorten_name(name: str) -> str:
    """Return the name people say: 甘孜藏族自治州 → 甘孜, 延吉市 → 延吉, 杭锦后旗 and 黟县 as they stand."""
    if name.endswith("自治区"):
        return name[: 3 if name.startswith("内") else 2]
    if name.endswith(("自治州", "自治县", "自治旗")):
        return _strip_nationalities(name[:-3])
    for suffix in ("特别行政区", "新区", "林区", "特区", "地区", "群岛"):
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    if name.endswith("旗"):
        return name if name[-2] in "左右前中后合蓝黄白" else name[:-1]
    return name[:-1] if name[-1] in "省市县区盟" and len(name) > 2 else name


def _strip_nationalities(name: str) -> str:
    while (match := _NATIONALITY.search(name)) and match.start() > 0:
        name = name[: match.start()]
    return name.removesuffix("族")


def list_aliases(division: Division, short: str) -> str:
    """Return the other usual names: an autonomous unit's short name with 州, 县 or 旗, and nicknames."""
    suffix = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(division.name[-3:], "")
    usual = [f"{short.removesuffix(suffix)}{suffix}"] if suffix else []
    names = dict.fromkeys(usual + [name for name in NICKNAMES.get(division.code, "").split("|") if name])
    return "|".join(name for name in names if name not in (short, division.name))


def read_divisions(folder: Path) -> list[Division]:
    """Return the divisions of the source's provinces.json, cities.json and areas.json, sorted by code, and the special regions.

    Left out: rows that only group (市辖区, 省直辖县级行政区划), a city that stands for its missing counties (东莞), and the bureau's own
    zones, which are no divisions (codes ending in 71–79). So are the special regions' districts: they have no 政协, and 东区 misleads.
    """
    rows = [Division(row["code"] + "0000", row["name"], "province", "") for row in _read(folder, "provinces")]
    rows += [Division(code, name, "province", "") for code, name in SPECIAL_REGIONS]
    grouping = re.compile(r"市辖区|县|.+直辖县级行政区划")
    for row in _read(folder, "cities"):
        if not grouping.fullmatch(row["name"]):
            rows.append(Division(row["code"] + "00", row["name"], "prefecture", row["provinceCode"] + "0000"))
    prefectures = {row.code: row.name for row in rows}
    for row in _read(folder, "areas"):
        city = row["cityCode"] + "00"
        if row["code"] in ZONES or re.fullmatch(r"\d{4}7[1-9]", row["code"]) or row["name"] == prefectures.get(city):
            continue
        rows.append(Division(row["code"], row["name"], "county", city if city in prefectures else row["provinceCode"] + "0000"))
    return sorted(rows)


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def make_places(divisions: list[Division]) -> pd.DataFrame:
    """Return the lexicon, one row per division."""
    shorts = list_shorts(divisions)
    records = [
        {
            "code": row.code,
            "name": row.name,
            "short": shorts[row.code],
            "aliases": list_aliases(row, shorts[row.code]),
            "level": row.level,
            "province": shorts[row.code[:2] + "0000"],
            "parent": shorts.get(row.parent, ""),
            "source": SPECIAL_SOURCE if (row.code, row.name) in SPECIAL_REGIONS else SOURCE,
        }
        for row in divisions
    ]
    return pd.DataFrame(records)


def list_shorts(divisions: list[Division]) -> dict[str, str]:
    """Return code → short name; one that a unit of a higher level has as well keeps its last character (吉林市, 海南州, 长沙县)."""
    shorts = {row.code: shorten_name(row.name) for row in divisions}
    taken: set[str] = set()
    for level in LEVELS:
        own = [row for row in divisions if row.level == level]
        for row in own:
            if shorts[row.code] in taken:
                shorts[row.code] += row.name[-1]
        taken |= {shorts[row.code] for row in own}
    return shorts


def main() -> int:
    """Write the lexicon from the folder that is named on the command line."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "areas.json").exists():
        print("usage: make places DIVISIONS=FOLDER, where FOLDER holds provinces.json, cities.json and areas.json", file=sys.stderr)
        return 2
    places = make_places(read_divisions(Path(sys.argv[1])))
    places.to_csv(TARGET, index=False, lineterminator="\n")
    print(places["level"].value_counts().to_string())
    return 0


if __name__ == "__main__":
    sys.exit(main())

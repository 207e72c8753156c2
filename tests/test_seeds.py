"""The five reports stand as they were received, and the manifest says only what can be said of each."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from analysis.lexicon import load_lexicon
from analysis.schema import EDIT_KINDS, LEVELS

SEEDS = Path(__file__).parent.parent / "seeds"
SHA256 = {
    "000_0efa0147607c9a7b.txt": "e75ddb492bfd10f0c79f8fab100201294d39cc79b7783a2f80533131f5f017c1",
    "001_3f177cb6d59651e0.txt": "869db5da385a17b3e93e6e27faa37028c6d29490879219a894b55f37262a3efd",
    "002_d6d1f1a99c9dc87a.txt": "3244aaf61073f544be6c88e31a9931cd7bab65170cce56074026240c8652af3d",
    "003_25de0b0cc8aced57.txt": "aa5ab08609ac860ac07c569f10a90dce9205c2e636b2521def0b9a4f84d983cd",
    "004_ba7e178bdbc88010.txt": "eb28496b831fb056a5900315f94abb4955789cae586d6c540bacd36eda255609",
}
COLUMNS = ["source", "ordinal", "city", "province", "level", "year", "published", "title", "genre", "published_by", "damage", "note"]
GENRES = {"工作回眸", "经验交流", "亮点综述", "机关工作"}


@pytest.fixture(scope="module")
def manifest() -> pd.DataFrame:
    return pd.read_csv(SEEDS / "manifest.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("name", SHA256)
def test_seed_is_as_received(name: str) -> None:
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == SHA256[name]


def test_no_other_seeds() -> None:
    assert sorted(file.name for file in SEEDS.glob("*.txt")) == sorted(SHA256)


def test_manifest_has_one_row_per_report(manifest: pd.DataFrame) -> None:
    assert list(manifest.columns) == COLUMNS
    assert len(manifest) == 16
    assert not manifest.duplicated(["source", "ordinal"]).any()
    assert set(manifest["source"]) == set(SHA256)


def test_ordinals_count_from_one(manifest: pd.DataFrame) -> None:
    counted = manifest.groupby("source").cumcount() + 1
    assert manifest["ordinal"].astype(int).tolist() == counted.tolist()


def test_manifest_uses_known_codes(manifest: pd.DataFrame) -> None:
    assert set(manifest["level"]) <= set(LEVELS)
    assert set(manifest["genre"]) <= GENRES
    damage = set("|".join(manifest["damage"]).split("|")) - {""}
    assert damage <= set(EDIT_KINDS)
    assert manifest["year"].str.fullmatch(r"20\d\d").all()
    assert manifest["published"].str.fullmatch(r"(\d{4}-\d\d-\d\d)?").all()


def test_manifest_places_are_divisions(manifest: pd.DataFrame) -> None:
    places = load_lexicon("places")
    known = set(zip(places["short"], places["province"], places["level"], strict=True))
    assert set(zip(manifest["city"], manifest["province"], manifest["level"], strict=True)) <= known


def test_every_row_says_where_its_year_is_from(manifest: pd.DataFrame) -> None:
    assert manifest["note"].str.contains("年份：").all()


def test_titles_stand_in_their_source(manifest: pd.DataFrame) -> None:
    # The fifth is garbled: its title is checked against the restored text.
    texts = {name: (SEEDS / name).read_text("utf-8") for name in SHA256}
    texts["004_ba7e178bdbc88010.txt"] = (SEEDS.parent / "tests" / "gold" / "004.restored.txt").read_text("utf-8")
    for row in manifest.itertuples():
        assert squeeze(row.title) in squeeze(texts[row.source]), row.title


def squeeze(text: str) -> str:
    """Return text without white space, in which a title of two lines is one."""
    return "".join(text.split())

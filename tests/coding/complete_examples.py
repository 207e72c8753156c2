"""Complete the examples of the lexicons: python -m tests.coding.complete_examples

Every row of themes, indicators, loop_stages and of the four lexicons of practices has an example here that its test reads, so that none
can change unseen. This program keeps the examples of rows that are still there, drops those of rows that are gone, and proposes one for
each new row, in the plainest sentence that shows what the row does. It is only a proposal: read what `git diff` shows, put a
better sentence where there is one, and mend the lexicon where the example says something the row should not.
A row whose meaning changed keeps its example: its test fails, and you decide which of the two is right; delete the example to have it
proposed anew.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import pandas as pd

from analysis.coding.loop_stages import StageWords
from analysis.coding.metric_indicators import IndicatorRules
from analysis.coding.themes import ThemeCoder
from analysis.lexicon import load_lexicon
from tests.coding.complete_practices import Words, propose_head, propose_practice
from tests.coding.test_loops import read_word
from tests.coding.test_metrics import split_example

HERE = Path(__file__).parent
Row = dict[str, str]
CONDITIONS = ("near", "within", "not_in", "unless", "at_start", "alone", "prior")
FILLER = "，各地因时而动、因事而变，各有侧重，各有所长，也各有不足之处，还要再下一番苦功夫，"
OTHER_THEMES = ("，立案提案326件。", "，招商引资项目落地。", "，开展民主监督。", "，召开党组会议。", "，接待港澳委员。")
# What the question of each kind of word in loop_stages is called, where it is not the kind itself.
READS = {"counted_head": "counted", "frame_head": "frame", "joined_head": "joined", "joiner": "joins", "level_head": "levels",
         "object": "object closes feed_back", "opener_end": "before_first", "organ": "body", "process_head": "process",
         "process_tail": "links", "shared_object": "shared", "venue": "place"}  # fmt: skip
PROBES = {"letter": "甲{}", "organ": "市{}", "venue": "社区{}", "form": "专题{}", "object": "反馈{}"}


def read_file(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def complete_file(name: str, keys: Iterable[tuple[str, ...]], columns: tuple[str, ...], propose: Callable[..., Iterator[Row]]) -> list[str]:
    """Write `name` anew: kept examples, then proposals, in the order of `keys`; return a line per row that was added, dropped or failed."""
    wanted = list(dict.fromkeys(keys))
    known: dict[tuple[str, ...], list[Row]] = {}
    old = read_file(name)
    for row in old:
        known.setdefault(tuple(row[column] for column in columns), []).append(row)
    told = [f"{name} - {' '.join(key)}" for key in known if key not in set(wanted)]
    rows: list[Row] = []
    for key in wanted:
        proposed = known.get(key) or list(propose(*key))
        told += [] if key in known else [f"{name} + {' '.join(key)}: {row}" for row in proposed] or [f"{name} ? {' '.join(key)}: write one"]
        rows += proposed
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list((old or rows)[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return told


def split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


# --- themes


class Themes:
    def __init__(self) -> None:
        self.table = load_lexicon("themes")
        self.rules: dict[str, Row] = {row["rule"]: row for row in self.table.to_dict("records")}
        self.coder = ThemeCoder(self.table)

    def term_keys(self) -> Iterator[tuple[str, ...]]:
        for row in self.rules.values():
            yield from ((row["theme"], term, row["prior"]) for term in row["term"].split("|"))

    def condition_keys(self) -> Iterator[tuple[str, ...]]:
        for rule, row in self.rules.items():
            yield from ((rule, condition) for condition in CONDITIONS if row[condition])

    def propose_term(self, theme: str, term: str, prior: str) -> Iterator[Row]:
        """The rule's own example with this term in place of the one it has, else the term beside a word it needs."""
        for row in self.rules.values():
            if (row["theme"], row["prior"]) != (theme, prior) or term not in row["term"].split("|"):
                continue
            told = sorted((one for one in split(row["term"]) if one in row["positive"]), key=len, reverse=True)
            texts = [row["positive"]] if term in row["positive"] else []
            texts += [row["positive"].replace(one, term, 1) for one in told]
            texts += [
                form
                for near in split(row["near"])[:6] or [""]
                for form in (f"市政协{term}{near}。", f"市政协{near}{term}。", f"{term}，{near}。")
            ]
            own = pd.DataFrame([{**row, "term": term}])
            for text in texts:
                if self.gives(ThemeCoder(own), text, theme, prior) and self.gives(self.coder, text, theme, prior):
                    yield {"theme": theme, "term": term, "prior": prior, "text": text}
                    return

    @staticmethod
    def gives(coder: ThemeCoder, text: str, theme: str, prior: str) -> bool:
        return theme in {hit.theme for hit in coder.code(text, "body", frozenset({theme} if prior else ()))}

    def propose_condition(self, rule: str, condition: str) -> Iterator[Row]:
        """A sentence in which the rule is silent and would not be without the condition."""
        row = self.rules[rule]
        freed = {condition: ""} | ({"within": ""} if condition == "near" else {})
        table = self.table if condition == "alone" else pd.DataFrame([row])
        given, without = ThemeCoder(table), ThemeCoder(table.mask(table["rule"] == rule, table.assign(**freed)))
        prior = frozenset({row["theme"]} if row["prior"] and condition != "prior" else ())
        for text in self.list_texts(row, condition):
            if [rule in {hit.rule for hit in coder.code(text, "body", prior)} for coder in (given, without)] == [False, True]:
                yield {"rule": rule, "condition": condition, "text": text}
                return

    @staticmethod
    def list_texts(row: Row, condition: str) -> Iterator[str]:
        terms, near = split(row["term"])[:12], split(row["near"])[:12] or [""]
        opening = row["positive"].rstrip("。")
        yield row["negative"]
        yield row["positive"]
        if condition in ("near", "prior"):
            yield from (f"{start}{term}。" for start, term in product(("", "市政协"), terms))
        elif condition == "within":
            yield from (f"{one}{FILLER}{other}。" for term, word in product(terms, near) for one, other in ((term, word), (word, term)))
        elif condition == "not_in":
            longer = split(row["not_in"])
            yield from (
                f"{one}{other}。"
                for name, word in product(longer, near)
                for one, other in ((name, word), (word, name), (name, f"，{word}"))
            )
            yield from (f"{one}{other}。" for name, term in product(longer, terms) for one, other in ((name, term), (term, name)))
        elif condition == "unless":
            yield from (f"{opening}，{word}。" for word in split(row["unless"]))
        elif condition == "at_start":
            yield f"今年{opening}。"
        elif condition == "alone":
            starts = [opening, *terms, *(f"{term}{word}" for term, word in product(terms, near))]
            yield from (f"{start}{end}" for start, end in product(starts, OTHER_THEMES))


# --- indicators


class Indicators:
    def __init__(self) -> None:
        self.rules: dict[str, Row] = {row["rule"]: row for row in load_lexicon("indicators").to_dict("records")}

    def keys(self) -> Iterator[tuple[str, ...]]:
        for rule, row in self.rules.items():
            yield from ((rule, condition) for condition in ("", *PARTS, "unless") if not condition or row[condition])

    def propose(self, rule: str, condition: str) -> Iterator[Row]:
        row = self.rules[rule]
        if not condition:
            yield {"rule": rule, "condition": "", "example": row["positive"], "indicator": row["indicator"]}
            return
        alone, freed = (IndicatorRules(pd.DataFrame([one])) for one in (row, {**row, condition: ""}))
        for parts in self.list_parts(row, condition):
            if alone.find(*parts) is None and freed.find(*parts) is not None:
                yield {"rule": rule, "condition": condition, "example": "·".join(parts), "indicator": ""}
                return

    @staticmethod
    def list_parts(row: Row, condition: str) -> Iterator[tuple[str, str, str, str]]:
        yield split_example(row["negative"])
        parts = list(split_example(row["positive"]))
        words = [re.sub(r"\(\?[:!]|\[.*?\]|[\^$()?*+.\\]", "", word) for word in row["unless"].split("|")]
        changes = [("", ""), ("其他", "")] if condition != "unless" else [(word, side) for word in words for side in ("item", "action")]
        for word, side in changes:
            place = PARTS.index(side or condition)
            yield tuple(word + parts[at] if side and at == place else word if at == place else part for at, part in enumerate(parts))  # type: ignore[misc]


PARTS = ("item", "action", "unit", "context")


# --- loops


def propose_word(term: str, kind: str) -> Iterator[Row]:
    """The word alone or in the plainest phrase, with what its row says it is read as; nothing where it is read otherwise."""
    stages = load_lexicon("loop_stages")
    own = stages[(stages["term"] == term) & (stages["kind"] == kind)]
    mate = stages[(stages["term"] == "反馈") & (stages["kind"] == "stage")]
    text = PROBES.get(kind, "{}").format(term)
    words = StageWords.from_table(pd.concat([mate, own]) if kind == "object" else own)
    row = own.iloc[0]
    told = kind in ("stage", "letter")
    reads = " ".join(
        [READS.get(kind, kind), *["closes"] * (told and row["closes"] == "yes"), *[row["stage"]] * bool(told and row["stage"])]
    )
    if read_word(words, text) == reads:
        yield {"term": term, "kind": kind, "text": text, "reads": reads}


def main() -> None:
    themes, indicators, words = Themes(), Indicators(), Words()
    practices, heads, stages = map(load_lexicon, ("practices", "practice_heads", "loop_stages"))
    told = [
        *complete_file("theme_terms.csv", themes.term_keys(), ("theme", "term", "prior"), themes.propose_term),
        *complete_file("theme_conditions.csv", themes.condition_keys(), ("rule", "condition"), themes.propose_condition),
        *complete_file("indicator_examples.csv", indicators.keys(), ("rule", "condition"), indicators.propose),
        *complete_file("practice_examples.csv", ((form,) for form in practices["form"]), ("form",), propose_practice),
        *complete_file(
            "practice_head_examples.csv",
            zip(heads["head"], heads["tier"], heads["kind"], strict=True),
            ("head", "tier", "kind"),
            propose_head,
        ),
        *complete_file("practice_word_examples.csv", words.keys(), ("lexicon", "word", "use", "kind"), words.propose),
        *complete_file("loop_word_examples.csv", zip(stages["term"], stages["kind"], strict=True), ("term", "kind"), propose_word),
    ]
    sys.stdout.write("\n".join([*told, f"{len(told)} examples changed; read them before you commit"]) + "\n")


if __name__ == "__main__":
    main()

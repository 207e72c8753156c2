"""Plain sentences in which one row of a lexicon of practices changes what is found; `complete_examples` writes them down.

An expectation is read off the row, never off the code: where the code answers otherwise, nothing is proposed and the row is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.coding.practice_excluded import ExcludedWords
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import HeadWords, KnownNames
from analysis.coding.practices import PracticeFinder
from analysis.lexicon import load_lexicon
from tests.coding.test_practice_words import HEAD_QUESTIONS, head_words_of, name_found

Row = dict[str, str]
QUESTIONS = {"name": "inside", "need": "inside", "place": "inside", "outer": "after", "weak": "after", "made": "made", "no_end": "made",
             "beside": "beside", "measure": "counted", "tool": "tool", "motto": "motto", "sign": "sign", "cue": "cue",
             "post": "post", "talk": "talk", "online": "online", "suffix": "after"}  # fmt: skip
ASKED = {"after": "{}", "cue": "甲{}乙", "beside": "推行{}", "made": "推行{}", "counted": "12{}", "online": "{}"}

# Where the word stands (#) in a sentence that shows what a row of its place or strength does; the first that shows it is proposed.
_QUOTED = ("打造“#”。", "打造“#”品牌。", "推行“#”工作法。", "探索“#”甲乙实践。", "开展“#”活动。")
_NAMED = ("建成甲乙#丙丁议事厅12个。", "12#丙丁议事厅12个。", "建成#丙丁大讲堂。")
_SPECIFIC = ("建立#协商甲乙丙丁机制。", "建立协商甲乙丙丁#机制。", "建立协商甲乙丙丁#协商甲乙丙丁机制。", "开展#甲乙丙丁行动。")
FRAMES = {
    "inside": _QUOTED,
    "figure": _QUOTED,
    "inside_end": ("打造“甲乙#”。", "打造“民情甲乙#”。"),
    "inside_start": ("打造“#甲乙”。", "“#甲乙”。", "开展“#甲乙工程”。"),
    "before": ("#打造“甲乙丙丁”。", "#着甲乙丙丁戊己庚“甲乙丙荟”。", "#“甲乙丙丁”12场。"),
    "before_end": ("#“甲乙丙丁”12场。", "#“甲乙丙荟”。"),
    "before_others": ("#“甲乙丙丁”行动。", "#“甲乙丙丁”。", "#“甲乙工程”。"),
    "after": ("打造“甲乙丙丁”#。", "打造“甲乙丙丁”的#。", "打造“甲乙丙丁”等#。", "“甲乙丙丁”#。"),
    "after_modifier": ("打造“甲乙丙丁”#课题。", "打造“甲乙丙丁”的#课题。", "打造“甲乙丙丁”#任务。"),
    "name": ("建立#。", "建成#12个。", "建成政协甲乙、#。", "建成委员甲乙、#。", "建成委员议事厅、甲乙、#。"),
    "boundary": _NAMED,
    "compound": _NAMED,
    "modifier": ("建立#甲乙丙机制。", "建立#甲乙机制。", "建立甲乙丙#机制。", "建立#甲长效机制。", "建立#工作机制。", "建立#机制。"),
    "modifier_own": ("建立#工作机制。", "建立常态化#机制。"),
    "modifier_start": _SPECIFIC,
    "modifier_end": _SPECIFIC,
    "modifier_any": _SPECIFIC[2:],
    "place": ("走进甲乙#委员工作站。", "走进甲乙#民生议事堂。"),
    "visited": ("委员#甲乙、丙丁书屋揭牌。",),
    "hollow": ("建成委员#。", "建成委员履职#。", "建成协商#12个。"),
    "hollow_modifier": ("建成委员#阵地。", "建成#阵地。", "建成#基地。", "上线“委员#”小程序。"),
    "territory": ("打造“一#两#”。", "打造“一#一心”。"),
    "strong": ("#“甲乙丙丁”。", "#“三甲三乙”。", "#协商甲乙丙丁机制。"),
    "weak": ("#“甲乙丙丁”。", "#“三甲三乙”。", "#“同心·甲乙”。", "#“甲乙丙丁”12场。", "#协商甲乙丙丁机制。"),
    "naming": ("#“甲乙丙丁”。",),
    "single": ("甲乙#“甲乙丙丁”。",),
    "regular": ("“甲乙丙丁”#。",),
    "established": ("“甲乙丙丁”#。",),
    "removing": ("#“甲乙丙丁”12个。", "#甲乙丙丁戊己庚辛壬“甲乙丙丁”12个。"),
    "output": ("“甲乙丙丁”#12人。", "“甲乙丙丁”#了甲乙丙丁戊己12人。"),
}  # fmt: skip
VERB_FRAMES = {**FRAMES, "after": ("“甲乙丙丁”#。", "委员甲乙课堂#。", "委员甲乙书屋#。")}


class Words:
    """The rows of practice_excluded and practice_verbs: each must change an answer, else it is dead weight."""

    def __init__(self) -> None:
        self.excluded, self.verbs = load_lexicon("practice_excluded"), load_lexicon("practice_verbs")
        self.known, self.heads = KnownNames(load_lexicon("practices")), HeadWords(load_lexicon("practice_heads"))
        self.finder = self._find_with(self.excluded, self.verbs)

    def keys(self) -> Iterator[tuple[str, ...]]:
        """(lexicon, word, place or strength, kind) of every row."""
        yield from (("practice_excluded", row["text"], row["place"], "") for row in self.excluded.to_dict("records"))
        yield from (("practice_verbs", row["verb"], row["strength"], row["kind"]) for row in self.verbs.to_dict("records"))

    def finder_without(self, lexicon: str, word: str, use: str) -> PracticeFinder:
        """Return the project's finder without one row."""
        excluded, verbs = self.excluded, self.verbs
        if lexicon == "practice_excluded":
            return self._find_with(excluded[~(excluded["text"].eq(word) & excluded["place"].eq(use))], verbs)
        return self._find_with(excluded, verbs[~(verbs["verb"].eq(word) & verbs["strength"].eq(use))])

    def _find_with(self, excluded: pd.DataFrame, verbs: pd.DataFrame) -> PracticeFinder:
        return PracticeFinder.from_words(self.known, self.heads, VerbWords(verbs), ExcludedWords(excluded))

    def propose(self, lexicon: str, word: str, use: str, kind: str) -> Iterator[Row]:
        """The first sentence whose answer the row changes; of a verb, first one that its kind can be seen in."""
        without = self.finder_without(lexicon, word, use)
        texts = [frame.replace("#", word) for frame in (FRAMES if lexicon == "practice_excluded" else VERB_FRAMES)[use]]
        told = [(text, name_found(self.finder, text), name_found(without, text)) for text in texts]
        shown = [one for one in told if one[1] != one[2]]
        best = [one for one in shown if kind and f"={kind}" in one[1] and f"={kind}" not in one[2]]
        for text, given, missing in (best or shown)[:1]:
            key = {"lexicon": lexicon, "word": word, "use": use, "kind": kind}
            yield {**key, "text": text, "with": given, "without": missing}


def propose_practice(form: str) -> Iterator[Row]:
    table = load_lexicon("practices")
    row = table[table["form"] == form].iloc[0]
    yield {"form": form, "text": f"“{form}”走进社区。", "expected": f"{row['name']}={row['kind']}"}
    yield {"form": form, "text": f"{form}走进社区。", "expected": f"{row['name']}={row['kind']}" if row["bare"] else ""}


def propose_head(head: str, tier: str, kind: str) -> Iterator[Row]:
    heads = load_lexicon("practice_heads")
    own = heads[(heads["head"] == head) & (heads["tier"] == tier)].iloc[0]
    words = head_words_of(heads, head, tier)
    need = own["needs"].split(" ")[0]
    question = "last" if tier == "weak" and len(head) == 1 else QUESTIONS[tier]
    text = ASKED.get(question, f"{need}{{}}" if question == "talk" else f"{need}甲乙{{}}").format(head)
    text = f"{heads[heads['tier'] == 'made']['head'].iloc[0]}{head}" if tier == "no_end" else f"甲乙{head}" if tier == "suffix" else text
    asked = [(question, text, answer_of(own, question))]
    if need:
        asked.append(("needs", need, "yes"))
    for name, told, answer in asked:
        if HEAD_QUESTIONS[name](words, told) == answer:
            yield {"head": head, "tier": tier, "kind": kind, "question": name, "text": told, "answer": answer}


def answer_of(row: Any, question: str) -> str:
    """Return what a row of practice_heads says that the answer is: its kind, its noun with what it can do, or yes."""
    if row["tier"] == "no_end":
        return ""
    if question in ("inside", "after"):
        marks = ["strong"] * (row["tier"] != "weak") + ["generic"] * (row["generic"] == "yes")
        return " ".join([f"{row['head']}={row['kind']}", *marks])
    return row["kind"] if question in ("last", "beside", "cue", "motto", "sign", "counted") else "yes"

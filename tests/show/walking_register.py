"""Which rule walks which number column of which figure; a column that stands in none is a number that nobody has walked back."""

from __future__ import annotations

from analysis.compare.verdict_reasons import FORBIDDING, RESERVATIONS, VERDICTS
from analysis.schema import KEPT_ROLES
from tests.show.walking_claims import (
    has_both,
    has_theme,
    is_lost,
    is_mend,
    is_number,
    is_practice,
    is_statistic,
    is_unit,
    is_word,
    is_word_elsewhere,
)
from tests.show.walking_formulas import Z, fraction, g2, garwood, log_odds, wilson, z_score
from tests.show.walking_pairs import paired, per_hundred, per_hundred_end
from tests.show.walking_rules import (
    Rule,
    both,
    counted,
    derived,
    has_steps,
    is_position,
    measured,
    n_chars,
    n_coded,
    n_tokens,
    n_tokens_rest,
    n_with_theme,
    n_word,
    n_word_elsewhere,
    named_year,
    names_practice,
    once_a_name,
    once_a_sentence,
    part_of_a_number,
    placed,
    recounted,
    report_year,
    shown,
    stated,
)

PLACED: dict[str, Rule] = {"start": placed, "end": placed, "sentence": placed}
SHARES: dict[str, Rule] = {
    "n_hits": both(once_a_sentence(counted(has_theme("theme"))), recounted(n_with_theme)),
    "n_sentences": recounted(n_coded),
    "share": derived(fraction("n_hits", "n_sentences")),
    "low": derived(wilson("n_hits", "n_sentences", -1)),
    "high": derived(wilson("n_hits", "n_sentences", 1)),
    "small": derived(lambda row: int(row["n_sentences"]) < 10),
}
NUMBERS: dict[str, Rule] = {
    **dict.fromkeys(("value", "low", "high"), stated),
    "n_metrics": counted(is_number),
    "year": named_year,
    "report_year": report_year,
}

RULES: dict[str, dict[str, Rule]] = {
    "corpus_overview": {
        "n_units": counted(is_unit),
        "n_chars": measured,
        "kept": derived(lambda row: row["role"] in KEPT_ROLES and bool(row["report"])),
    },
    "corpus_repairs": {"n_edits": counted(is_mend), "n_open": counted(is_lost)},
    "corpus_density": {
        "n": counted(is_number),
        "n_chars": recounted(n_chars),
        "rate": derived(lambda row: 1000 * int(row["n"]) / int(row["n_chars"])),
        "low": derived(garwood(-1)),
        "high": derived(garwood(1)),
        "small": derived(lambda row: int(row["n_chars"]) < 300),
    },
    "corpus_keyness": {
        "n": both(counted(is_word), recounted(n_word)),
        "n_rest": both(counted(is_word_elsewhere, of_report=False), recounted(n_word_elsewhere)),
        "n_tokens": recounted(n_tokens),
        "n_tokens_rest": recounted(n_tokens_rest),
        "log_odds": derived(log_odds(0)),
        "low": derived(log_odds(-Z)),
        "high": derived(log_odds(Z)),
        "z": derived(z_score),
        "g2": derived(g2),
    },
    "themes_heatmap": SHARES,
    "themes_first": SHARES,
    "themes_cooccurrence": {
        "n_both": once_a_sentence(counted(has_both)),
        "n_theme": once_a_sentence(counted(has_theme("theme"))),
        "n_other": once_a_sentence(counted(has_theme("other"))),
        "n_sentences": recounted(n_coded),
        "share": derived(fraction("n_both", "n_theme")),
        "low": derived(wilson("n_both", "n_theme", -1)),
        "high": derived(wilson("n_both", "n_theme", 1)),
        "expected": derived(fraction("n_other", "n_sentences")),
        "lift": derived(lambda row: float(row["n_both"]) / float(row["n_theme"]) / (float(row["n_other"]) / float(row["n_sentences"]))),
    },
    "themes_positions": {"position": is_position, "n_sentences": recounted(n_coded)},
    "indicators_coverage": {"n_metrics": counted(is_number), "reported": derived(lambda row: row["n_metrics"] != "0")},
    "indicators_dots": NUMBERS,
    "indicators_panels": NUMBERS,
    "indicators_verdicts": dict.fromkeys((f"n_{name}" for name in ("pairs", *VERDICTS, *FORBIDDING, *RESERVATIONS)), paired),
    "indicators_pairs": {
        **dict.fromkeys(("surface", "other_surface"), shown),
        **dict.fromkeys(("other_start", "other_end"), placed),
        "comparable": derived(lambda row: row["verdict"] != "not"),
    },
    "indicators_members": {
        **NUMBERS,
        **dict.fromkeys(("members_value", "members_low", "members_high"), stated),
        **dict.fromkeys(("members_start", "members_end"), placed),
        "rate": derived(per_hundred),
        "rate_low": derived(per_hundred_end(0)),
        "rate_high": derived(per_hundred_end(1)),
    },
    "indicators_proposals": {**NUMBERS, "n_metrics": counted(is_statistic), "part_of": part_of_a_number},
    "practices_diffusion": {"n_mentions": counted(is_practice)},
    "practices_kinds": {"n_names": once_a_name(counted(is_practice)), "n_mentions": counted(is_practice)},
    "practices_loops": {"n_steps": has_steps, "closed": has_steps},
    "practices_numbers": {
        **dict.fromkeys(("value", "low", "high"), stated),
        **dict.fromkeys(("practice_start", "practice_end"), names_practice),
    },
    "practices_stages": {"n_steps": has_steps, "closed": has_steps},
}

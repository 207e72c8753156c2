"""All charts in one place: each takes a smaller table and a title and returns a closed Figure."""

from analysis.show.figures_comparability import verdict_bars, verdict_matrix
from analysis.show.figures_corpus import corpus_overview, keyness_bars, report_density, source_repairs
from analysis.show.figures_loops import loop_chains, loop_stage_matrix, loop_stages
from analysis.show.figures_members import member_rates
from analysis.show.figures_metrics import coverage_matrix, indicator_dots, indicator_panels, most_reported
from analysis.show.figures_practices import diffusion_matrix, practice_bars, practice_number_rows, practice_recall
from analysis.show.figures_proposals import proposal_matrix
from analysis.show.figures_themes import city_profile, theme_cooccurrence, theme_heatmap, theme_intervals, theme_strips
from analysis.show.saving import save_figure

__all__ = [
    "city_profile",
    "corpus_overview",
    "coverage_matrix",
    "diffusion_matrix",
    "indicator_dots",
    "indicator_panels",
    "keyness_bars",
    "loop_chains",
    "loop_stage_matrix",
    "loop_stages",
    "member_rates",
    "most_reported",
    "practice_bars",
    "practice_number_rows",
    "practice_recall",
    "proposal_matrix",
    "report_density",
    "save_figure",
    "source_repairs",
    "theme_cooccurrence",
    "theme_heatmap",
    "theme_intervals",
    "theme_strips",
    "verdict_bars",
    "verdict_matrix",
]

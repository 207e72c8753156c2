"""All charts in one place: each takes a smaller table and a title and returns a closed Figure."""

from analysis.show.figures_corpus import corpus_overview, keyness_bars, report_density, source_repairs
from analysis.show.figures_metrics import coverage_matrix, indicator_dots, indicator_panels, most_reported
from analysis.show.figures_practices import diffusion_matrix, loop_chains, practice_bars
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
    "most_reported",
    "practice_bars",
    "report_density",
    "save_figure",
    "source_repairs",
    "theme_cooccurrence",
    "theme_heatmap",
    "theme_intervals",
    "theme_strips",
]

"""What a figure shows, read from its Axes: so tests ask for labels, lengths and marks, never for pixels."""

from collections.abc import Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text


def title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", "")


def foot(figure: Figure) -> str:
    return figure.get_supxlabel().replace("\n", "")


def row_names(axes) -> list[str]:
    return [tick.get_text() for tick in axes.get_yticklabels()]


def column_names(axes) -> list[str]:
    return [tick.get_text() for tick in axes.get_xticklabels()]


def marked(axes, gid: str) -> list:
    """The artists of one kind, in the order in which they were drawn."""
    return [artist for artist in axes.findobj() if artist.get_gid() == gid]


def texts(axes, gid: str) -> list[str]:
    return [artist.get_text() for artist in marked(axes, gid)]


def dots(axes) -> dict[str, float]:
    """Row name → place of its dot."""
    names = row_names(axes)
    return {names[int(dot.get_ydata()[0])]: float(dot.get_xdata()[0]) for dot in marked(axes, "estimate")}


def cells(axes) -> dict[tuple[str, str], str]:
    """(row name, column name) → the number in the cell."""
    rows, columns = row_names(axes), column_names(axes)
    shown = {}
    for cell in marked(axes, "cell_text"):
        column, row = cell.get_position()
        shown[rows[round(row + 0.1)], columns[round(column)]] = cell.get_text()
    return shown


def overlapping_labels(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of row or column names that are drawn over each other."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    pairs = []
    for axes in figure.axes:
        for labels in (axes.get_yticklabels(), axes.get_xticklabels()):
            shown = [label for label in labels if label.get_visible() and label.get_text()]
            if any(label.get_rotation() for label in shown):
                continue
            boxes = [label.get_window_extent(renderer) for label in shown]
            pairs += [
                (a.get_text(), b.get_text())
                for i, (a, box) in enumerate(zip(shown, boxes, strict=True))
                for b, other in zip(shown[i + 1 :], boxes[i + 1 :], strict=True)
                if box.overlaps(other)
            ]
    return pairs


def overfull_cells(figure: Figure, gids: Sequence[str] = ("cell_text", "cell_interval")) -> list[str]:
    """Words of cells that are wider than a cell of their matrix."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = []
    for axes in figure.axes:
        (left, _), (right, _) = axes.transData.transform([(0, 0), (1, 0)])
        words = [text for gid in gids for text in marked(axes, gid)]
        found += [text.get_text() for text in words if text.get_window_extent(renderer).width > right - left]
    return found


def clipped_titles(figure: Figure) -> list[str]:
    """Titles of panels that reach out of the page or into the title beside."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    told = {axes.get_title(loc="left") for axes in figure.axes if axes.get_visible()}
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.findobj(Text) if text.get_text() in told - {""}]
    return [
        words
        for place, (words, box) in enumerate(boxes)
        if box.x1 > figure.bbox.x1 or any(box.overlaps(other) for _, other in boxes[place + 1 :])
    ]


def out_of_page(figure: Figure) -> list[str]:
    """Texts of which some part lies outside the figure."""
    renderer, page = FigureCanvasAgg(figure).get_renderer(), figure.bbox
    undrawn = {label for axes in figure.axes for label in [*axes.get_xticklabels(), *axes.get_yticklabels()] if not _in_view(axes, label)}
    found = []
    for text in set(figure.findobj(Text)) - undrawn:
        if text.get_visible() and text.get_text().strip() and (text.axes is None or text.axes.get_visible()):
            box = text.get_window_extent(renderer)
            if box.x0 < page.x0 - 1 or box.x1 > page.x1 + 1 or box.y0 < page.y0 - 1 or box.y1 > page.y1 + 1:
                found.append(text.get_text())
    return found


def _in_view(axes, label) -> bool:
    across = label in axes.get_xticklabels()
    low, high = sorted(axes.get_xlim() if across else axes.get_ylim())
    return axes.get_visible() and low <= label.get_position()[0 if across else 1] <= high

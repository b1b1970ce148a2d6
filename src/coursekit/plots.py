"""The plots of the reports, as SVG text that stands in the page itself."""

import io
import re
from collections.abc import Sequence

# Okabe and Ito's palette: told apart by colour-blind readers.
RIGHT, WRONG, BLANK = "#0072B2", "#D55E00", "#C8C8C8"


def outcome_bars(names: Sequence[str], counts: Sequence[tuple[int, int, int]], title: str) -> str:
    """Draw one bar for each exercise: how many have it right, wrong, and not attempted."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(7.2, 0.9 + 0.34 * len(names)), layout="constrained")
    axes = figure.subplots()
    left = [0] * len(names)
    for index, (label, colour) in enumerate((("right", RIGHT), ("wrong", WRONG), ("not attempted", BLANK))):
        widths = [count[index] for count in counts]
        axes.barh(list(names), widths, left=left, color=colour, label=label, height=0.7)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel("students")
    axes.set_title(title, loc="left", fontsize=11)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    return _svg(figure)


def share_histogram(shares: Sequence[float], title: str) -> str:
    """Draw how many submissions earned which share of the points."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(7.2, 2.4), layout="constrained")
    axes = figure.subplots()
    edges = [i / 10 for i in range(11)]
    axes.hist(list(shares), bins=edges, color=RIGHT, edgecolor="white")
    axes.set_xlabel("share of the points earned")
    axes.set_ylabel("submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    return _svg(figure)


def _svg(figure: object) -> str:
    import matplotlib

    buffer = io.StringIO()
    # Text stays text, ids are the same every time: equal results give an equal page.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})  # type: ignore[attr-defined]
    text = buffer.getvalue()
    return re.sub(r"^.*?(<svg )", r"\1", text, flags=re.DOTALL)

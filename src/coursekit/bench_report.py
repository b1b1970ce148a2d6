"""What `course bench` prints."""

from typing import Any

from coursekit.bench import Figures, Measured


def bench_table(figures: dict[str, Figures]) -> Any:
    """Return one row for each lesson."""
    from rich.table import Table

    table = Table(title="A class, graded by stock nbgrader and by course grade", title_justify="left")
    table.add_column("lesson", no_wrap=True)
    for name in ("students", "different", "stock s", "ours s", "ratio", "limit s", "ours/limit", "peak MiB"):
        table.add_column(name, justify="right")
    for slug, f in figures.items():
        table.add_row(
            slug,
            str(f.students),
            str(f.distinct),
            f"{f.stock_s:.1f}",
            f"{f.ours_s:.1f}",
            f"{f.ratio:.1f}",
            f"{f.limit_s:.1f}",
            f"{f.limit_ratio:.2f}",
            f"{f.peak_mib:.0f}",
        )
    return table


def remarks(figures: dict[str, Figures]) -> list[str]:
    """Say how the figures came about, and where the time went."""
    lines = []
    for slug, f in figures.items():
        parts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in f.parts.items())
        lines.append(f"{slug}: {parts}; {f.cells} different cells")
        if f.stock_sample < f.students:
            lines.append(
                f"{slug}: stock nbgrader graded {f.stock_sample} of {f.students} students; "
                "its time, less its start, is scaled (--stock-sample takes more)"
            )
        same = "give the same marks" if not f.disagreements else f"differ in {len(f.disagreements)} marks"
        lines.append(f"{slug}: on {f.stock_sample} students both {same}")
        lines += [f"{slug}: {words}" for words in f.disagreements]
    cores = next(iter(figures.values())).cores if figures else 0
    lines.append(
        "ours: the whole command, with feedback and report; stock: nbgrader autograde alone. "
        f"limit: one start with the lesson's imports, and each different cell once, on {cores} cores."
    )
    return lines


def scale_table(slug: str, sizes: dict[int, Measured]) -> Any:
    """Return one row for each size of the class."""
    from rich.table import Table

    table = Table(title=f"course grade {slug}, with as many different notebooks", title_justify="left")
    for name in ("students", "s", "ms a student", "peak MiB"):
        table.add_column(name, justify="right")
    for size, measured in sizes.items():
        table.add_row(
            str(size),
            f"{measured.seconds:.1f}",
            f"{1000 * measured.seconds / size:.0f}",
            f"{measured.peak_mib:.0f}",
        )
    return table

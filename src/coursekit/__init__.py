"""The tool around the curriculum: build, release, check, grade and report."""

__version__ = "0.1.0"

"""What a notebook may take, of time and of everything else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one notebook may take.

    Args:
        cell_seconds: wall time of one cell, before it is interrupted.
        notebook_seconds: wall time of all cells together.
        cpu_seconds: processor time of one process.
        memory_mib: memory of one process, and of all processes of the notebook together.
        processes: how many there may be at a time, threads counted.
        open_files: for each process.
        disk_mib: size of all files together, and so of each.
    """

    cell_seconds: float = 120.0
    notebook_seconds: float = 1200.0
    cpu_seconds: int = 1800
    memory_mib: int = 4096
    processes: int = 400
    open_files: int = 1024
    disk_mib: int = 512

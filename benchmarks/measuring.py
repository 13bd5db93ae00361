"""Timing whole processes in turn, and their memory. Start-up is always included; warm-ups are not counted."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

Commands = Sequence[Sequence[str]]
"""Command lines that are run one after another and timed as one."""

Prepared = Callable[[], Commands]
"""Makes ready what one run needs, which is not timed, and returns what is."""

SAMPLED_EVERY = 0.02
"""Seconds between two looks at the memory of a process and its workers."""

LAUNCHER = """
import os, sys
command = sys.argv[1:]
if hasattr(os, "wait4"):
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    print(os.waitstatus_to_exitcode(status), usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
else:
    import subprocess
    print(subprocess.call(command, stdout=subprocess.DEVNULL), 0)
"""
"""Starts a command and says its exit code and the bytes of its largest process, 0 where the system does not say.

It is small, for a process counts as its own what the one that started it had at that moment.
"""

ENVIRONMENT = {
    "SIP_LANG": "en",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ines Påhitt",
    "GIT_AUTHOR_EMAIL": "ines@example.org",
    "GIT_COMMITTER_NAME": "Ines Påhitt",
    "GIT_COMMITTER_EMAIL": "ines@example.org",
}


@dataclass(frozen=True)
class Compared:
    """A figure and its floor: the seconds of each run, in the order they were run, first with first."""

    what: str
    beside: str
    took: tuple[float, ...]
    floor: tuple[float, ...]
    asked: float | None = None
    """The ratio that it may have at most, where one is asked for."""

    @property
    def ratios(self) -> tuple[float, ...]:
        """The ratio of each run to the floor that was run right after it."""
        return tuple(took / floor for took, floor in zip(self.took, self.floor, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the ratios, pair by pair: what slows the machine for a while slows both of a pair."""
        return statistics.median(self.ratios)

    @property
    def met(self) -> bool | None:
        """Whether the ratio is what was asked for, None where nothing was."""
        return None if self.asked is None else self.ratio <= self.asked


@dataclass(frozen=True)
class Peak:
    """The most memory that a command had, in bytes; None where the system does not say."""

    largest: int | None
    """Resident memory of the largest process, be it the command's own or a worker's."""
    together: int
    """Of the command and its workers at one moment, what they share counted once; looked at now and then."""


def in_turn(figures: Mapping[str, Prepared], folder: Path, runs: int) -> dict[str, tuple[float, ...]]:
    """Return the seconds of each of several figures, run A B A B ... in a folder, after a run of each to warm up."""
    for prepared in figures.values():
        seconds(prepared(), folder)
    took: dict[str, list[float]] = {name: [] for name in figures}
    for _ in range(runs):
        for name, prepared in figures.items():
            took[name].append(seconds(prepared(), folder))
    return {name: tuple(each) for name, each in took.items()}


def compared(
    what: str, figure: Prepared, beside: str, floor: Prepared, folder: Path, runs: int, *, asked: float | None = None
) -> Compared:
    """Measure a figure and its floor in turn."""
    took = in_turn({what: figure, beside: floor}, folder, runs)
    return Compared(what, beside, took[what], took[beside], asked)


def always(*commands: Sequence[str]) -> Prepared:
    """Return what needs no preparation: the same command lines each time."""
    return lambda: commands


def seconds(commands: Commands, folder: Path) -> float:
    """Return how long command lines take, whole processes, one after another.

    Raises subprocess.CalledProcessError when one fails: a failure is often quick, and no figure.
    """
    environment = quiet_environment()
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(
            command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        )
    return time.perf_counter() - begun


def peak_memory(command: Sequence[str], folder: Path) -> Peak:
    """Return how much memory a command needs.

    The system counts each process for itself: `largest` is the largest of the command and of the workers that it
    waited for (wait4). `together` is looked at from outside; a short peak between two looks is missed.

    Raises subprocess.CalledProcessError when the command fails.
    """
    launched = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    nowhere, environment = subprocess.DEVNULL, quiet_environment()
    with subprocess.Popen(launched, cwd=folder, stdout=subprocess.PIPE, stderr=nowhere, env=environment) as launcher:
        watched, together = psutil.Process(launcher.pid), 0
        while launcher.poll() is None:
            together = max(together, _memory_of_children(watched))
            time.sleep(SAMPLED_EVERY)
        said, _nothing = launcher.communicate()
    status, largest = (int(number) for number in said.split())
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Peak(largest or None, together)


def quiet_environment() -> dict[str, str]:
    """Return what every measured process gets: English, an invented author, and nobody's own settings of git."""
    return os.environ | ENVIRONMENT


def _memory_of_children(process: psutil.Process) -> int:
    total = 0
    with suppress(psutil.Error):
        for one in process.children(recursive=True):
            with suppress(psutil.Error):
                info = one.memory_full_info()
                total += getattr(info, "pss", info.uss)  # Linux alone divides what is shared
    return total

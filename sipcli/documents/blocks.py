"""A page as a tree of blocks: what every engine but HTML sets in its own way.

An engine escapes the texts of runs as its format asks, so nothing typed can become a heading, a link or code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Run:
    """Text in one style. A line break somebody typed is a newline in it."""

    text: str
    strong: bool = False
    quiet: bool = False
    label: bool = False
    missing: str | None = None
    """What is not known yet, where this text says so: the name of the fact."""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading, from level 1, the document's title, to 6."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is "", "about" (under the title), "quiet" or "notice"."""

    runs: Runs
    style: str = ""


@dataclass(frozen=True)
class Listing:
    """A list; `style` is "" (points), "numbers" or "ticks" (boxes to tick)."""

    items: "tuple[Blocks, ...]"
    style: str = ""
    across: bool = False
    """Whether short items stand beside each other where there is room."""


@dataclass(frozen=True)
class Facts:
    """Facts by name: label and one or more values."""

    rows: tuple[tuple[Runs, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption and column headers; the first cell of a row is the row's header."""

    caption: str
    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    style: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG) with the text that stands for it; an empty text means decoration."""

    svg: str
    alt: str
    style: str = ""


@dataclass(frozen=True)
class Write:
    """Room to write by hand under a label."""

    label: Runs
    lines: int


@dataclass(frozen=True)
class Sign:
    """A line to sign on, and one for the day."""

    label: Runs
    day: str


@dataclass(frozen=True)
class Group:
    """Blocks that belong together; `style` is "header", "footer", "box", "goal", "step", "columns" or "keep".

    What is kept stays on one page.
    """

    style: str
    blocks: "Blocks"


@dataclass(frozen=True)
class Break:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Listing | Facts | Table | Picture | Write | Sign | Group | Break
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A document read from its page."""

    title: str
    language: str
    direction: str
    style: str
    blocks: Blocks


def as_data(value: Any) -> Any:
    """Return blocks as plain data for JSON: each with its kind, in lower case."""
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {"kind": type(value).__name__.lower()} | {
            one.name: as_data(getattr(value, one.name)) for one in fields(value)
        }
    return value


def walk(blocks: Blocks) -> Iterator[Block]:
    """Give every block, those within groups and lists too, in the order of the page."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from walk(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from walk(item)


def plain(runs: Runs) -> str:
    """Return the text of runs."""
    return "".join(one.text for one in runs)


def ending(label: Runs) -> str:
    """Return what stands between a label and what it is of: a colon, unless it ends with a mark of its own."""
    return "" if plain(label).rstrip().endswith(("?", "!", ":", ".")) else ":"


def missing_in(page: Page) -> list[str]:
    """Return the names of the facts that the page says are not known yet, each once, in order."""
    found: list[str] = []
    for block in walk(page.blocks):
        for runs in _runs_of(block):
            found += [one.missing for one in runs if one.missing and one.missing not in found]
    return found


def _runs_of(block: Block) -> list[Runs]:
    if isinstance(block, Heading | Paragraph):
        return [block.runs]
    if isinstance(block, Facts):
        return [runs for _label, values in block.rows for runs in values]
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row]
    return []

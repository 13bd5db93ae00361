"""Where the people on a map of the child's network stand: no name over another, none cut off.

The map is a grid with the child in the middle cell, those nearest in the eight cells around it, the others in the ring
of cells outside those. A cell holds a picture and the texts under it, so that nothing can meet; where there is room the
cells move together and the rings become rounder.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from unicodedata import east_asian_width

COLUMNS, CELL_WIDTH, CELL_HEIGHT = 5, 200.0, 182.0
NEAR = 8
"""How many stand in the ring nearest to the child."""
LEAST_ROWS = 5
TIGHTNESS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
"""How near the cells may be moved to each other where there is room, 1 where each has all of its own."""
LEAST_WIDTH = 640.0
SHAPE = 0.72
"""How high a map may be for its width, so that a page has room for what stands under it."""

PICTURE, CHILD_PICTURE = 60.0, 92.0
LABEL_WIDTH = 188.0
NAME_SIZE, NAME_LINES = 22.0, 2
UNIT_SIZE, UNIT_LINES = 18.0, 3
SMALLEST = 12.0
LINE = 1.1
GAP = 6.0
PADDING = 16.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Text:
    """One line of text, centred on `x`, standing on `y`."""

    text: str
    x: float
    y: float
    size: float
    strong: bool


@dataclass(frozen=True)
class Node:
    """Somebody on the map: a picture with its upper left corner, its scale (of 100 by 100), and the lines under it."""

    group: str
    x: float
    y: float
    scale: float
    lines: list[Text]
    box: Box


@dataclass(frozen=True)
class Ring:
    """What lies behind those of a ring: an upright rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    near: bool


@dataclass(frozen=True)
class Layout:
    """A map around the child at 0, 0: what it shows (left, top, width, height), rings from the outermost, people."""

    view: tuple[float, float, float, float]
    rings: list[Ring]
    child: Node
    people: list[Node]


@dataclass(frozen=True)
class Label:
    """What stands under a picture."""

    group: str
    name: str
    unit: str | None = None


def lay_out(child: str, near: Sequence[Label], others: Sequence[Label]) -> Layout:
    """Return the map with those near in the ring round the child and the others outside; who has no room goes out.

    The map that takes least room is taken, since it is shown as wide as the page: its texts are the largest.
    """
    inside, outside = list(near[:NEAR]), [*near[NEAR:], *others]
    rows = LEAST_ROWS
    while 2 * COLUMNS + 2 * (rows - 2) < len(outside):
        rows += 2
    centre = _node(Label("child", child), CHILD_PICTURE)
    shapes = [_node(one, PICTURE) for one in (*inside, *outside)]
    best: tuple[float, list[tuple[float, float]]] = (math.inf, [])
    turns = product((False, True) if inside else (False,), (False, True) if outside else (False,))
    for (turned, turned_outside), rounded in product(turns, (True, False)):
        places = [*_spread(len(inside), 1, 1, turned, rounded)]
        places += _spread(len(outside), COLUMNS // 2, rows // 2, turned_outside, rounded)
        for across in TIGHTNESS:
            for down in TIGHTNESS:
                points = [(x * across * CELL_WIDTH, y * down * CELL_HEIGHT) for x, y in places]
                boxes = [centre.box, *(_at(one.box, *point) for one, point in zip(shapes, points, strict=True))]
                size = _size(boxes)
                if size >= best[0]:
                    break
                if not _meet(boxes, len(inside)):
                    best = (size, points)
                    break
    people = [_moved(one, *point) for one, point in zip(shapes, best[1], strict=True)]
    return _framed(centre, people, len(inside))


def text_width(text: str, size: float) -> float:
    """Return how wide a text is at most, whichever sans-serif it is set in."""
    return size * sum(_WIDTHS.get(one) or _width(one) for one in text)


_WIDTHS = dict.fromkeys("iljI.,:;'|! ", 0.32) | dict.fromkeys("ftr-()/", 0.4) | dict.fromkeys("mwMW@%&жшщюмЖШЩЮМ", 1.0)


def _width(one: str) -> float:
    return 1.05 if east_asian_width(one) in "WF" else 0.72 if one.isupper() else 0.6


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return a text as lines no wider than `width`, divided at spaces and hyphens; a longer word anywhere."""
    lines: list[str] = []
    for word in text.split():
        between = " "
        for part in re.findall(r"[^-]+-*|-+", word):
            if lines and text_width(lines[-1] + between + part, size) <= width:
                lines[-1] += between + part
            else:
                lines += _divided(part, size, width)
            between = ""
    return lines


def _divided(word: str, size: float, width: float) -> list[str]:
    parts = []
    while text_width(word, size) > width and len(word) > 1:
        most = next(at for at in range(len(word) - 1, 0, -1) if at == 1 or text_width(word[:at] + "-", size) <= width)
        parts.append(word[:most] + "-")
        word = word[most:]
    return [*parts, word]


@lru_cache(maxsize=512)
def _fitted(text: str, size: float, most: int) -> tuple[list[str], float]:
    """Return a text in at most so many lines and the size it has then; one too long for the smallest ends in dots."""
    while True:
        lines = wrapped(text, size, LABEL_WIDTH)
        if len(lines) <= most:
            return lines, size
        if size <= SMALLEST:
            return [*lines[: most - 1], lines[most - 1][:-1].rstrip() + "…"], size
        size = max(size - 1, SMALLEST)


def _node(label: Label, side: float) -> Node:
    """Return somebody as a picture with texts under it, centred on the child's place."""
    name, name_size = _fitted(label.name, NAME_SIZE, NAME_LINES)
    unit, unit_size = _fitted(label.unit, UNIT_SIZE, UNIT_LINES) if label.unit else ([], 0.0)
    sizes = [(one, name_size, True) for one in name] + [(one, unit_size, False) for one in unit]
    width = max([side, *(text_width(one, size) for one, size, _strong in sizes)])
    height = side + GAP + sum(size * LINE for _one, size, _strong in sizes)
    at, lines = side + GAP - height / 2, []
    for one, size, strong in sizes:
        at += size * LINE
        lines.append(Text(one, 0.0, round(at - size * 0.25, 1), size, strong))
    box = (-width / 2, -height / 2, width / 2, height / 2)
    return Node(label.group, -side / 2, round(-height / 2, 1), side / 100, lines, box)


def _at(box: Box, x: float, y: float) -> Box:
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)


def _moved(one: Node, x: float, y: float) -> Node:
    """Return somebody at another place."""
    lines = [replace(line, x=round(line.x + x, 1), y=round(line.y + y, 1)) for line in one.lines]
    return replace(one, x=round(one.x + x, 1), y=round(one.y + y, 1), lines=lines, box=_at(one.box, x, y))


def _spread(count: int, across: int, deep: int, turned: bool, rounded: bool) -> Iterator[tuple[float, float]]:
    """Give so many cells of a ring of cells, evenly, clockwise from the top or, turned, from half a step after it.

    Each as its place from the middle, in cells; rounded, the corners are drawn in towards a circle.
    """
    top = [(column / across, -1.0) for column in range(-across, across + 1)]
    right = [(1.0, row / deep) for row in range(-deep + 1, deep)]
    ring = top + right + [(-u, 1.0) for u, _v in top] + [(-1.0, -v) for _u, v in right]
    for at in range(count):
        u, v = ring[(across + int((at + turned / 2) * len(ring) / count + 0.5)) % len(ring)]
        if rounded:
            u, v = u * math.sqrt(1 - v * v / 2), v * math.sqrt(1 - u * u / 2)
        yield u * across, v * deep


def _size(boxes: list[Box]) -> float:
    """Return how large a map is: its width, which decides how large the texts become, and what is high beyond that."""
    width = max(LEAST_WIDTH, 2 * max(max(-box[0], box[2]) for box in boxes))
    height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    return width + max(0.0, height - SHAPE * width)


def _framed(centre: Node, people: list[Node], near: int) -> Layout:
    """Return a map of nodes with its rings, and what of the plane they take up, the child in the middle."""
    rings = [_ring([centre, *people], False)] if people[near:] else []
    rings += [_ring([centre, *people[:near]], True)] if near else []
    half = max([LEAST_WIDTH / 2, *(one.width / 2 for one in rings)])
    top = min(one.y for one in rings) if rings else centre.box[1]
    bottom = max(one.y + one.height for one in rings) if rings else centre.box[3]
    view = (round(-half - 1, 1), round(top - 1, 1), round(2 * half + 2, 1), round(bottom - top + 2, 1))
    return Layout(view, rings, centre, people)


def _ring(nodes: list[Node], near: bool) -> Ring:
    padding = GAP if near else PADDING
    across = max(max(-one.box[0], one.box[2]) for one in nodes) + padding
    top, bottom = min(one.box[1] for one in nodes) - padding, max(one.box[3] for one in nodes) + padding
    radius = min(across, (bottom - top) / 2) * (0.3 if near else 0.4)
    left, top, width, height, radius = (round(one, 1) for one in (-across, top, 2 * across, bottom - top, radius))
    return Ring(left, top, width, height, radius, near)


def _meet(boxes: list[Box], near: int) -> bool:
    """Tell whether two of them overlap or nearly do, or one of the outer ring and what lies between those near."""
    lefts, tops, rights, bottoms = zip(*boxes[: near + 1], strict=True)
    middle = (min(lefts), min(tops), max(rights), max(bottoms))
    if any(_near_to(one, middle) for one in boxes[near + 1 :]):
        return True
    return any(_near_to(one, other) for at, one in enumerate(boxes) for other in boxes[:at])


def _near_to(one: Box, other: Box) -> bool:
    left, top, right, bottom = one
    return left < other[2] + GAP and other[0] < right + GAP and top < other[3] + GAP and other[1] < bottom + GAP

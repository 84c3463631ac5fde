"""The map of those around a client: who stands in which part of the life, and where on the drawing. Pure.

The client in the middle, the parts of a life as boxes on both sides; a whole line where something may be shared. The
list under the drawing says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from brokerage.pages.chart import point

WIDTH, MIDDLE = 760, 104
BOX, GAP, HEAD, LINE, MOST = 268, 16, 30, 19, 5
SHORT = 36


@dataclass(frozen=True)
class Person:
    """Somebody around the client: «Mentor, Karin Ek»; `shares` where there is consent to tell, or none is needed."""

    part: str
    name: str = ""
    shares: bool = False

    def __str__(self) -> str:
        return f"{self.part}, {self.name}" if self.name else self.part


@dataclass(frozen=True)
class Box:
    """One part of a life as drawn: coordinates as SVG reads them, and the lines of text with their heights."""

    title: str
    x: str
    y: str
    width: str
    height: str
    text_x: str
    title_y: str
    lines: tuple[tuple[str, str], ...]
    joint_x: str
    joint_y: str
    shares: bool


@dataclass(frozen=True)
class Map:
    width: str
    height: str
    x: str
    y: str
    label_y: str
    boxes: tuple[Box, ...]


def drawn(parts: Sequence[tuple[str, Sequence[Person]]]) -> Map:
    """The parts that hold somebody, left and right by turns, the two sides as equally high as may be."""
    sides: tuple[list[tuple[str, Sequence[Person]]], list[tuple[str, Sequence[Person]]]] = ([], [])
    for title, people in parts:
        if people:
            min(sides, key=_height).append((title, people))
    height = max(map(_height, sides), default=0) + 2 * GAP
    height = max(height, MIDDLE + 2 * GAP)
    boxes = [box for n, side in enumerate(sides) for box in _column(side, height, is_right=n == 1)]
    return Map(point(WIDTH), point(height), point(WIDTH / 2), point(height / 2), point(height / 2 + 5), tuple(boxes))


def _lines(people: Sequence[Person]) -> list[str]:
    said = [_short(str(each)) for each in people]
    return said if len(said) <= MOST else [*said[: MOST - 1], f"och {len(said) - MOST + 1} till"]


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _tall(people: Sequence[Person]) -> int:
    return HEAD + LINE * len(_lines(people)) + 8


def _height(side: Sequence[tuple[str, Sequence[Person]]]) -> int:
    return sum(_tall(people) + GAP for _, people in side) - (GAP if side else 0)


def _column(side: Sequence[tuple[str, Sequence[Person]]], height: int, *, is_right: bool) -> list[Box]:
    x, top, found = WIDTH - BOX - 1 if is_right else 1, (height - _height(side)) / 2, []
    for title, people in side:
        tall = _tall(people)
        found.append(
            Box(
                title=title,
                x=point(x),
                y=point(top),
                width=point(BOX),
                height=point(tall),
                text_x=point(x + 12),
                title_y=point(top + 20),
                lines=tuple((line, point(top + HEAD + LINE * n + 12)) for n, line in enumerate(_lines(people))),
                joint_x=point(x if is_right else x + BOX),
                joint_y=point(top + tall / 2),
                shares=any(each.shares for each in people),
            )
        )
        top += tall + GAP
    return found

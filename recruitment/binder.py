"""The plain marks of the texts of binder and library: «## » before a heading, «- » before a point, «[] » before a box
to tick, an empty line between parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Block:
    """A heading, a paragraph or a list."""

    kind: str  # heading | text | points | boxes | line (to sign on)
    lines: list[str] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The text in parts, for a page or a paper."""
    found: list[Block] = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            found.append(Block(""))
        elif line.startswith("## "):
            found.append(Block("heading", [line[3:]]))
        else:
            kind, words = "text" if line.strip("_") else "line", line
            for mark, name in (("- ", "points"), ("[] ", "boxes")):
                if line.startswith(mark):
                    kind, words = name, line.removeprefix(mark)
            if not found or found[-1].kind != kind:
                found.append(Block(kind))
            found[-1].lines.append(words)
    return [block for block in found if block.kind]


def newest(editions: Iterable[int]) -> int:
    """The edition of the binder: that of the page which changed last so that it should be read."""
    return max(editions, default=1)

"""A QR code as the path of a drawing: the same in the browser and on paper, and nothing is fetched."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4  # empty modules around it, without which phones do not find it


@dataclass(frozen=True)
class QrCode:
    """`size` in modules, quiet zone included; `path` draws the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=256)  # of one address always the same, and a third of what its page costs
def qr_code(address: str) -> QrCode:
    """Level M: a poster gets dirty, and a quarter of it may not be read."""
    rows = segno.make_qr(address, error="m").matrix
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x]:
                length += 1
            if row[x]:
                runs.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length
    return QrCode(len(rows) + 2 * QUIET, "".join(runs))

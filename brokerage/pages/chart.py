"""The geometry of a chart: figures in, coordinates out as text that SVG reads; no markup and no colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

WIDTH, HEIGHT = 720, 260
LEFT, TOP, FOOT = 44, 24, 30
FIGURE = 14  # below a bar that points down
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10)
WHOLE_STEPS = (1, 2, 3, 4, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    text: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    value_y: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Tick:
    text: str
    y: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Chart:
    width: str
    height: str
    left: str
    base: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def bars(series: Sequence[tuple[str, float]]) -> Chart:
    """Bars from the zero line, in the order given: upwards, and downwards for what is below zero (a credit that is
    larger than what was billed). Without such a value the zero line is the foot."""
    values = [float(value) for _, value in series]
    high, low = max(values, default=0), min(0, *values, 0)
    size = step(max(high, -low))
    ups, downs = (max(math.ceil(high / size), 0), math.ceil(-low / size)) if low < 0 else (4, 0)
    foot = HEIGHT - FOOT - (FIGURE if downs else 0)
    scale = (foot - TOP) / (size * (ups + downs))
    zero = TOP + ups * size * scale
    slot = (WIDTH - LEFT) / max(len(series), 1)
    width = min(slot * 0.62, 64)
    return Chart(
        width=point(WIDTH),
        height=point(HEIGHT),
        left=point(LEFT),
        base=point(zero),
        ticks=tuple(
            Tick(figure(size * n), point(y), point(LEFT - 8), point(y + 4))
            for n in range(-downs, ups + 1)
            for y in [zero - size * n * scale]
        ),
        bars=tuple(
            Bar(
                label=str(label),
                text=figure(value),
                x=point(LEFT + slot * n + (slot - width) / 2),
                y=point(zero - max(value, 0) * scale),
                width=point(width),
                height=point(abs(value) * scale),
                middle=point(LEFT + slot * (n + 0.5)),
                value_y=point(zero - value * scale + (FIGURE if value < 0 else -6)),
                label_y=point(HEIGHT - 9),
            )
            for n, ((label, _), value) in enumerate(zip(series, values, strict=True))
        ),
    )


def step(highest: float) -> float:
    """A quarter of the axis, the smallest round one that holds the highest value: 46 → 15 (an axis from 0 to 60)."""
    if highest <= 4:
        return 1
    size = 10 ** math.floor(math.log10(highest / 4))
    return next(size * nice for nice in (STEPS if size >= 10 else WHOLE_STEPS) if size * nice * 4 >= highest)


def figure(value: float) -> str:
    """A figure as a Swede writes it, with at most one decimal: 1504.5 → «1 504,5»."""
    text = f"{float(value):,.1f}".removesuffix(".0")
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")


def point(value: float) -> str:
    """A coordinate, always with a decimal point."""
    return f"{value:.1f}".removesuffix(".0")


def name(title: str) -> str:
    """An id that a title always gets, so that two charts on a page do not share one."""
    return f"chart-{crc32(title.encode()):x}"

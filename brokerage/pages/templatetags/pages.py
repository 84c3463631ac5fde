"""What the templates need beyond Django's own: Swedish dates and kronor, icons, charts, and forms in groups."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils import formats, timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from brokerage import money
from brokerage.pages import chart, wording

register = template.Library()

register.filter(wording.day)
register.filter(wording.moment)


@register.filter
def day_long(value: date | None) -> str:
    """«söndag 22 november 2026»; nothing for nothing."""
    return wording.day_long(value) if value else ""


@register.filter
def iso(value: date | None) -> str:
    """The value for a <time datetime="">."""
    if not value:
        return ""
    return timezone.localtime(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


@register.filter
def kr(amount: Decimal | None) -> str:
    """«1 504,00 kr», with spaces that do not break; nothing for nothing."""
    return "" if amount is None or amount == "" else money.kr(amount)


@register.filter
def blocking(problems: Iterable[Any]) -> list[Any]:
    """Those problems that stop the next step."""
    return [problem for problem in problems if problem.blocking]


@register.filter
def warnings(problems: Iterable[Any]) -> list[Any]:
    """Those problems that stop nothing."""
    return [problem for problem in problems if not problem.blocking]


@register.filter
def first_id(field: BoundField) -> str:
    """The id of what a link to a field should focus: in a group of choices, the first of them."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.simple_tag
def table_rows(columns: Sequence[dict[str, str]], rows: Iterable[Sequence[Any]]) -> SafeString:
    """The rows of a table: built here, since a template takes eight times as long over its cells.

    A cell is a value, or a dict with `value` and, as wished, `url`, `sub` (a second line) and `tone` (a badge).
    """
    heads = [(_CLASSES.get(column.get("kind", ""), ""), escape(column["label"])) for column in columns]
    return mark_safe("\n".join(_row(heads, row) for row in rows))  # each part is escaped in _row


_CLASSES = {"number": ' class="number"', "date": ' class="date"'}


def _row(heads: Sequence[tuple[str, str]], row: Sequence[Any]) -> str:
    cells = []
    for place, ((css, label), cell) in enumerate(zip(heads, row, strict=True)):
        url = sub = tone = ""
        if isinstance(cell, dict):
            url, sub, tone, cell = cell.get("url", ""), cell.get("sub", ""), cell.get("tone", ""), cell["value"]
        inner = str(conditional_escape(shown(cell)))
        if tone and inner:
            inner = f'<span class="badge {escape(tone)}">{inner}</span>'
        if url:
            inner = f'<a href="{escape(url)}">{inner}</a>'
        if sub:
            inner += f"<small>{conditional_escape(sub)}</small>"
        cells.append(f'<td{css} data-label="{label}">{inner}</td>' if place else f'<th scope="row"{css}>{inner}</th>')
    return f"<tr>{''.join(cells)}</tr>"


@register.simple_tag
def queue_lines(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The lines of a work queue, each with `text`, `url`, `sub` and `badge`: built here, as the rows of a table are."""
    return format_html_join(
        "\n",
        '<li><span><a href="{}">{}</a><small>{}</small></span> <span class="badge {}">{}</span></li>',
        ((item["url"], item["text"], item["sub"], item["badge"]["tone"], item["badge"]["text"]) for item in items),
    )


@register.filter
def shown(value: Any) -> Any:
    """A value as a Swede writes it: dates and moments, yes and no, figures with spaces, nothing for nothing."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case datetime():
            return wording.moment(value)
        case date():
            return wording.day(value)
        case int() | float() | Decimal():
            return formats.number_format(value, use_l10n=True, force_grouping=True).replace("-", "−")
        case _:
            return value


@register.filter
def groups(form: BaseForm) -> Iterator[tuple[str, list[list[BoundField]], str]]:
    """The visible fields as (legend, rows, text), by the form's `fieldsets`; fields that no fieldset names come last.

    A fieldset is (legend, names) or (legend, names, text); names in a tuple of their own stand side by side. Names that
    this form lacks are passed over.
    """
    left = {field.name: field for field in form.visible_fields()}
    for legend, names, *text in getattr(form, "fieldsets", ()):
        beside = [(name,) if isinstance(name, str) else name for name in names]
        rows = [[left.pop(name) for name in row if name in left] for row in beside]
        if rows := [row for row in rows if row]:
            yield legend, rows, text[0] if text else ""
    if left:
        yield "", [[field] for field in left.values()], ""


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether a label says that the field may stay empty. Groups of boxes go without saying, and so does what a form
    names in `unmarked`, since it explains there what is needed."""
    return not (
        field.field.required
        or field.widget_type == "checkboxselectmultiple"
        or field.name in getattr(field.form, "unmarked", ())
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A lucide icon, inline; it carries no meaning of its own, so words stand beside it."""
    return _icon(name)


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    return mark_safe(lucide(name, size=16, **{"class": "icon", "aria-hidden": "true"}))  # the library's own drawing


@register.simple_tag
def bar_chart(series: Sequence[tuple[str, float]], title: str, desc: str = "", unit: str = "") -> SafeString:
    """Upright bars as an SVG that screen, paper and PDF share; the page shows the same figures in a table."""
    drawing = chart.bars(series)
    return _svg(
        drawing,
        title,
        desc or "; ".join(f"{bar.label}: {bar.text}{unit and ' ' + unit}" for bar in drawing.bars),
        format_html_join(
            "",
            '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" rx="2" fill="#0b5d66"/>'
            '<text class="chart-value" x="{}" y="{}" text-anchor="middle" font-size="13" fill="#1d2327">{}</text>'
            '<text class="chart-label" x="{}" y="{}" text-anchor="middle" font-size="12" fill="#525c61">{}</text>',
            (
                (
                    *(bar.x, bar.y, bar.width, bar.height),
                    *(bar.middle, bar.value_y, bar.text),
                    *(bar.middle, bar.label_y, bar.label),
                )
                for bar in drawing.bars
            ),
        ),
    )


def _svg(drawing: chart.Chart, title: str, desc: str, marks: SafeString) -> SafeString:
    grid = format_html_join(
        "",
        '<line class="chart-grid" x1="{}" x2="{}" y1="{}" y2="{}" stroke="#dedad0"/>'
        '<text class="chart-label" x="{}" y="{}" text-anchor="end" font-size="12" fill="#525c61">{}</text>',
        (
            (drawing.left, drawing.width, tick.y, tick.y, tick.label_x, tick.label_y, tick.text)
            for tick in drawing.ticks
        ),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" font-family="sans-serif" '
        'aria-labelledby="{id}-t" aria-describedby="{id}-d">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>{grid}{marks}'
        '<line class="chart-base" x1="{left}" x2="{w}" y1="{base}" y2="{base}" stroke="#8b9295"/></svg>',
        w=drawing.width,
        h=drawing.height,
        id=chart.name(title),
        title=title,
        desc=desc,
        grid=grid,
        marks=marks,
        left=drawing.left,
        base=drawing.base,
    )

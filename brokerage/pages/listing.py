"""The list shape: filter, sort, paginate, export, from one declaration of columns."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, OrderBy, QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django_filters import FilterSet

from brokerage import clock
from brokerage.access import Request
from brokerage.access.guards import note_rows
from brokerage.pages.page import Action, Crumb, Page

PER_PAGE = 25
EXPORT_MOST = 20_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column: its value is a function of the row; `sort` names the field that it is sorted by."""

    label: str
    value: Callable[[Any], Any]
    kind: str = "text"  # text | number | date | badge
    sort: str = ""
    sub: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    link: bool = False
    url: Callable[[Any], str] | None = None  # where the link leads, when it is not to the row's own page


@dataclass(frozen=True)
class Empty:
    """What an empty list says, and what to do about it."""

    title: str
    text: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Listing:
    title: str
    columns: Sequence[Column]
    empty: Empty
    order: str = "-pk"
    filterset: type[FilterSet] | None = None
    seen: Sequence[Column] = ()  # on the screen, where a file has more columns: some stand under each other there
    lead: str = ""
    counts_to: int = 0  # of a list without end: how far its rows are counted, and its pages go; 0: all of them


def listing(
    request: Request,
    rows: QuerySet,
    shape: Listing,
    *,
    actions: Sequence[Action] = (),
    crumbs: Sequence[Crumb] = (),
    template: str = "pages/list.html",
    is_read: bool = False,
    **context: Any,
) -> HttpResponse:
    """Answer with a page of the list, or with all of it as CSV or XLSX (an export is an Event).

    With `is_read` the look itself is an Event about everybody on the page.
    """
    filtering = shape.filterset(request.GET, rows, request=request) if shape.filterset else None
    found = filtering.qs if filtering else rows
    wanted = request.GET.get("sortera", "")
    order = _order(shape, wanted)
    found = found.order_by(_sorting(order), "pk")
    form = request.GET.get("format")
    if form in ("csv", "xlsx"):
        return _export(request, found, shape, form, is_read=is_read)
    shape = replace(shape, columns=shape.seen or shape.columns)
    paginator: Any = Paginator(found[: shape.counts_to + 1] if shape.counts_to else found, PER_PAGE)
    if shape.counts_to:  # without the columns and the order of the page, for which all of them would be laid out
        paginator.count = found.order_by().values("pk")[: shape.counts_to + 1].count()
    page = paginator.get_page(request.GET.get("sida"))
    is_cut = 0 < shape.counts_to < page.paginator.count
    if is_read:
        note_rows(request.actor, "list.read", list(page.object_list), names_people=True)
    kept = {name: values for name, values in request.GET.lists() if name not in ("sida", "format")}
    context |= {
        "page": Page(shape.title, shape.lead, crumbs, actions=list(actions)),
        "filter": filtering.form if filtering else None,
        "is_filtered": any(value for name, value in request.GET.items() if name not in ("sida", "sortera")),
        "columns": _heads(shape, order, kept),
        "rows": _cells(shape, page.object_list),
        "exports": [
            (name, "?" + urlencode({**kept, "format": code}, doseq=True))
            for name, code in (("CSV", "csv"), ("Excel", "xlsx"))
        ],
        "empty": shape.empty,
        "pager": {
            "number": page.number,
            "pages": page.paginator.num_pages,
            "count": shape.counts_to if is_cut else page.paginator.count,
            "is_cut": is_cut,
            "first": page.start_index(),
            "last": page.end_index(),
            "previous_url": _page_url(kept, page.number - 1) if page.has_previous() else "",
            "next_url": _page_url(kept, page.number + 1) if page.has_next() else "",
        },
    }
    return TemplateResponse(request, template, context)


def _order(shape: Listing, wanted: str) -> str:
    sortable = {column.sort for column in shape.columns if column.sort}
    return wanted if wanted.removeprefix("-") in sortable else shape.order


def _sorting(order: str) -> OrderBy:
    """The same on every database: an empty cell counts as the greatest."""
    field = F(order.removeprefix("-"))
    return field.desc(nulls_first=True) if order.startswith("-") else field.asc(nulls_last=True)


def _heads(shape: Listing, order: str, kept: dict[str, list]) -> list[dict[str, str]]:
    heads = []
    for column in shape.columns:
        head = {"label": column.label, "kind": column.kind, "sort_url": "", "sorted": ""}
        if column.sort:
            is_this = order.removeprefix("-") == column.sort
            head["sorted"] = ("descending" if order.startswith("-") else "ascending") if is_this else ""
            turned = f"-{column.sort}" if order == column.sort else column.sort
            head["sort_url"] = "?" + urlencode({**kept, "sortera": turned}, doseq=True)
        heads.append(head)
    return heads


def _cells(shape: Listing, rows: Any) -> list[list[Any]]:
    plan = [(each.value, each.url or (_own_url if each.link else None), each.sub, each.tone) for each in shape.columns]
    return [
        [
            {
                "value": value(row),
                "url": link(row) if link else "",
                "sub": sub(row) if sub else "",
                "tone": tone(row) if tone else "",
            }
            if link or sub or tone
            else value(row)
            for value, link, sub, tone in plan
        ]
        for row in rows
    ]


def _own_url(row: Any) -> str:
    return row.get_absolute_url()


def _page_url(kept: dict[str, list], number: int) -> str:
    return "?" + urlencode({**kept, "sida": number}, doseq=True)


def _export(request: Request, rows: QuerySet, shape: Listing, form: str, *, is_read: bool) -> HttpResponse:
    found = list(rows[:EXPORT_MOST])
    lines = [[column.value(row) for column in shape.columns] for row in found]
    note_rows(request.actor, "export", found, names_people=is_read, format=form)
    return table_file(shape.title, [column.label for column in shape.columns], lines, form)


def table_file(title: str, heads: Sequence[str], lines: Iterable[Sequence[Any]], form: str) -> HttpResponse:
    """A table as CSV or XLSX, in cells that a spreadsheet does not take for formulas."""
    from openpyxl import Workbook  # noqa: PLC0415 — slow to import, and exports are rare

    table = [list(heads), *([_harmless(each) for each in line] for line in lines)]
    name = f"{title.lower().replace(' ', '-')}-{clock.today():%Y-%m-%d}.{form}"
    if form == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([_spelled(each) for each in line] for line in table)
        content, kind = ("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8"
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(title[:31])
        for line in table:
            sheet.append(line)
        binary = io.BytesIO()
        book.save(binary)
        content, kind = binary.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{urlencode({'': name})[1:]}"
    return response


def _spelled(value: Any) -> Any:
    """A number as a Swedish spreadsheet reads it: 1,5 is one, and 1.5 a text or a day."""
    return str(value).replace(".", ",") if isinstance(value, float | Decimal) else value


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet does not take for a formula; dates and numbers stay what they are."""
    if isinstance(value, datetime):
        return value.astimezone(clock.STOCKHOLM).replace(tzinfo=None)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    text = _UNPRINTABLE.sub("", str(value))  # Excel's format has no place for them
    return "'" + text if text.startswith(_DANGEROUS) else text

"""The four shapes of pages: list, detail, form, report."""

from brokerage.pages.listing import Column, Empty, Listing, listing, table_file
from brokerage.pages.page import Action, Page, chosen, history_of, link, noun, reach, sentence, who
from brokerage.pages.shapes import (
    VersionedForm,
    buttons,
    detail,
    edit_page,
    put_errors,
    report,
    step_page,
    step_url,
    verb_page,
)
from brokerage.pages.waiting import Waiting, lines

__all__ = [
    "Action",
    "Column",
    "Empty",
    "Listing",
    "Page",
    "VersionedForm",
    "Waiting",
    "buttons",
    "chosen",
    "detail",
    "edit_page",
    "history_of",
    "lines",
    "link",
    "listing",
    "noun",
    "put_errors",
    "reach",
    "report",
    "sentence",
    "step_page",
    "step_url",
    "table_file",
    "verb_page",
    "who",
]

"""What a page should answer to whom, and whether an answer says more than it may."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import load_workbook

from brokerage.access import Actor, holds_role, permits
from tests.access.addresses import Visit
from tests.access.table import NAMED, NAMES, PAGES
from tests.access.who import BROKERAGE, BY_ANOTHER, BY_ASKER, BY_OTHERS, BY_SEARCHER, HOME, PLACES, Who
from tests.access.world import Row
from tests.reading import words_on_paper

LOGIN = "/konto/login/"
POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
}
INLINE = re.compile(
    r"<script(?![^>]*\s(?:src=|type=.application/json))|<style|<[^>]*\s(?:style|on[a-z]+)=|href=.?javascript:",
    re.IGNORECASE,
)


def by_hand(visit: Visit, person: str) -> int:
    """The status by the table that is written by hand."""
    who = _who(visit)
    if person not in who:
        return 404 if not who else 302 if person == "anonymous" else 403
    if visit.row is None:
        return 404 if visit.is_unknown else visit.status
    row, page = visit.row, visit.address.name
    is_own = row.led_by == person and page in BY_ANOTHER
    is_anothers_find = row.is_brokered and person not in BROKERAGE and page in BY_SEARCHER
    may = row.place in who[person] and person not in row.hidden_from and not is_own and not is_anothers_find
    asks = PLACES["team" if row.is_brokered else row.place][0]
    if page in BY_ASKER:
        may = may and (person in BROKERAGE) == row.is_brokered
    if page in BY_OTHERS:
        may = may and asks != PLACES[HOME[person]][0]
    return 200 if may else 404


def by_rules(visit: Visit, actor: Actor) -> int:
    """The status by the permission matrix of the apps."""
    action = visit.address.guard.action
    if not holds_role(actor, action):
        return 403
    if visit.is_unknown or (visit.row and not permits(actor, action, visit.row.obj)):
        return 404
    return visit.status


def _who(visit: Visit) -> Who:
    assert visit.address.name in PAGES, (
        f"{visit.address} is new. Say in PAGES of tests/access/table.py who may open it, in which places."
    )
    return PAGES[visit.address.name]


def may_read(row: Row, person: str, word: str = "") -> bool:
    """Whether the person may ever read the row's name, or a secret word of it."""
    if row.place in NAMES[row.kind].get(person, frozenset()):
        return person not in row.hidden_from
    is_named = person in row.shown_to or row.place in NAMED.get(row.kind, {}).get(person, frozenset())
    return is_named and word not in row.secrets


def text_of(response: Any) -> str:
    """All that an answer says, in small letters: head and body, the cells of a workbook, the words of a PDF."""
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if "spreadsheet" in response.headers.get("Content-Type", ""):
        book = load_workbook(io.BytesIO(response.content), read_only=True)
        cells = (str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line)
        return f"{head} {' '.join(cells)}".lower()
    if response.content.startswith(b"%PDF"):
        return f"{head} {words_on_paper(response.content)}".lower()
    return f"{head} {response.content.decode()}".lower()


CANARY = re.compile(r"zq\d{4}qz|\d{8}-\d{4}")


def leaks(response: Any, person: str, canaries: dict[str, Row], told: Sequence[Row] = ()) -> list[str]:
    """The rows that an answer names although the person may not see them; `told` are those that a link may name."""
    words = {word for word in CANARY.findall(text_of(response)) if word in canaries}
    words -= {row.canary for row in told}
    seen = {canaries[word] for word in words if not may_read(canaries[word], person, word)}
    return [f"it names the {row}" for row in sorted(seen, key=str)]


def unsafe(response: Any) -> list[str]:
    """What the policy of the page lacks, or what the page has that the policy forbids."""
    faults = []
    policy = response.headers.get("Content-Security-Policy", "")
    if set(policy.split("; ")) != POLICY:
        faults.append(f"its policy is «{policy}»")
    if response.headers.get("X-Frame-Options") != "DENY":
        faults.append("it may be framed")
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("its content may be sniffed")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        faults += [f"inline: {found}" for found in INLINE.findall(response.content.decode())]
    return faults


def told(faults: Iterable[tuple[Any, list[str]]]) -> str:
    """All faults at once, one a line, for the message of a failed test."""
    return "\n".join(f"{what}: {'; '.join(found)}" for what, found in faults if found)

"""Where a page stands: of a proposal by its search, or for the district by its decision; and under an assignment."""

from typing import Any

from matching.views.shortlists import title_of


def crumbs_of(row: Any, last: str = "", *, decides: bool = False) -> tuple[tuple[str, str | None], ...]:
    """By the search; for the district by its decision where the brokerage's search is closed to it."""
    shortlist, decision = row.shortlist, row.shortlist.decision
    head = (("Sökningar", "/sokningar/"), (title_of(shortlist), shortlist.get_absolute_url()))
    if decides and shortlist.is_brokered:
        head = (("Beslut", "/beslut/"), (decision.case_reference, decision.get_absolute_url()))
    name = row.volunteer.name
    return (*head, (name, row.get_absolute_url()), (last, None)) if last else (*head, (name, None))


def crumbs_under(assignment: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    """Of what belongs to an assignment."""
    return (("Uppdrag", "/uppdrag/"), (assignment.decision.case_reference, assignment.get_absolute_url()), (last, None))

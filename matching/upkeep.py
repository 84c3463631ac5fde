"""What awaits in assignments that live: somebody to reach, a step to evaluate, a phase that ends, a paper to sign.

And what a change elsewhere leaves behind: a charge for an assignment that came to nothing, for the economist to judge.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day
from matching.mandates import title_of
from matching.models import Agreement, Assignment, DamageReport, Disclosure, IntroStep, Phase
from matching.problems import last_reached
from matching.states import AssignmentState
from matching.variants import JOUR_MONTHS, WARN_BEFORE, Variant
from recruitment.models import Approval

WITHIN = timedelta(days=7)
SIGN_WITHIN = timedelta(days=14)
CREDIT_WITHIN = timedelta(days=90)  # then it is taken for decided that the charge stays
MOST = 10  # of one kind: what is left is counted


def awaiting_in_life(actor: Actor) -> list[Waiting]:
    """For whoever keeps the assignments, or for all in the unit where nobody has taken them."""
    if not holds_role(actor, "assignments.work"):
        return []
    today = clock.today()
    mine = (
        permitted(actor, "assignments.work")
        .of_keepers(actor.acts_for())
        .select_related("decision", "volunteer", "appointment")
    )
    found = lines(
        mine.running()
        .not_reached_since(today - timedelta(weeks=settings.SILENT_WEEKS))
        .order_by(F("reached_on").asc(nulls_first=True), "pk"),
        _unreached,
        most=MOST,
    )
    due = IntroStep.objects.filter(assignment=OuterRef("pk"), done_on=None, planned_on__lte=today)
    latest = Phase.objects.filter(assignment=OuterRef("pk")).order_by("-since").values("until")[:1]
    # Two months from the end of the child's investigation; where that is not noted, from the beginning of the stay.
    near = clock.months_after(today + WARN_BEFORE, -JOUR_MONTHS)
    jour = Phase.objects.filter(assignment=OuterRef("pk"), variant=Variant.JOUR, until__gte=today)
    jour = jour.filter(Q(inquiry_ended_on__lte=near) | Q(inquiry_ended_on=None, since__lte=near))
    written = Agreement.objects.filter(assignment=OuterRef("pk"), replaced_on=None, signed_on=None)
    told = Disclosure.objects.filter(decision=OuterRef("decision"), volunteer=OuterRef("volunteer"), stage="all")
    held = Approval.objects.filter(volunteer=OuterRef("volunteer")).order_by("-valid_until")
    is_new = Q(state=AssignmentState.PLANNED, appointment__decided_on__lte=today - WITHIN)
    moving = mine.taking_place().annotate(
        has_step_due=Exists(due),
        is_unsigned=Exists(written.filter(written_on__lte=today - WITHIN)),
        is_told=Exists(told),
        has_damage=Exists(DamageReport.objects.unsent().filter(assignment=OuterRef("pk"))),
        has_jour_limit=Exists(jour),
        ends_on=Subquery(latest),
        approved_until=Subquery(held.values("valid_until")[:1]),
    )
    wanted = Q(has_damage=True) | Q(has_step_due=True) | Q(is_unsigned=True) | (is_new & Q(is_told=False))
    wanted |= Q(has_jour_limit=True)
    wanted |= Q(ends_on__range=(today - WARN_BEFORE, today + WARN_BEFORE)) | Q(approved_until__lt=today)
    found += lines(moving.filter(wanted).order_by("starts_on"), _moves_on, most=2 * MOST)
    log = permitted(actor, "assignmentlog.work").open_incidents().for_page()
    found += lines(log.order_by("on"), _incident, most=MOST)
    papers = permitted(actor, "mandates.work").for_page()
    needing = papers.to_tend(unsigned_since=today - SIGN_WITHIN, run_out_by=today + WARN_BEFORE)
    found += lines(needing.order_by("valid_to"), _paper, most=MOST)
    return found


def _life(row: Any) -> str:
    return reverse("matching:assignment_life", args=[row.pk])


def _unreached(row: Any) -> Waiting:
    last = last_reached(row)
    weeks = (clock.today() - last).days // 7
    sub = f"{row.decision.case_reference}: ingen kontakt på {weeks} veckor"
    due = last + timedelta(weeks=settings.SILENT_WEEKS)
    return Waiting(f"Hör av dig till {row.volunteer.name}", _life(row), sub, due, "assignments")


def _moves_on(row: Any) -> Waiting:
    """One line for each assignment, the next thing first: it leads to the page where the others stand too."""
    if row.has_damage:
        text = f"Skicka skadeanmälan om {row.volunteer.name} till försäkringen"
        return Waiting(text, _life(row), row.decision.case_reference, clock.today(), "assignments")
    if row.approved_until and row.approved_until < clock.today():
        return _lapsed(row)
    if row.has_step_due:
        return _step_due(row)
    if row.is_unsigned:
        text = f"Få avtalet med {row.volunteer.name} underskrivet"
        return Waiting(text, row.get_absolute_url(), row.decision.case_reference, row.starts_on, "assignments")
    if row.has_jour_limit:
        text = f"Se över jouren hos {row.volunteer.name}: högst två månader (SoL 22:4)"
        return Waiting(text, _life(row), row.decision.case_reference, clock.today(), "assignments")
    if row.ends_on is None:
        text = f"Berätta för {row.volunteer.name} det som behövs"
        return Waiting(text, row.get_absolute_url(), row.decision.case_reference, row.starts_on, "assignments")
    return _phase_ends(row)


def _lapsed(row: Any) -> Waiting:
    """An approval that has run out stops new assignments and ends none: whoever keeps this one decides what to do."""
    sub = f"{row.decision.case_reference}: godkännandet gick ut {day(row.approved_until)}. Uppdraget fortsätter"
    text = f"Se till att {row.volunteer.name} får förnyat godkännande"
    return Waiting(text, row.get_absolute_url(), sub, row.approved_until, "assignments")


def _step_due(row: Any) -> Waiting:
    text = f"Hur gick steget i inskolningen hos {row.volunteer.name}?"
    return Waiting(text, _life(row), row.decision.case_reference, clock.today(), "assignments")


def _phase_ends(row: Any) -> Waiting:
    sub = f"{row.decision.case_reference}: slutar {day(row.ends_on)}"
    text = f"Förläng, ändra eller avsluta hos {row.volunteer.name}"
    return Waiting(text, _life(row), sub, row.ends_on, "assignments")


def _incident(row: Any) -> Waiting:
    assignment = row.assignment
    text = f"Utred och avsluta händelsen hos {assignment.volunteer.name}"
    sub = f"{assignment.decision.case_reference}, {day(row.on)}"
    return Waiting(text, _life(assignment), sub, row.on + WITHIN, "assignments")


def _paper(row: Any) -> Waiting:
    return _unsigned(row) if row.signed_on is None else _runs_out(row)


def _unsigned(row: Any) -> Waiting:
    sub = f"{row.assignment.decision.case_reference}: {title_of(row).lower()}"
    due: date = row.written_on + SIGN_WITHIN
    text = f"Få papperet till {row.assignment.volunteer.name} underskrivet"
    return Waiting(text, row.get_absolute_url(), sub, due, "assignments")


def _runs_out(row: Any) -> Waiting:
    sub = f"{row.assignment.decision.case_reference}: {title_of(row).lower()} går ut {day(row.valid_to)}"
    text = f"Förnya papperet till {row.assignment.volunteer.name}"
    return Waiting(text, row.get_absolute_url(), sub, row.valid_to, "assignments")


def charges_in_vain(actor: Actor) -> list[Waiting]:
    """For the economist: what was charged for an assignment that came to nothing, named by the order alone."""
    if not holds_role(actor, "charges.strike"):  # invoicing stands beside this app, and charges below
        return []
    came_to_nothing = Assignment.objects.filter(state=AssignmentState.CANCELLED, order__isnull=False)
    causes = [f"matching.assignment:{pk}" for pk in came_to_nothing.order_by("-pk").values_list("pk", flat=True)[:200]]
    if not causes:
        return []
    since = clock.now() - CREDIT_WITHIN
    rows = permitted(actor, "charges.strike").standing().filter(cause__in=causes, created_at__gte=since)
    rows = rows.exclude(lines__invoice__state="credited").select_related("unit").order_by("created_at")
    return lines(rows, _in_vain, most=MOST)


def _in_vain(row: Any) -> Waiting:
    text = f"{row.text}: uppdraget blev inte av. Ska det krediteras?"
    due = row.created_at.astimezone(clock.STOCKHOLM).date() + CREDIT_WITHIN
    return Waiting(text, reverse("invoicing:charges"), str(row.unit), due, "invoices")

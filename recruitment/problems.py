"""What stands in the way of a vetting or a meeting, in sentences; the task list that pages show and steps obey."""

from datetime import date

from django.urls import reverse

from brokerage import clock
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from recruitment.exemptions import exempted
from recruitment.models import Approval, InformationMeeting, Reference, RequirementRule, Vetting, Volunteer
from recruitment.registers import of_registers
from recruitment.requirements import Part, Plan, Requirement, Rule, requirements
from recruitment.states import VettingState


def table_of_requirements() -> tuple[Rule, ...]:
    """The city's table, for whoever judges many vettings by it: one query."""
    return RequirementRule.objects.table()


def plan_of(vetting: Vetting, table: tuple[Rule, ...] | None = None) -> Plan:
    """The facts that the vetting's requirements follow from: for a named assignment its first day, else today."""
    return Plan(
        kinds=frozenset(vetting.kinds),
        areas=frozenset(vetting.client_areas),
        on=vetting.starts_on or clock.today(),
        ages=range(vetting.client_age_from, vetting.client_age_to + 1),
        in_home=vetting.in_clients_home,
        client_born=vetting.client_born if vetting.purpose == Vetting.Purpose.NAMED else None,
        is_renewal=vetting.purpose in (Vetting.Purpose.RENEWAL, Vetting.Purpose.JOUR),
        is_move=vetting.purpose == Vetting.Purpose.MOVE,
        ruled_on=vetting.opened_on,
        as_jour=vetting.as_jour,
        table=table or vetting.judged_by or table_of_requirements(),
    )


def task_list(vetting: Vetting, table: tuple[Rule, ...] | None = None) -> list[Requirement]:
    """Every part of the vetting, done or not, in the order of work."""
    place = getattr(vetting.volunteer, "place", None)
    home = place.district if place and not vetting.volunteer.is_protected else None
    found = requirements(
        plan_of(vetting, table),
        members=list(vetting.volunteer.members.all()),
        checks=list(vetting.checks.all()),
        references=list(vetting.references.all()),
        interviews=list(vetting.interviews.all()),
        visits=list(vetting.visits.all()),
        consent_on=vetting.consent_on,
        jour_note=vetting.jour_note,
        registers=lambda people: of_registers(people, list(vetting.questions.all()), home=home),
    )
    return exempted(found, list(vetting.exemptions.all()))


def before_proposing(vetting: Vetting, table: tuple[Rule, ...] | None = None) -> list[Problem]:
    """Why the vetting can't be proposed yet; and what to think of when it can."""
    found = [Problem(each.missing) for each in task_list(vetting, table) if each.missing]
    for reference in vetting.references.all():
        if reference.recommends is False:
            found.append(
                Problem(f"Referensen {reference.name} rekommenderar inte. Bemöt det i bedömningen.", blocking=False)
            )
        if reference.relation == Reference.Relation.RELATIVE and reference.state == "taken":
            found.append(Problem(f"Referensen {reference.name} är släkting. Ta hellre en till.", blocking=False))
    for_pool = vetting.purpose != Vetting.Purpose.NAMED  # a named assignment is not matched
    if for_pool and vetting.interviews.all() and not vetting.volunteer.has_profile:
        # Whoever decides reads it too, but only who proposes can do something about it.
        is_open = vetting.state == VettingState.OPEN
        url = reverse("recruitment:volunteer_describe", args=[vetting.volunteer_id]) if is_open else ""
        text = "Profilen är inte beskriven. I matchningen är språk, erfarenhet och hem då okända."
        found.append(Problem(text, blocking=False, url=url))
    return found


def after_move(volunteer: Volunteer, approval: Approval, table: tuple[Rule, ...] | None = None) -> set[Part]:
    """The parts that a new address reopens, since the approval knew another home: empty when they have not moved."""
    place = getattr(volunteer, "place", None)
    if place is None or place.since is None or place.since <= approval.decided_on:
        return set()
    asks = {Part.VISIT}
    if place.district_since and place.district_since > approval.decided_on:
        asks.add(Part.SOCIAL)
    plan = Plan(
        kinds=frozenset(approval.kinds),
        areas=frozenset(approval.client_areas),
        on=clock.today(),
        ages=range(0),
        table=table_of_requirements() if table is None else table,
    )
    return {part for part in asks if plan.rule(part)}


def waits_after_move(volunteer: Volunteer, approval: Approval) -> list[Problem]:
    """That new assignments wait until the new home is seen, where the table of today says so; running ones go on."""
    table = table_of_requirements() if getattr(volunteer, "place", None) else ()
    parts = after_move(volunteer, approval, table)
    held = [
        rule
        for rule in table
        if rule.part in parts and rule.waits_after_move and rule.holds(clock.today(), is_family=True)
    ]
    if not held:
        return []
    since = day(volunteer.place.since)
    what = " och ".join(sorted(Part(rule.part).label.lower() for rule in held))
    return [
        Problem(f"{volunteer} flyttade {since}: ett nytt uppdrag väntar tills {what} är klart på den nya adressen.")
    ]


def jour_home(volunteer: Volunteer, first: date, last: date) -> Approval | None:
    """The approval by which the home is investigated as an emergency home through a stay; None without (SoL 22:4).

    The last one that was decided before the stay says it. Of a home that they have moved from it says nothing.
    """
    decided = [each for each in volunteer.approvals.all() if each.decided_on <= first]
    newest = max(decided, key=lambda each: (each.decided_on, each.pk), default=None)
    if newest is None or not newest.as_jour or newest.valid_until < last:
        return None
    place = getattr(volunteer, "place", None)
    has_moved = place is not None and place.since is not None and newest.decided_on < place.since <= last
    return None if has_moved else newest


def before_holding(meeting: InformationMeeting) -> list[Problem]:
    """Why it can't be noted yet who came."""
    return [Problem("Träffen har inte börjat än.")] if meeting.starts_at > clock.now() else []

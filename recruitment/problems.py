"""What stands in the way of a vetting or a meeting, in sentences; the task list that pages show and steps obey."""

from django.urls import reverse

from brokerage import clock
from brokerage.workflow import Problem
from recruitment.models import InformationMeeting, Reference, RequirementRule, Vetting
from recruitment.registers import of_registers
from recruitment.requirements import Plan, Requirement, Rule, requirements
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
        is_renewal=vetting.purpose == Vetting.Purpose.RENEWAL,
        ruled_on=vetting.opened_on,
        table=table_of_requirements() if table is None else table,
    )


def task_list(vetting: Vetting, table: tuple[Rule, ...] | None = None) -> list[Requirement]:
    """Every part of the vetting, done or not, in the order of work."""
    place = getattr(vetting.volunteer, "place", None)
    home = place.district if place and not vetting.volunteer.is_protected else None
    return requirements(
        plan_of(vetting, table),
        members=list(vetting.volunteer.members.all()),
        checks=list(vetting.checks.all()),
        references=list(vetting.references.all()),
        interviews=list(vetting.interviews.all()),
        visits=list(vetting.visits.all()),
        consent_on=vetting.consent_on,
        registers=lambda people: of_registers(people, list(vetting.questions.all()), home=home),
    )


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


def before_holding(meeting: InformationMeeting) -> list[Problem]:
    """Why it can't be noted yet who came."""
    return [Problem("Träffen har inte börjat än.")] if meeting.starts_at > clock.now() else []

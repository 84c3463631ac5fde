"""Papers about a case: what goes to its file, and the sheet of a report. Never of somebody with protected identity."""

from typing import Any

from django.http import Http404, HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.fields import words
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day, moment
from decisions.chronicle import attempts, chronicle
from decisions.goals import LEVELS, signed
from decisions.models import FollowUp
from decisions.reports import answered_by_clients, events_of, reported_number
from decisions.sheet import sheet
from decisions.wording import clock_words

SCREEN_ONLY = "Skyddade personuppgifter: läs på skärmen. Det går varken att skriva ut eller ladda ner."


@requires("decisions.view", read=True, fetch=lambda rows: rows.for_chronicle())
def decision_file_pdf(request: Request, row: Any) -> HttpResponse:
    """To the case's file: what was done, whom we asked and what the client answered, and the log."""
    if row.client.is_protected:
        raise Http404
    answered = answered_by_clients(row)
    person, ground = row.client.identity, row.ground
    context = {
        "title": "Till akten",
        "sender": f"Stockholms stad, {row.unit}",
        "facts": pages.chosen(
            (
                ("Ärende", row.case_reference),
                ("Den enskilde", f"{person.name}, {person.number}"),
                ("Insats", f"{ground.intervention.capitalize()}, {row.extent}"),
                ("Lagrum", f"{ground.law} {ground.ground}"),
                ("Beslutat", f"{day(row.decided_on)} av {row.decision_maker or 'okänd'}, {row.delegation}"),
                ("Läge", row.get_state_display()),
                ("Tre månader", f"{day(row.due_on)}, {clock_words(row)}" if row.due_on else ""),
                ("Utskrivet", f"{day(clock.today())} av {request.actor.user}"),
            )
        ),
        "deeds": [(day(each.on), each.text) for each in chronicle(row, answered)],
        "attempts": [
            (day(each.on), each.number, each.way, each.answer, _client(each)) for each in attempts(row, answered)
        ],
        "events": [(moment(each.at), pages.sentence(each.verb), pages.who(each)) for each in events_of(row)],
    }
    return pdf_response("decisions/decision_file_pdf.html", context, f"till-akten-{row.pk}.pdf")


def _client(attempt: Any) -> str:
    if not attempt.client:
        return ""
    return f"{attempt.client} den {day(attempt.client_on)}." if attempt.client_on else f"{attempt.client}."


@requires("reports.view", read=True, fetch=lambda rows: rows.for_page())
def reportedcase_pdf(request: Request, row: Any) -> HttpResponse:
    """The report of a case in the order of IVO's form, for whoever reports from paper."""
    client = row.decision.client
    if client.is_protected:
        raise Http404
    context = {
        "title": f"Rapport till IVO, {row.decision.case_reference}",
        "sender": f"Stockholms stad, {row.report.unit}",
        "parts": sheet(row, reported_number(row)),
    }
    return pdf_response("decisions/reportedcase_pdf.html", context, f"rapport-{row.pk}.pdf")


@requires("followups.view", read=True, fetch=lambda rows: rows.for_page())
def followup_pdf(request: Request, row: Any) -> HttpResponse:
    """A follow-up in the order of BBIC's form: the goals, everybody's voice, the assessment, what follows of it.

    Before it is held the goals alone, to take along.
    """
    decision = row.decision
    if decision.client.is_protected:
        raise Http404
    person, ground = decision.client.identity, decision.ground
    plans = decision.plans.in_force().prefetch_related("goals__measurements")
    context = {
        "title": row.get_kind_display(),
        "sender": f"Stockholms stad, {row.unit}",
        "facts": pages.chosen(
            (
                ("Ärende", decision.case_reference),
                ("Den enskilde", f"{person.name}, {person.number}"),
                ("Insats", f"{ground.intervention.capitalize()}, {decision.extent}"),
                ("Planerad", day(row.planned_on) if row.held_on is None else ""),
                ("Genomförd", day(row.held_on)),
                ("Ansvarig", row.owner),
                ("Inbjudna", words(FollowUp.Invited, row.invited)),
            )
        ),
        "goals": [_goal(goal) for plan in plans for goal in plan.goals.all()],
        "parts": pages.chosen(
            (
                ("Den enskildes egen röst", row.own_voice),
                ("Vårdnadshavarnas röst", row.guardian_voice),
                ("Uppdragstagarens röst", row.volunteer_voice),
                ("Handläggarens iakttagelser", row.officer_voice),
                ("Sammanfattande bedömning", row.assessment),
                ("Slutsats", row.get_conclusion_display() if row.conclusion else ""),
            )
        ),
    }
    return pdf_response("decisions/followup_pdf.html", context, f"uppfoljning-{row.pk}.pdf")


def _goal(goal: Any) -> tuple[str, str]:
    """A goal, and how far it has come: «Vågar simma», «Fritid och delaktighet. 22 nov 2026: +1, bättre än väntat»."""
    last = next(reversed(goal.measurements.all()), None)
    level = f"{day(last.on)}: {signed(last.level)}, {LEVELS[last.level]}" if last else "inte bedömt än"
    return goal.text, f"{goal.get_domain_display()}. {level}"

"""Every page of recruitment, each with a row in the state in which it is used and what its form is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, reverse

from brokerage import clock
from recruitment.models import BinderPage, CalendarEntry, PoolSharing, Routine, VolunteerDocument
from recruitment.urls import urlpatterns
from tests.recruitment.made import Made, number

# Behind the link of a letter, to everybody, or a paper or a file: each has tests of its own.
LINKED = {
    "interest_answer",
    "campaign_poster",
    "datachange_answer",
    "meeting_sign_up",
    "sign_up_calendar",
    "meeting_calendar",
    "seat_answer",
    "seat_evaluate",
    "mentorship_card",
    "binderreading_confirm",
    "binder_pdf",
    "routine_pdf",
    "seat_certificate_pdf",
    "volunteer_document_file",
    "reference_answer",
    "compilation_read",
    "compilation_pdf",
    "criteria",
}


def _names(patterns: list[Any]) -> set[str]:
    deeper = [_names(each.url_patterns) for each in patterns if isinstance(each, URLResolver)]
    return {str(each.name) for each in patterns if not isinstance(each, URLResolver)}.union(*deeper)


NAMES = sorted(_names(urlpatterns) - LINKED)
Row = Callable[[Made], Any]


@dataclass(frozen=True)
class Site:
    """A page. `row` makes what it is about; `right` is sent to its form; `who` uses it."""

    name: str
    row: Row | None = None
    right: dict[str, Any] | Callable[[Made, Any], dict[str, Any]] | None = None
    who: str = "rut"
    more: Callable[[Any], list[Any]] = field(default=lambda row: [])

    def path(self, row: Any) -> str:
        return reverse(f"recruitment:{self.name}", args=[row.pk, *self.more(row)] if row else [])

    def form(self, made: Made, row: Any) -> dict[str, Any]:
        return self.right(made, row) if callable(self.right) else dict(self.right or {})


def enquiry(state: str) -> Row:
    return lambda made: made.enquiry(state)


def meeting(made: Made) -> Any:
    """Of yesterday, and Karin was invited."""
    over = made.meeting(in_days=-1)
    made.enquiry("invited", meeting=over)
    return over


def running_out(made: Made) -> Any:
    """In the pool, with an approval for another month."""
    family = made.volunteer()
    made.approval(family, valid_until=clock.today() + timedelta(days=30))
    return family


def away(made: Made) -> Any:
    """Somebody who is away, by their calendar."""
    gone = made.volunteer()
    gone.away = CalendarEntry.objects.create(volunteer=gone, says="away", starts=clock.today()).pk
    return gone


def with_paper(made: Made) -> Any:
    """Somebody with a certificate."""
    family = made.volunteer()
    fields = {"kind": "cert", "title": "Intyg", "filename": "intyg.pdf", "content": b"%PDF-1.7", "size": 8}
    family.paper = VolunteerDocument.objects.create(volunteer=family, added_by=made.cast.rut, **fields).pk
    return family


def full(made: Made) -> Any:
    """One to come, whose only seat is taken."""
    taken = made.meeting(capacity=1)
    made.enquiry("invited", meeting=taken, name="Maj")
    return taken


def vetting(state: str = "open", **given: Any) -> Row:
    return lambda made: made.vetting(state, is_done=True, **given)


def asked(made: Made) -> Any:
    """Bromma has been asked about Karin, and has not answered."""
    row = made.vetting(consent_on=clock.today())
    row.asked = made.question(row, row.volunteer.members.get(part="applicant")).pk
    return row


def volunteer(state: str = "available") -> Row:
    return lambda made: made.volunteer(state)


def applicant(row: Any) -> int:
    return row.volunteer.members.get(part="applicant").pk


def per(made: Made) -> Any:
    family = made.volunteer()
    made.member(family, "partner", "Per Åberg")
    return family


HOME = {
    "volunteer_name": "Familjen Åberg",
    "applicant_name": "Karin Åberg",
    "applicant_number": number(),
    "protection": "none",
    "kinds": ["family"],
    "client_areas": ["IoF"],
}
PERSON = {"name": "Karin Åberg", "email": "karin@post.example", "kinds": ["family"]}
TALK = {"way": "phone", "on": "2026-11-22", "next_contact_on": "2026-11-29", "note": "Vill veta mer."}
SCOPE = {
    "assessment": "Lämplig.",
    "scope_kinds": ["family"],
    "scope_age_from": "0",
    "scope_age_to": "12",
    "scope_places": "1",
    "scope_valid_until": "2028-11-21",
}
DAY = "2026-11-22"
ASSESSED = {"assessment": "Vi ringer i dag.", "measures": ["talk"], "next_on": "2026-12-01"}

OFFERED = {"kind": "loan", "area": "IoF", "ends": "2027-02-01", "consented_on": DAY}


EVENING = {
    "title": "Om autism",
    "kind": "evening",
    "starts_at_0": "2026-12-03",
    "starts_at_1": "18:00",
    "hours": "2",
    "capacity": "20",
    "place": "Hus 4",
    "repeats": "0",
    "every_weeks": "4",
}


def fitting(made: Made) -> Any:
    made.volunteer(traits=["autism"])
    return made.training(themes=["autism"])


def senior(made: Made) -> int:
    return made.volunteer(joined_on=clock.today() - timedelta(days=800)).pk


def unread(made: Made, row: Any) -> dict[str, Any]:
    made.volunteer()
    return {}


LETTER = {"title": "Brev", "kind": "letter", "phase": "preparing", "text": "Hej!"}


def a_routine(made: Made) -> Routine:
    return Routine.objects.get(code="first-year")


def behind(made: Made) -> Routine:
    """Bromma's copy, whose original has changed since."""
    original = a_routine(made)
    Routine.objects.filter(pk=original.pk).update(number=2)
    return Routine.objects.create(unit=made.cast.bromma, original=original, seen_number=1, **LETTER)


def a_page(made: Made) -> Any:
    return BinderPage.all_pages()[0]


def compiled(state: str) -> Row:
    return lambda made: made.compilation(state)


def incomplete(made: Made) -> Any:
    """Without a visit to the home."""
    found = made.vetting(is_done=True)
    found.visits.all().delete()
    return found


def shared(made: Made) -> Any:
    family = made.volunteer(by="anna")
    PoolSharing.objects.create(volunteer=family, consented_on=clock.today(), shared_by=made.cast.anna)
    return family


THURSDAY = {"starts_at_0": "2026-11-26", "starts_at_1": "18:00"}
SITES = (
    Site("interest", right=PERSON | {"informed": "on"}),
    Site("interest_thanks"),
    Site("self_test"),
    Site("recruitment_report"),
    Site("enquiries"),
    Site("enquiry_register", right=PERSON | {"source": "phone", "received_on": DAY}),
    Site("enquiry", enquiry("met")),
    Site("enquiry_contact", enquiry("new"), TALK),
    Site("enquiry_note_contact", enquiry("contacted"), TALK),
    Site("enquiry_invite", enquiry("contacted"), lambda made, row: {"meeting": made.meeting(place="Hus 4").pk}),
    Site("enquiry_attend", enquiry("invited"), {}),
    Site("enquiry_miss", enquiry("invited"), {}),
    Site("enquiry_uninvite", enquiry("invited"), {}),
    Site("enquiry_open_vetting", enquiry("met"), HOME | {"client_age_from": "0", "client_age_to": "12"}),
    Site("enquiry_close", enquiry("met"), {"reason": "withdrew", "note": "Har inte tid."}),
    Site("enquiry_reopen", enquiry("closed"), {}),
    Site("enquiry_edit", enquiry("met"), PERSON | {"version": "0"}),
    Site("enquiry_hand_over", enquiry("met"), lambda made, row: {"version": "0", "owner": made.cast.rut.pk}),
    Site("enquiry_merge", enquiry("contacted"), lambda made, row: {"into": made.enquiry("met").pk}),
    Site("enquiry_route", enquiry("met"), {"routed_to": "Familjehem Väst", "on": DAY, "next_contact_on": "2026-12-20"}),
    Site("enquiry_come_back", enquiry("routed"), {}),
    Site("enquiry_recognise", enquiry("met"), lambda made, row: {"volunteer": made.volunteer().pk}),
    Site("drifting"),
    Site("drifting_pool"),
    Site("meetings"),
    Site("meeting_plan", right=THURSDAY | {"place": "Hus 4", "capacity": "12", "minutes": "90"}),
    Site("meeting", meeting),
    Site(
        "meeting_invite",
        lambda made: made.meeting(),
        lambda made, row: {"enquiries": [made.enquiry("contacted", email="").pk]},
    ),
    Site("enquiry_put_on_waiting_list", enquiry("contacted"), lambda made, row: {"meeting": full(made).pk}),
    Site("informationmeeting_hold", meeting, {}),
    Site("informationmeeting_cancel", meeting, {}),
    Site("campaigns"),
    Site("campaign_start", right={"name": "Hösten", "channel": "poster", "code": "host", "starts": DAY}),
    Site("campaign", lambda made: made.campaign()),
    Site(
        "campaign_edit",
        lambda made: made.campaign(),
        {"version": "0", "name": "Vintern", "channel": "poster", "starts": DAY},
    ),
    Site("campaign_report"),
    Site("volunteer_recommend", volunteer(), {"version": "0"}),
    Site("renewals"),
    Site("volunteer_renew", running_out, {}),
    Site("vettings"),
    Site(
        "vetting_open_named",
        right=HOME | {"case_reference": "TEAM-2026-7", "client_born": "2017-03-03", "starts_on": "2026-12-20"},
    ),
    Site("vetting", vetting()),
    Site("vetting_note_consent", vetting(), {"version": "0", "consent_on": DAY}),
    Site("vetting_assess_jour", vetting(), {"version": "0", "as_jour": "on"}),
    Site(
        "vetting_record_check",
        vetting(),
        {"on": DAY, "issued_on": "2026-11-01"},
        more=lambda row: ["own", applicant(row)],
    ),
    Site(
        "vetting_ask_registers",
        lambda made: made.vetting(consent_on=date(2026, 11, 1)),
        lambda made, row: {"members": [applicant(row)], "municipality": "Solna", "on": DAY},
        more=lambda row: [applicant(row)],
    ),
    Site("vetting_note_answer", asked, {"on": DAY, "outcome": "nothing"}, more=lambda row: [row.asked]),
    Site("vetting_drop_question", asked, {"version": "0"}, more=lambda row: [row.asked]),
    Site("vetting_name_reference", vetting(), {"name": "Berit", "relation": "work", "phone": "070-174 06 35"}),
    Site("vetting_record_interview", vetting(), {"on": DAY, "place": "office", "summary": "Lugnt."}),
    Site("vetting_record_visit", vetting(), {"on": DAY, "summary": "Ljust."}),
    Site("vetting_propose", vetting(), SCOPE),
    Site("vetting_approve", vetting("proposed"), {"conditions": "Samtal efter varje helg."}, who="disa"),
    Site("vetting_send_back", vetting("proposed"), {"reason": "Berätta mer."}, who="disa"),
    Site("vetting_refuse", vetting("proposed"), {"reason": "För litet."}, who="disa"),
    Site("vetting_withdraw", vetting("proposed"), {"reason": "De flyttar."}),
    Site("vetting_draft", vetting(), SCOPE),
    Site("vetting_put_together", vetting(), {}),
    Site("vetting_withdraw_consent", vetting(), {"version": "0"}),
    Site("vetting_exempt", incomplete, {"part": "visit", "reason": "De är kända."}, who="disa"),
    Site(
        "vetting_ask_colleague",
        vetting(),
        lambda made, row: {"part": "reader", "person": made.cast.anna.pk, "ends": "2026-12-20"},
    ),
    Site("colleague_read", lambda made: made.colleague(), {"words": "Bra."}),
    Site("colleague_end", lambda made: made.colleague(), {}, who="anna"),
    Site("compilation", compiled("sent")),
    Site("compilation_send", compiled("made"), {}),
    Site("compilation_note_agreed", compiled("made"), {}),
    Site("compilation_note_objected", compiled("made"), {"words": "Vi har två hundar."}),
    Site("compilation_note_seen", compiled("agreed"), {"version": "0"}),
    Site("vetting_note_told", vetting("approved"), {"version": "0"}),
    Site(
        "reference_take",
        lambda made: made.reference(made.vetting()),
        {"taken_on": DAY, "recommends": "1", "summary": "Bra."},
    ),
    Site("reference_ask", lambda made: made.reference(made.vetting(), email="berit@post.example"), {"version": "0"}),
    Site("reference_note_chase", lambda made: made.reference(made.vetting()), {"way": "call"}),
    Site("reference_drop", lambda made: made.reference(made.vetting()), {}),
    Site("volunteers"),
    Site("volunteer", volunteer()),
    Site("volunteer_edit", volunteer(), {"version": "0", "name": "Familjen Ek", "protection": "none"}),
    Site("volunteer_describe", volunteer(), {"version": "0", "word-autism": "yes", "word-dog": "no"}),
    Site("volunteer_calendar", volunteer(), {"version": "0", "says": "away", "starts": DAY}),
    Site("volunteer_drop_time", away, {"version": "0"}, more=lambda row: [row.away]),
    Site("volunteer_documents", volunteer()),
    Site(
        "volunteer_add_document",
        volunteer(),
        lambda made, row: {"kind": "cert", "title": "Intyg", "sent": SimpleUploadedFile("intyg.pdf", b"%PDF-1.7")},
    ),
    Site("volunteer_remove_document", with_paper, {"version": "0"}, more=lambda row: [row.paper]),
    Site("volunteer_add_member", volunteer(), {"part": "child", "name": "Maja", "birth_year": "2015"}),
    Site("volunteer_member_moved", per, {"version": "0"}, more=lambda row: [row.members.get(part="partner").pk]),
    Site("volunteer_log_contact", volunteer(), {"way": "phone", "on": DAY, "note": "Allt är bra."}),
    Site("volunteer_take_in", volunteer(), lambda made, row: {"kind": "child", "text": "Sent.", "unit": row.unit_id}),
    Site("volunteer_ask_data", volunteer(), {}),
    Site("volunteer_share", lambda made: made.volunteer(by="anna"), {"version": "0", "consented_on": DAY}, who="anna"),
    Site("volunteer_unshare", shared, {"version": "0"}, who="anna"),
    Site("volunteer_offer", volunteer(), lambda made, row: OFFERED | {"unit": made.cast.bromma.pk}),
    Site("datachange", lambda made: made.change()),
    Site("datachange_settle", lambda made: made.change("answered"), {"take-phone": "yes"}),
    Site("datachange_take_back", lambda made: made.change(), {}),
    Site("transfers"),
    Site("transfer", lambda made: made.transfer()),
    Site("transfer_accept", lambda made: made.transfer(), {}),
    Site("transfer_decline", lambda made: made.transfer(), {"reason": "Vi har inget uppdrag."}),
    Site("transfer_call_off", lambda made: made.transfer(), {}, who="anna"),
    Site("transfer_give_back", lambda made: made.transfer("accepted"), {}),
    Site("trainings"),
    Site("training_plan", right=EVENING),
    Site("training", lambda made: made.place().training),
    Site("training_hold", lambda made: made.training(in_days=-1), {}),
    Site("training_cancel", lambda made: made.training(), {}),
    Site("training_invite_fitting", fitting, {"version": "0"}),
    Site("volunteer_book", volunteer(), lambda made, row: {"training": made.training().pk}),
    Site("seat_unbook", lambda made: made.place(), {}),
    Site("volunteer_begin_mentorship", volunteer(), lambda made, row: {"mentor": senior(made), "consented_on": DAY}),
    Site("mentorship", lambda made: made.mentorship()),
    Site("mentorship_note", lambda made: made.mentorship(), {"version": "0", "note": "Ringer ofta."}),
    Site("mentorship_end", lambda made: made.mentorship(), {"ending": "Klarar sig själva."}),
    Site("routines"),
    Site("routine", behind, who="anna"),
    Site("routine_add", right=LETTER),
    Site("routine_edit", a_routine, LETTER | {"version": "0", "is_active": "on"}),
    Site("routine_copy", a_routine, {}, who="anna"),
    Site("routine_take_over", behind, {"version": "0"}, who="anna"),
    Site("routine_keep_own", behind, {"version": "0"}, who="anna"),
    Site("binder"),
    Site("binder_add_page", right={"title": "Fullmakt", "code": "fullmakt", "text": "Så gör du.", "position": "50"}),
    Site("binder_unread"),
    Site("binder_send_unread", right=unread),
    Site(
        "binderpage_edit", a_page, {"version": "0", "title": "Uppdraget", "text": "Nytt.", "position": "1"}, who="disa"
    ),
    Site("volunteer_send_binder", volunteer(), {}),
    Site("concerns"),
    Site("concern", lambda made: made.concern()),
    Site("concern_assess", lambda made: made.concern(), ASSESSED, who="disa"),
    Site("concern_close", lambda made: made.concern("assessed"), {"conclusion": "Reds ut."}, who="disa"),
    Site(
        "concern_pass_on",
        lambda made: made.concern(),
        lambda made, row: {"version": "0", "unit": made.cast.bromma.pk, "area": "IoF"},
        who="disa",
    ),
    Site("volunteer_pause", volunteer(), {"reason": "work", "ask_again_on": "2027-02-01"}),
    Site("volunteer_prolong", volunteer("paused"), {"version": "0", "ask_again_on": "2027-03-01"}),
    Site("volunteer_resume", volunteer("paused"), {}),
    Site("volunteer_leave", volunteer(), {}),
)
BY_NAME = {site.name: site for site in SITES}
WITH_FORM = [site for site in SITES if site.right is not None]
ABOUT_A_ROW = [site for site in SITES if site.row]
LISTED = {"enquiries", "meetings", "campaigns", "vettings", "volunteers", "drifting", "drifting_pool"}
LISTED |= {"concerns", "transfers", "trainings", "binder_unread", "renewals"}
LISTS = [site for site in SITES if site.name in LISTED]

"""The rows of recruitment and of its letters."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock, identity
from brokerage.audit.recording import kind_of
from brokerage.letters.models import Letter
from brokerage.organisation.models import User
from recruitment.models import (
    Approval,
    CalendarEntry,
    Campaign,
    Check,
    Colleague,
    Compilation,
    Contact,
    Enquiry,
    GuideAnswer,
    GuideQuestion,
    HomeVisit,
    HouseholdMember,
    InformationMeeting,
    InterestLetter,
    Interview,
    Invitation,
    Reference,
    RegisterQuestion,
    Vetting,
    Volunteer,
    VolunteerDocument,
    VolunteerPlace,
)
from tests.access.world.rows import RECRUITS, World

DECIDES = {"team": "disa", "bromma": "mia", "bromma_iof": "mia"}


def furnish(world: World, place: str) -> None:
    """One of everything, and of vettings one for each state that pages differ by."""
    led_by, decided_by = RECRUITS[place], DECIDES.get(place)
    campaign, meeting, over = add_campaign(world, place), add_meeting(world, place), add_meeting(world, place, days=-1)
    enquiry = add_enquiry(world, place, campaign=campaign)
    invited = add_enquiry(world, place, campaign=campaign, state="invited")
    for each in (meeting, over):
        Invitation.objects.create(meeting=each, enquiry=invited)
    volunteer = add_volunteer(world, place)
    add_member(world, place, volunteer, "applicant")
    add_member(world, place, volunteer, "partner")
    for who, state in ((led_by, "open"), (led_by, "proposed"), (decided_by, "proposed"), (led_by, "approved")):
        if who:
            closed_on = clock.today() if state == "approved" else None
            vetting = add_vetting(world, place, volunteer, who, state=state, closed_on=closed_on)
            add_parts(vetting, world.rows[-1].canary)
            add_reference(world, place, vetting)
            add_reference(world, place, vetting, state="taken")
            if state == "open":
                add_compilation(world, place, vetting)
                add_colleague(world, place, vetting)
            world.event(vetting)
    add_approval(vetting, world.cast.people[decided_by or "mia"], world.rows[-3].canary)
    add_letter(world, place, enquiry)
    InterestLetter.objects.create(**world.at(place), enquiry=enquiry, answer_by=clock.today())
    for row in (campaign, meeting, enquiry, volunteer):
        world.event(row)


def add_campaign(world: World, place: str) -> Campaign:
    word = world.word()
    made = Campaign(
        **world.at(place), name=f"Kampanj {word}", channel="poster", code=f"kod-{world.number}", starts=clock.today()
    )
    made.save()
    return world.keep("campaign", place, made, word)


def add_meeting(world: World, place: str, *, days: int = 7) -> InformationMeeting:
    word = world.word()
    starts_at = clock.now() + timedelta(days=days)
    made = InformationMeeting.objects.create(**world.at(place), starts_at=starts_at, place=f"Sal {word}")
    return world.keep("meeting", place, made, word)


def add_enquiry(world: World, place: str, **given: Any) -> Enquiry:
    word = world.word()
    fields = {
        "kinds": ["person"],
        "message": f"Hej från {word}",
        "lives_in": world.at(place)["unit"],
        "owner": world.recruiter(place),
        "next_contact_on": clock.today(),
        "state": "contacted",
    }
    made = Enquiry(**world.at(place), **world.person(word), **(fields | given))
    made.save()
    add_contact(made, word)
    return world.keep("enquiry", place, made, word)


def add_contact(enquiry: Enquiry, word: str = "") -> Contact:
    return Contact.objects.create(enquiry=enquiry, way="phone", note=f"Sade {word}", by=enquiry.owner)


def add_volunteer(world: World, place: str, **given: Any) -> Volunteer:
    word, secret = world.word(), world.word()
    fields = {"kinds": ["family"], "state": "available", "joined_on": clock.today()}
    made = Volunteer(**world.at(place), **(world.person(word) | fields | given))
    made.save()
    VolunteerPlace.objects.create(volunteer=made, street=f"Gatan {secret}", district=world.at(place)["unit"])
    paper = b"PK\x03\x04" + word.encode()
    VolunteerDocument.objects.create(
        volunteer=made,
        kind="letter",
        title=f"Brev {word}",
        filename=f"{word}.docx",
        content=paper,
        size=len(paper),
        added_by=world.recruiter(place),
    )
    CalendarEntry.objects.create(volunteer=made, says="away", starts=clock.today(), note=f"Reser {word}")
    return world.keep("volunteer", place, made, word, secrets=(secret,))


def add_member(world: World, place: str, volunteer: Volunteer, part: str) -> HouseholdMember:
    word = world.word()
    born = date(1980, 1, 1) + timedelta(days=world.number)
    secret = identity.made_up(born, 980 + world.number % 20)
    made = HouseholdMember.objects.create(
        volunteer=volunteer, part=part, name=f"{word} Fågel", identity_number=secret, birth_year=born.year
    )
    return world.keep("member", place, made, word, secrets=(secret,))


def add_vetting(world: World, place: str, volunteer: Volunteer, led_by: str, **given: Any) -> Vetting:
    word, today = world.word(), clock.today()
    fields: dict[str, Any] = {
        "kinds": ["family"],
        "client_areas": ["IoF"],
        "case_reference": f"Ärende {word}",
        "consent_on": today,
        "assessment": f"Bedömning {word}",
        "scope_kinds": ["family"],
        "scope_age_from": 0,
        "scope_age_to": 17,
        "scope_places": 1,
        "proposed_on": today,
        "scope_valid_until": today + timedelta(days=700),
        "closed_reason": f"Skäl {word}",
        "investigator": world.cast.people[led_by],
    }
    made = Vetting.objects.create(**world.at(place), volunteer=volunteer, **(fields | given))
    return world.keep("vetting", place, made, word, led_by=led_by, called=world.of(volunteer).canary)


def add_reference(world: World, place: str, vetting: Vetting, *, state: str = "named") -> Reference:
    word = world.word()
    made = Reference(vetting=vetting, **world.at(place), **world.person(word), relation="work", state=state)
    if state == "taken":
        made.taken_on, made.summary, made.recommends = clock.today(), f"Sade {word}", True
    made.save()
    return world.keep("reference", place, made, word)


def add_compilation(world: World, place: str, vetting: Vetting, **given: Any) -> Compilation:
    """Sent, and not answered."""
    word, today = world.word(), clock.today()
    made = Compilation.objects.create(
        **world.at(place),
        vetting=vetting,
        parts=[["Bedömning", [["Bedömning", f"Bedömning {word}"]]]],
        made_by=world.recruiter(place),
        sent_on=today,
        answer_by=today,
        state="sent",
        **{"number": 1} | given,
    )
    return world.keep("compilation", place, made, word, called=world.of(vetting).name)


def add_colleague(world: World, place: str, vetting: Vetting, **given: Any) -> Colleague:
    """Whoever works there, as no step would let it be: who reads and who asked are then the same."""
    word, by = world.word(), world.recruiter(place)
    fields = {"part": "reader", "person": by, "question": f"Fråga {word}", "ends": clock.today()}
    made = Colleague.objects.create(**world.at(place), vetting=vetting, asked_by=by, **(fields | given))
    return world.keep("colleague", place, made, word, called=world.of(vetting).name)


def add_parts(vetting: Vetting, word: str = "") -> None:
    """A check, an interview and a visit."""
    by, day = vetting.investigator, clock.today()
    Check.objects.create(
        vetting=vetting,
        member=vetting.volunteer.members.all()[0],
        source="B",
        on=day,
        official=by,
        issued_on=day,
        paper_place=f"Pärm {word}",
        keep_until=day,
    )
    RegisterQuestion.objects.create(
        vetting=vetting,
        member=vetting.volunteer.members.all()[0],
        municipality=f"Kommun {word} {vetting.questions.count()}",
        asked_on=day,
        asked_by=by,
    )
    talk = Interview.objects.create(vetting=vetting, on=day, by=by, summary=f"Intervju {word}")
    motive = GuideQuestion.objects.get(code="talk-motive")
    GuideAnswer.objects.create(question=motive, interview=talk, note=f"Därför att {word}")
    HomeVisit.objects.create(vetting=vetting, on=day, by=by, summary=f"Hembesök {word}")


def add_approval(vetting: Vetting, approver: User, word: str) -> Approval:
    return Approval.objects.create(
        vetting=vetting,
        volunteer=vetting.volunteer,
        unit=vetting.unit,
        investigator=vetting.investigator,
        approver=approver,
        decided_on=clock.today(),
        kinds=["family"],
        client_areas=["IoF"],
        age_from=0,
        age_to=17,
        places=1,
        conditions=f"Villkor {word}",
        valid_until=clock.today() + timedelta(days=700),
    )


def add_letter(world: World, place: str, receiver: Any) -> Letter:
    word = world.word()
    where = world.at(place)
    made = Letter.objects.create(
        purpose="thanks",
        address=f"{word}@post.example",
        subject=f"Tack {word}",
        body=f"Hej {word}!",
        unit_id=where["unit"].pk,
        area=where["area"],
        receiver_kind=kind_of(receiver),
        receiver_key=receiver.pk,
    )
    return world.keep("letter", place, made, word)


def add_with_vetting(world: World, place: str) -> Any:
    volunteer = add_volunteer(world, place)
    member = add_member(world, place, volunteer, "applicant")
    vetting = add_vetting(world, place, volunteer, RECRUITS[place])
    add_parts(vetting)
    world.event(vetting)
    return volunteer, member, vetting


def grow_vetting(world: World, at: str, row: Any) -> Any:
    volunteer = row.volunteer if row else add_volunteer(world, at)
    add_member(world, at, volunteer, "adult" if row else "applicant")
    row = row or add_vetting(world, at, volunteer, RECRUITS[at])
    add_parts(row)
    for state in ("named", "taken"):
        world.event(add_reference(world, at, row, state=state))
    add_compilation(world, at, row, number=row.compilations.count() + 1)
    add_colleague(world, at, row, state="read", read_on=clock.today())
    world.event(row)
    return row


def grow_compilation(world: World, at: str, row: Any) -> Any:
    """One version more, and the first of them is looked at."""
    vetting = row.vetting if row else add_with_vetting(world, at)[2]
    made = add_compilation(world, at, vetting, number=vetting.compilations.count() + 1)
    world.event(made)
    return row or made

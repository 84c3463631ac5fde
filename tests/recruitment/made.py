"""Rows of recruitment in any state, made as the steps would have left them, and what a step is given to do."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.db.models import Model

from brokerage import clock, identity
from brokerage.audit.models import Event, EventAbout
from brokerage.letters.models import Letter
from brokerage.organisation.models import Unit, User
from recruitment.models import (
    FAMILIES,
    Approval,
    Campaign,
    Check,
    Colleague,
    Compilation,
    Concern,
    DataChange,
    Enquiry,
    FieldChange,
    HomeVisit,
    HouseholdMember,
    InformationMeeting,
    Interview,
    Invitation,
    Mentorship,
    Reference,
    RegisterQuestion,
    Seat,
    Source,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)
from recruitment.problems import before_proposing, plan_of
from recruitment.requirements import WITH_OUTCOME, checked_people, paper_kept_until
from tests.cast import Cast
from tests.tables import rows_of

# Who recruits: the unit on the cast, and the programme area of the rows.
SEATS = {"rut": ("team", ""), "anna": ("bromma", "IoF"), "lo": ("bromma", "LSS"), "olle": ("farsta", "IoF")}
APPROVERS = {"rut": "disa", "anna": "mia"}
_numbers = count()


def at(day: date, hour: int = 18) -> datetime:
    """A moment of a day, Swedish time."""
    return datetime.combine(day, time(hour), clock.STOCKHOLM)


def number(born: date = date(1985, 4, 12)) -> str:
    """An identity number of somebody born around that day, another one each time."""
    turn = next(_numbers)
    return identity.made_up(born + timedelta(days=turn // 20 % 28), 980 + turn % 20)


def plain(text: str) -> str:
    """With ordinary spaces, as a test writes it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


class Made:
    """`made.enquiry("met", by="anna")`: an enquiry of Bromma's children's area, whose owner has been at a meeting."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def seat(self, by: str) -> dict[str, Any]:
        unit, area = SEATS[by]
        return {"unit": getattr(self.cast, unit), "area": area}

    def who(self, by: str) -> User:
        return self.cast.people[by]

    def unit(self, by: str) -> Unit:
        return self.seat(by)["unit"]

    def campaign(self, by: str = "rut", **given: Any) -> Campaign:
        campaign = Campaign(
            **self.seat(by)
            | {"name": "Höstkampanjen", "channel": "poster", "code": "host-26", "starts": date(2026, 9, 1)}
            | given
        )
        campaign.save()
        return campaign

    def meeting(self, state: str = "planned", *, by: str = "rut", in_days: int = 4, **given: Any) -> InformationMeeting:
        fields = {"starts_at": at(clock.today() + timedelta(days=in_days)), "place": "Swedenborgsgatan 20"}
        return InformationMeeting.objects.create(state=state, **(self.seat(by) | fields | given))

    def enquiry(
        self, state: str = "new", *, by: str = "rut", meeting: InformationMeeting | None = None, **given: Any
    ) -> Enquiry:
        """With a meeting that she is invited to (or was at, or not) when the state says so, or when one is given."""
        today = clock.today()
        fields: dict[str, Any] = {
            "name": "Karin Åberg",
            "email": "karin@post.example",
            "phone": "070-174 06 05",
            "kinds": ["family"],
            "lives_in": self.cast.bromma,
            "received_on": today - timedelta(days=3),
        }
        if state == "routed":
            fields |= {"routed_to": "Familjehem Väst", "routed_on": today}
        if state in ("new", "contacted", "invited", "met", "routed"):
            fields |= {"owner": self.who(by), "next_contact_on": today}
        if state == "closed":
            fields |= {"owner": self.who(by), "closed_on": today, "reason": "withdrew"}
        enquiry = Enquiry(state=state, **(self.seat(by) | fields | given))
        enquiry.save()
        if meeting or state == "invited":
            outcome = "came" if state == "met" else "invited"
            Invitation.objects.create(enquiry=enquiry, meeting=meeting or self.meeting(by=by), outcome=outcome)
        return enquiry

    def volunteer(self, state: str = "available", *, by: str = "rut", **given: Any) -> Volunteer:
        joined_on = clock.today() if state in ("available", "paused") else None
        fields = {
            "name": "Familjen Åberg",
            "email": "karin@post.example",
            "phone": "070-174 06 05",
            "kinds": ["family"],
            "joined_on": joined_on,
        }
        fields["registered_on"] = given.get("joined_on") or clock.today()
        volunteer = Volunteer(state=state, **(self.seat(by) | fields | given))
        volunteer.save()
        self.member(volunteer, "applicant", "Karin Åberg")
        return volunteer

    def member(self, volunteer: Volunteer, part: str, name: str, **given: Any) -> HouseholdMember:
        fields: dict[str, Any] = {"identity_number": "" if part == "child" else number(), "birth_year": 1985}
        return HouseholdMember.objects.create(volunteer=volunteer, part=part, name=name, **(fields | given))

    def change(self, state: str = "asked", *, by: str = "rut", **given: Any) -> DataChange:
        """Karin has been asked whether what we know is right; once she has answered, she has another telephone."""
        volunteer = given.pop("volunteer", None) or self.volunteer(by=by)
        fields: dict[str, Any] = {"asked_by": self.who(by), "answer_by": clock.today() + timedelta(days=14)}
        if state in ("answered", "settled"):
            fields |= {"answered_at": clock.now()}
        made = DataChange.objects.create(volunteer=volunteer, state=state, **(self.seat(by) | fields | given))
        if state in ("answered", "settled"):
            FieldChange.objects.create(change=made, field="phone", before=volunteer.phone, after="070-174 06 99")
        return made

    def transfer(self, state: str = "offered", *, by: str = "anna", to: str = "rut", **given: Any) -> Transfer:
        """Anna offers Rut a family of Bromma's pool on loan."""
        giving, taking = self.seat(by), self.seat(to)
        fields: dict[str, Any] = {
            "from_unit": giving["unit"],
            "from_area": giving["area"],
            "kind": "loan",
            "ends": clock.today() + timedelta(days=90),
            "consented_on": clock.today(),
            "offered_by": self.who(by),
        }
        volunteer = given.pop("volunteer", None) or self.volunteer(by=by)
        return Transfer.objects.create(volunteer=volunteer, state=state, **(taking | fields | given))

    def training(self, state: str = "planned", *, by: str = "rut", in_days: int = 7, **given: Any) -> Training:
        fields = {"title": "Om autism", "kind": "evening", "starts_at": at(clock.today() + timedelta(days=in_days))}
        training = Training(state=state, place="Hus 4", **(self.seat(by) | fields | given))
        training.save()
        return training

    def place(self, state: str = "booked", *, by: str = "rut", **given: Any) -> Seat:
        """A seat of a family of somebody's pool."""
        volunteer = given.pop("volunteer", None) or self.volunteer(by=by)
        training = given.pop("training", None) or self.training(by=by)
        return Seat.objects.create(training=training, volunteer=volunteer, state=state, **(self.seat(by) | given))

    def mentorship(self, state: str = "running", *, by: str = "rut", **given: Any) -> Mentorship:
        fields: dict[str, Any] = {
            "mentor": self.volunteer(by=by, name="Familjen Holm", email="holm@post.example", phone="070-174 06 77"),
            "family": self.volunteer(by=by),
            "consented_on": clock.today(),
            "begun_by": self.who(by),
        }
        return Mentorship.objects.create(state=state, **(self.seat(by) | fields | given))

    def concern(self, state: str = "new", *, by: str = "rut", **given: Any) -> Concern:
        """About a family of the pool of whoever takes it in."""
        fields: dict[str, Any] = {"kind": "child", "text": "Kom hem med blåmärken.", "taken_by": self.who(by)}
        if state != "new":
            fields |= {"assessment": "Vi pratar.", "measures": ["talk"], "assessed_on": clock.today()}
        if state == "closed":
            fields |= {"conclusion": "Klart.", "closed_on": clock.today()}
        volunteer = given.pop("volunteer", None) or self.volunteer(by=by)
        return Concern.objects.create(volunteer=volunteer, state=state, **(self.seat(by) | fields | given))

    def vetting(
        self,
        state: str = "open",
        *,
        by: str = "rut",
        is_done: bool = False,
        volunteer: Volunteer | None = None,
        **given: Any,
    ) -> Vetting:
        """Of a couple, for the pool and children up to twelve; `is_done`: with every part that is required of it."""
        if volunteer is None:
            volunteer = self.volunteer("candidate", by=by)
            self.member(volunteer, "partner", "Per Åberg")
        fields: dict[str, Any] = {
            "kinds": ["family"],
            "client_areas": ["IoF"],
            "client_age_from": 0,
            "client_age_to": 12,
            "investigator": self.who(by),
            "consent_on": clock.today() if is_done else None,
        }
        if state in ("proposed", "approved"):
            fields |= PROPOSED | {"proposed_on": clock.today(), "scope_valid_until": date(2028, 11, 21)}
        if state in ("approved", "refused", "withdrawn"):
            fields |= {"closed_on": clock.today()}
        vetting = Vetting.objects.create(volunteer=volunteer, state=state, **(self.seat(by) | fields | given))
        if is_done:
            self.finish(vetting)
        return vetting

    def approval(self, volunteer: Volunteer, **given: Any) -> Approval:
        """For the pool, decided two years ago less a month."""
        vetting = self.vetting("approved", volunteer=volunteer, told_on=date(2024, 12, 20))
        fields: dict[str, Any] = {
            "decided_on": date(2024, 12, 20),
            "valid_until": date(2026, 12, 20),
            "kinds": ["family"],
            "client_areas": ["IoF"],
            "age_from": 0,
            "age_to": 12,
            "places": 1,
            "investigator": vetting.investigator,
            "approver": self.who("disa"),
        }
        volunteer.members.update(added_on=date(2024, 11, 1))
        return Approval.objects.create(vetting=vetting, volunteer=volunteer, unit=vetting.unit, **(fields | given))

    def named(self, state: str = "open", *, by: str = "anna", **given: Any) -> Vetting:
        """For a child of nine who starts on 5 October 2026, or for whom `client_born` and `starts_on` say."""
        born, starts_on = given.get("client_born", date(2017, 3, 3)), given.get("starts_on", date(2026, 10, 5))
        age = clock.age(born, starts_on)
        case = {"purpose": "named", "case_reference": "BRO-2026-0417", "client_born": born, "starts_on": starts_on}
        return self.vetting(state, by=by, **(case | {"client_age_from": age, "client_age_to": age} | given))

    def check(self, vetting: Vetting, member: HouseholdMember, source: str, **given: Any) -> Check:
        """As the law lets it be kept."""
        today = clock.today()
        fields: dict[str, Any] = {"on": today, "official": vetting.investigator}
        if source in WITH_OUTCOME:
            fields |= {"outcome": "nothing"}
        if source == Source.TRACK_B:
            fields |= {
                "issued_on": today - timedelta(days=30),
                "paper_place": "Pärm 4",
                "keep_until": paper_kept_until(plan_of(vetting).on),
            }
        return Check.objects.create(vetting=vetting, member=member, source=source, **(fields | given))

    def reference(self, vetting: Vetting, state: str = "named", **given: Any) -> Reference:
        fields: dict[str, Any] = {"name": "Berit Nyström", "relation": "work", "phone": "070-174 06 35"}
        if state == "taken":
            fields |= {"taken_on": clock.today(), "taken_by": vetting.investigator}
            fields |= {"summary": "Någon att lita på.", "recommends": True}
        return Reference.objects.create(
            vetting=vetting, unit=vetting.unit, area=vetting.area, state=state, **(fields | given)
        )

    def question(self, vetting: Vetting, member: HouseholdMember, outcome: str = "", **given: Any) -> RegisterQuestion:
        """Bromma has been asked about somebody; with an outcome, it has answered."""
        asked: dict[str, Any] = {"asked_on": clock.today(), "asked_by": vetting.investigator}
        if outcome:
            asked |= {"outcome": outcome, "answered_on": clock.today(), "noted_by": vetting.investigator}
        if "municipality" not in given:
            asked |= {"district": self.cast.bromma}
        return RegisterQuestion.objects.create(vetting=vetting, member=member, **(asked | given))

    def visit(self, vetting: Vetting) -> HomeVisit:
        return HomeVisit.objects.create(
            vetting=vetting, on=clock.today(), by=vetting.investigator, summary="Ljust hem."
        )

    def compilation(self, state: str = "made", *, by: str = "rut", **given: Any) -> Compilation:
        """The first version of a vetting of which everything is done."""
        vetting = given.pop("vetting", None) or self.vetting(by=by, is_done=True)
        today = clock.today()
        fields: dict[str, Any] = {"number": 1, "parts": [["Bedömning", [["Bedömning", "Lämplig."]]]]}
        fields |= {"made_by": self.who(by), "sent_on": None if state == "made" else today - timedelta(days=1)}
        fields |= {"answer_by": today + timedelta(days=13)}
        if state in ("agreed", "objected"):
            fields |= {"answered_on": today, "words": "Vi har två hundar." if state == "objected" else ""}
        return Compilation.objects.create(vetting=vetting, state=state, **(self.seat(by) | fields | given))

    def colleague(self, state: str = "asked", *, by: str = "anna", who: str = "rut", **given: Any) -> Colleague:
        """Anna has asked Rut to read."""
        vetting = given.pop("vetting", None) or self.vetting(by=by, is_done=True)
        fields: dict[str, Any] = {"part": "reader", "person": self.who(who), "asked_by": self.who(by)}
        fields |= {"ends": clock.today() + timedelta(days=30)}
        fields |= {"read_on": clock.today() if state == "read" else None}
        return Colleague.objects.create(vetting=vetting, state=state, **(self.seat(by) | fields | given))

    def finish(self, vetting: Vetting) -> None:
        """Every part of the vetting is done."""
        plan, by = plan_of(vetting), vetting.investigator
        for member in checked_people(plan, list(vetting.volunteer.members.all())):
            for source in plan.must_check():
                self.check(vetting, member, source)
            if plan.asks_districts:
                self.question(vetting, member, "nothing")
        for name in ("Berit Nyström", "Sven Öhman"):
            self.reference(vetting, "taken", name=name)
        Interview.objects.create(vetting=vetting, on=clock.today(), by=by, summary="Lugnt samtal.")
        if set(vetting.kinds) & FAMILIES:
            self.visit(vetting)


# What is said in a proposal, as its step takes it.
PROPOSED = {
    "assessment": "Trygg vardag. Lämplig.",
    "scope_kinds": ["family"],
    "scope_age_from": 4,
    "scope_age_to": 12,
    "scope_places": 1,
    "scope_nights": True,
    "scope_traits": [],
}
PROPOSAL = PROPOSED | {"scope_valid_until": date(2028, 11, 21)}


def everything() -> dict[str, list[Any]]:
    """All that recruitment may write, as the database holds it."""
    models: list[type[Model]] = [*apps.get_app_config("recruitment").get_models(), Event, EventAbout, Letter]
    return rows_of(models)


def last_event(verb: str) -> Event:
    """The latest event of a verb: «enquiry.invite»."""
    return Event.objects.filter(verb=f"recruitment.{verb}").latest("pk")


def about(event: Event) -> set[tuple[str, int]]:
    """Whom the event is about: {("enquiry", 7)}."""
    return {(kind.removeprefix("recruitment."), key) for kind, key in event.abouts.values_list("kind", "key")}


def left(vetting: Vetting) -> list[str]:
    """What still stands in the way of a proposal."""
    return [problem.text for problem in before_proposing(vetting) if problem.blocking]


def letters() -> list[Letter]:
    return list(Letter.objects.order_by("pk"))

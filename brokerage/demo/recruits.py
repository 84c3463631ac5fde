"""A year of recruitment in the cast's pools, through the steps, with the clock held at each day."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from brokerage import clock
from brokerage.access import Actor
from brokerage.demo.builder import Builder
from brokerage.demo.people import MESSAGES, POSTCODE, TOWN, profile
from brokerage.organisation.models import Unit
from recruitment.models import Campaign, Enquiry, InformationMeeting, Kind, Reference, Vetting, VolunteerPlace
from recruitment.problems import plan_of
from recruitment.requirements import FAMILIES, WITH_OUTCOME, checked_people
from recruitment.workflow import campaigns, enquiries, guides, meetings, registers, vettings, volunteers

STAGES = ("new", "contacted", "invited", "met", "closed", "vetting", "proposed", "approved", "refused")
# How many of each stage: the city's pool is far the largest, and families are scarce.
CITY = {
    "new": 9,
    "contacted": 8,
    "invited": 8,
    "met": 5,
    "closed": 12,
    "vetting": 9,
    "proposed": 6,
    "approved": 22,
    "refused": 2,
}
DISTRICT = {
    "new": 2,
    "contacted": 2,
    "invited": 3,
    "met": 2,
    "closed": 3,
    "vetting": 3,
    "proposed": 3,
    "approved": 5,
    "refused": 1,
}
APPROVERS = {("Resursteamen", ""): "disa", ("Bromma", "IoF"): "mia", ("Bromma", "LSS"): "moa", ("Farsta", "IoF"): "per"}

# What was answered in the demo's talks, by the codes of the guide.
SEEN = {
    "own-bed": ("yes", ""),
    "space": ("yes", ""),
    "smoke-alarm": ("yes", "En i hallen och en i köket, prövade."),
    "escape": ("yes", ""),
    "out-of-reach": ("no", "Medicinerna flyttas till ett låst skåp före första helgen."),
    "pets": ("yes", "En gammal katt som håller sig undan."),
    "weapons": ("no", ""),
    "water": ("not_here", ""),
    "smoke-free": ("yes", ""),
}
SAID = {
    "talk-motive": ("", "Har velat länge, och nu är de egna barnen stora."),
    "talk-everyday": ("", "Arbetar dagtid, lugna helger i stugan eller hemma."),
    "talk-network": ("", "Mormor i samma hus, och grannar som hjälps åt."),
}


class Recruiting(Builder):
    """The builder, with all that it takes to fill a pool."""

    def pool(self, key: str, area: str, counts: dict[str, int]) -> None:
        """One unit's recruitment, as the person who recruits there has done it."""
        by = self.acting(key)
        unit = Unit.objects.get(pk=by.standings()[0].unit_id)
        running = self.campaigns(by, unit, area)
        held, coming = self.meetings(by, unit, area)
        for stage in STAGES:
            for number in range(min(counts[stage], self.size.most_of_a_stage)):
                self.person(stage, number, by=by, unit=unit, area=area, campaigns=running, held=held, coming=coming)
        for meeting in held[:-1]:  # who came to the last one is still to be noted for some
            with self.on(meeting.starts_at.date() + timedelta(days=1), 16):
                meetings.hold(meeting, by=by, came=())

    def campaigns(self, by: Actor, unit: Unit, area: str) -> list[Campaign]:
        plans = (
            ("Höstkampanjen", Campaign.Channel.SOCIAL, 80, None, 24000),
            ("Föräldramöten i vår", Campaign.Channel.EVENT, 240, 150, 3500),
            ("Affisch på biblioteken", Campaign.Channel.POSTER, 300, None, 8900),
        )
        made = []
        for name, channel, begun, ended, cost in plans:
            with self.on(self.back(begun)):
                ends = self.back(ended) if ended else None
                code = slugify(f"{name.partition(' ')[0]} {unit.name} {area}")[:30].strip("-")
                made.append(
                    campaigns.start_campaign(
                        by=by,
                        unit=unit,
                        area=area,
                        name=name,
                        channel=channel,
                        code=code,
                        starts=self.back(begun),
                        ends=ends,
                        cost=Decimal(cost),
                        goal=10,
                    )
                )
        return made

    def meetings(self, by: Actor, unit: Unit, area: str) -> tuple[list[InformationMeeting], list[InformationMeeting]]:
        place = (
            "Resursteamen, Swedenborgsgatan 20"
            if unit.kind == Unit.Kind.BROKERAGE
            else f"Medborgarkontoret i {unit.name}"
        )

        def plan(day: date) -> InformationMeeting:
            at = datetime.combine(day, time(18), clock.STOCKHOLM)
            return meetings.plan_meeting(
                by=by, unit=unit, area=area, starts_at=at, place=place, capacity=25, is_single=False
            )

        held = []
        for back in (210, 120, 60, 16, 4):
            with self.on(self.back(back + 40)):
                held.append(plan(self.back(back)))
        with self.on(self.back(20)):
            coming = [plan(self.today + timedelta(days=ahead)) for ahead in (4, 18)]
        return held, coming

    def person(
        self, stage: str, number: int, *, by: Actor, unit: Unit, area: str, campaigns: list, held: list, coming: list
    ) -> None:
        """One person who offered to help, taken as far as the stage says."""
        vetted = stage in ("vetting", "proposed", "approved", "refused")
        late = stage == "met" or (stage == "invited" and number % 3 == 0)
        meeting = (
            held[number % 3 if stage in ("approved", "refused") else 3 if vetted else 4] if vetted or late else None
        )
        begun = (
            (self.today - meeting.starts_at.date()).days + self.dice.randrange(8, 30)
            if meeting
            else self.dice.randrange(1, 24)
        )
        if stage == "new":
            begun = self.dice.randrange(0, 7)
        enquiry = self.arrive(
            self.back(begun), by=by, unit=unit, area=area, campaign=self.dice.choice([*campaigns, None])
        )
        if stage == "new":
            return
        with self.on(self.back(max(begun - 3, 0)), 11):
            ahead = timedelta(days=self.dice.choice((7, 14, 30)))
            enquiry = enquiries.contact(
                enquiry,
                by=by,
                way="phone",
                on=clock.today(),
                next_contact_on=clock.today() + ahead,
                note="Vänligt samtal, vill veta mer.",
            )
        if stage == "closed":
            with self.on(self.back(max(begun - 6, 0)), 12):
                enquiries.close(
                    enquiry, by=by, reason=self.dice.choice(("withdrew", "no_answer", "family_home", "elsewhere"))
                )
        elif stage == "invited":
            with self.on(self.back(max(begun - 5, 0)), 13):
                enquiries.invite(enquiry, by=by, meeting=meeting or coming[number % 2])
        elif meeting:
            with self.on(meeting.starts_at.date() - timedelta(days=4), 13):
                enquiry = enquiries.invite(enquiry, by=by, meeting=meeting)
            with self.on(meeting.starts_at.date() + timedelta(days=1), 9):
                enquiry = enquiries.attend(enquiry, by=by)
            if vetted:
                self.vet(enquiry, stage, number, meeting.starts_at.date(), by=by)

    def arrive(self, day: date, *, by: Actor, unit: Unit, area: str, campaign: Campaign | None) -> Enquiry:
        first, last = self.people.name()
        kinds = self.dice.choice(
            (
                [Kind.CONTACT_PERSON],
                [Kind.CONTACT_PERSON],
                [Kind.CONTACT_FAMILY],
                [Kind.CONTACT_PERSON, Kind.CONTACT_FAMILY],
            )
        )
        protected = self.dice.random() < 0.03
        fields: dict[str, Any] = {
            "name": f"{first} {last}",
            "email": self.people.email(first, last),
            "phone": self.people.phone(),
            "kinds": [kind.value for kind in kinds],
            "lives_in": None if protected else self.dice.choice(self.districts),
            "is_protected": protected,
            "message": self.dice.choice(MESSAGES),
            "campaign": campaign if campaign and campaign.starts <= day else None,
        }
        with self.on(day, 8):
            if unit.kind == Unit.Kind.BROKERAGE:
                return enquiries.arrive(by=Actor.system("web"), unit=unit, **fields)
            return enquiries.register(by=by, unit=unit, area=area, source="phone", **fields)

    def vet(self, enquiry: Enquiry, stage: str, number: int, met: date, *, by: Actor) -> None:
        family = bool(set(enquiry.kinds) & FAMILIES)
        last = enquiry.name.split()[-1]
        household = [{"part": "applicant", "name": enquiry.name, "identity_number": self.people.number(27, 64)}]
        if family:
            household.append(
                {
                    "part": "partner",
                    "name": f"{self.people.name()[0]} {last}",
                    "identity_number": self.people.number(27, 64),
                }
            )
        lss = enquiry.area == "LSS"
        begun = met + timedelta(days=4 + (number % 6 if stage in ("vetting", "proposed") else 0))
        with self.on(begun, 14):
            row = enquiries.open_vetting(
                enquiry,
                by=by,
                household=household,
                volunteer_name=f"Familjen {last}" if family else enquiry.name,
                protection="marked" if enquiry.is_protected else "none",
                kinds=enquiry.kinds,
                client_areas=["LSS"] if lss else ["IoF"],
                client_age_from=self.dice.choice((0, 4, 7)),
                client_age_to=self.dice.choice((12, 17, 20)),
                consent_on=clock.today() if number % 4 != 3 else None,
            )
        vetting = Vetting.objects.for_page().get(enquiry=row)
        if not enquiry.is_protected:
            self.settle(vetting, enquiry, by=by)
        self.parts(vetting, begun + timedelta(days=3), number % 5 if stage == "vetting" else 5, by=by)
        is_told = number % 7 != 6 or begun < self.back(60)  # of some who are new nobody has written it down
        if (stage != "vetting" or number % 5 == 4) and is_told:
            with self.on(begun + timedelta(days=6), 16):
                volunteers.describe(vetting.volunteer, by=by, **profile(vetting.volunteer.email, is_family=family))
        if stage != "vetting":
            self.decide(vetting, stage, number, begun + timedelta(days=7 if stage == "proposed" else 16), by=by)

    def settle(self, vetting: Vetting, enquiry: Enquiry, *, by: Actor) -> None:
        """Where the home is, and its children."""
        volunteer = vetting.volunteer
        with self.on(vetting.opened_on, 15):
            volunteers.edit(
                volunteer,
                by=by,
                street=self.people.street(),
                postcode=POSTCODE,
                town=TOWN,
                district=enquiry.lives_in,
            )
            if self.dice.random() < 0.5:
                volunteers.add_member(
                    volunteer,
                    by=by,
                    part="child",
                    name=self.people.name()[0],
                    birth_year=self.today.year - self.dice.randrange(2, 16),
                )

    def parts(self, vetting: Vetting, day: date, done: int, *, by: Actor) -> None:
        """The parts of a vetting, so many of five: checks, two references, interview and home visit."""
        if done and not vetting.consent_on:
            with self.on(day):
                vetting = vettings.note_consent(vetting, by=by, consent_on=clock.today())
        if done >= 1:
            self.checks(vetting, day, by=by)
            self.registers(vetting, day, by=by, answered=done > 1)
        for number in range(min(max(done - 1, 0), 2)):
            self.reference(vetting, day + timedelta(days=number), by=by)
        with self.on(day + timedelta(days=3)):
            if done >= 4:
                guides.record_interview(
                    vetting,
                    by=by,
                    on=clock.today(),
                    place="office",
                    answers=SAID,
                    summary="Lugnt och öppet samtal. Tydliga med vad de orkar.",
                )
            if done >= 5 and set(vetting.kinds) & FAMILIES:
                guides.record_visit(
                    vetting,
                    by=by,
                    on=clock.today(),
                    answers=SEEN,
                    summary="Ljust hem, egen sovplats finns.",
                )

    def checks(self, vetting: Vetting, day: date, *, by: Actor) -> None:
        plan = plan_of(vetting)
        adults = [each for each in vetting.volunteer.members.all() if each.is_adult]
        with self.on(day):
            for member in checked_people(plan, adults):
                for source in plan.must_check():
                    issued = (
                        None if source in WITH_OUTCOME else clock.today() - timedelta(days=self.dice.randrange(5, 60))
                    )
                    vettings.record_check(
                        vetting,
                        by=by,
                        member=member,
                        source=source,
                        on=clock.today(),
                        outcome="nothing",
                        issued_on=issued,
                    )

    def registers(self, vetting: Vetting, day: date, *, by: Actor, answered: bool) -> None:
        """The district where they live; of some one answer is waited for. By the older table there is one for all."""
        plan = plan_of(vetting)
        if not plan.asks_districts:
            return
        here = Unit.objects.on(self.today).districts()
        place = VolunteerPlace.objects.filter(volunteer=vetting.volunteer_id).first()
        home = place.district if place and place.district else vetting.unit
        districts = [] if vetting.volunteer.is_protected else [each for each in here if each == home] or [here[0]]
        adults = checked_people(plan, list(vetting.volunteer.members.all()))
        with self.on(day):
            row = registers.ask_registers(vetting, by=by, members=adults, on=clock.today(), districts=districts)
        with self.on(day + timedelta(days=1)):
            for question in row.questions.all()[: None if answered else 1]:
                registers.note_answer(row, by=by, question=question, on=clock.today(), outcome="nothing")

    def reference(self, vetting: Vetting, day: date, *, by: Actor) -> None:
        first, last = self.people.name()
        with self.on(day):
            vettings.name_reference(
                vetting,
                by=by,
                name=f"{first} {last}",
                relation=self.dice.choice(("work", "friend", "neighbour")),
                phone=self.people.phone(),
            )
            reference = Reference.objects.filter(vetting=vetting).last()
            vettings.take(
                reference,
                by=by,
                taken_on=clock.today(),
                summary="Har känt sökanden i många år. Beskriver någon att lita på.",
                recommends=True,
            )

    def decide(self, vetting: Vetting, stage: str, number: int, day: date, *, by: Actor) -> None:
        approver = self.acting(APPROVERS[vetting.unit.name, vetting.area])
        with self.on(min(day, self.back(2))):
            vetting = vettings.propose(
                vetting,
                by=by,
                assessment="Lämplig. Trygg vardag, tid och intresse. Behöver stöd i början.",
                scope_kinds=vetting.kinds,
                scope_valid_until=clock.months_after(clock.today(), 10 if number == 0 else 24),
                scope_age_from=vetting.client_age_from,
                scope_age_to=vetting.client_age_to,
                scope_places=1,
                scope_nights=bool(set(vetting.kinds) & FAMILIES),
                scope_traits=self.dice.sample(["npf", "autism", "teenager", "anxiety"], 2),
            )
        if stage == "proposed":
            return
        with self.on(min(day + timedelta(days=4), self.back(1))):
            if stage == "refused":
                vetting = vettings.refuse(vetting, by=approver, reason="Hemmet har inte plats som det är nu.")
            else:
                terms = "Kontakt med oss efter varje helg den första månaden." if number % 6 == 5 else ""
                vetting = vettings.approve(vetting, by=approver, conditions=terms)
            if not vetting.told_on:
                vettings.note_told(vetting, by=by)

    def named(self) -> None:
        """A vetting for one named assignment: the client's own suggestion."""
        by = self.acting("anna")
        bromma = Unit.objects.get(name="Bromma")
        with self.on(self.back(6)):
            vettings.open_named(
                by=by,
                unit=bromma,
                area="IoF",
                volunteer={
                    "name": "Familjen Björk",
                    "email": "bjork@post.example",
                    "phone": self.people.phone(),
                    "protection": "none",
                },
                household=[
                    {"part": "applicant", "name": "Lina Björk", "identity_number": self.people.number(30, 50)},
                    {"part": "partner", "name": "Nils Björk", "identity_number": self.people.number(30, 50)},
                ],
                kinds=["family"],
                client_areas=["IoF"],
                case_reference="BRO-2026-0417",
                client_born=clock.months_after(self.today, -12 * 9),
                starts_on=self.today + timedelta(days=30),
                client_age_from=9,
                client_age_to=9,
                consent_on=self.back(6),
            )

"""A whole spring: 300 people answer one campaign, and two recruiters take care of them, week by week, without a note
on paper. After each week everybody is somewhere, and nobody is on the way to be lost."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.access import Actor
from brokerage.letters.models import Letter
from brokerage.organisation.models import Membership
from recruitment.models import Enquiry, InformationMeeting, InterestLetter, Vetting, Volunteer
from recruitment.workflow import duplicates, enquiries, interest, meetings, signups, vettings
from tests.cast import SINCE
from tests.recruitment.made import PROPOSAL, at, number

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 1, 11)
ANSWERS = (70, 85, 55, 40, 25, 15, 10)  # of each week, 300 together
WEEKS = 22
SEATS = 25
WEB = Actor.system("web")


def number_of(enquiry):
    """Karin 17 is the seventeenth: what somebody does follows from that."""
    return int(enquiry.name.split()[1])


class Spring:
    """Everybody does what they do by their number; Rut and Eva do what the system asks of them."""

    def __init__(self, made, rut, client):
        self.made, self.rut, self.client = made, rut, client
        self.campaign = made.campaign(name="Våren", code="var-27", starts=MONDAY, cost=60000, goal=40)
        self.answered = 0

    def week(self, monday, count):
        with clock.at(at(monday, 8)):
            self.answer(count)
        with clock.at(at(monday + timedelta(days=1), 9)):
            self.loop()
            self.merge_doubles()
            self.call_those_due()
            self.vet_and_decide()
            self.invite_longest_waiting()
        with clock.at(at(monday + timedelta(days=2), 19)):
            self.open_letters()
        for day in (3, 5, 6):
            with clock.at(at(monday + timedelta(days=day), 20)):
                self.loop()
                self.note_who_came()
                if day != 5:  # a Saturday
                    self.call_those_due()

    def answer(self, count):
        """Through the link of the poster; one in fifty writes again from another address."""
        for _ in range(count):
            self.answered += 1
            n = self.answered
            known = n % 50 == 0
            enquiries.arrive(
                by=WEB,
                unit=self.campaign.unit,
                campaign=self.campaign,
                name=f"Karin {n}",
                email=f"karin{n}@post.example",
                phone=f"070-2{(n - 1 if known else n):06}",
                kinds=["family" if n % 3 else "person"],
            )

    def loop(self):
        interest.expire_run_out()
        interest.ask_the_silent()
        signups.fill_seats()
        signups.remind_invited()

    def merge_doubles(self):
        for enquiry in Enquiry.objects.doubled().filter(state="new"):
            twins = Enquiry.objects.same_person_as(enquiry.phone_key, "").exclude(pk=enquiry.pk)
            if (twin := twins.order_by("pk").first()) and twin.pk < enquiry.pk:
                duplicates.merge(enquiry, by=self.rut, into=twin)

    def call_those_due(self):
        today = clock.today()
        for enquiry in Enquiry.objects.due_on(today).order_by("pk"):
            n, ahead = number_of(enquiry), today + timedelta(days=28)
            if enquiry.state == "new":
                gone = n % 10 == 0
                silent = n % 10 == 1
                way, ahead = ("no_answer", today + timedelta(days=6)) if silent else ("phone", ahead)
                enquiry = enquiries.contact(enquiry, by=self.rut, way=way, on=today, next_contact_on=ahead)
                if gone:
                    enquiries.close(enquiry, by=self.rut, reason="withdrew")
            elif enquiry.state == "contacted" and enquiry.invitations.filter(outcome="absent").count() > 1:
                enquiries.close(enquiry, by=self.rut, reason="no_answer")
            elif enquiry.state == "contacted":
                enquiries.note_contact(enquiry, by=self.rut, way="phone", on=today, next_contact_on=ahead)
            elif enquiry.state == "routed" and n % 3:
                enquiries.close(enquiry, by=self.rut, reason="family_home")
            elif enquiry.state == "routed":
                duplicates.come_back(enquiry, by=self.rut)
            elif enquiry.state == "met":
                self.decide(enquiry, n, today)

    def decide(self, enquiry, n, today):
        """After the meeting: on to a vetting, no, family homes, or time to think."""
        if n % 4 == 0 or enquiry.routed_on:
            household = [{"part": "applicant", "name": enquiry.name, "identity_number": number()}]
            enquiries.open_vetting(
                enquiry,
                by=self.rut,
                household=household,
                volunteer_name=enquiry.name,
                protection="none",
                kinds=["person"],
                client_areas=["IoF"],
                client_age_from=0,
                client_age_to=12,
                consent_on=today,
            )
        elif n % 4 == 1 or (enquiry.last_contact_on or today) < today - timedelta(days=60):
            enquiries.close(enquiry, by=self.rut, reason="withdrew")
        elif n % 8 == 2 and not enquiry.routed_on:
            later = today + timedelta(days=40)
            duplicates.route(enquiry, by=self.rut, routed_to="Familjehem Väst", on=today, next_contact_on=later)
        else:
            enquiries.note_contact(
                enquiry, by=self.rut, way="phone", on=today, next_contact_on=today + timedelta(days=88)
            )

    def vet_and_decide(self):
        """Four weeks for the parts, two more for the decision; every twelfth is not approved."""
        today = clock.today()
        for vetting in Vetting.objects.open().filter(opened_on__lt=today - timedelta(days=28)).order_by("pk"):
            self.made.finish(vetting)
            scope = PROPOSAL | {"scope_kinds": ["person"], "scope_valid_until": today + timedelta(days=700)}
            vettings.propose(vetting, by=self.rut, **scope)
        for vetting in Vetting.objects.proposed().filter(proposed_on__lt=today - timedelta(days=13)).order_by("pk"):
            if number_of(vetting.enquiry) % 12 == 0:
                vettings.refuse(vetting, by=self.made.cast.actor("disa"), reason="Inte nu.")
            else:
                vettings.approve(vetting, by=self.made.cast.actor("disa"))

    def invite_longest_waiting(self):
        waiting = list(Enquiry.objects.filter(state="contacted").to_invite()[:SEATS])
        if waiting:
            monday = clock.today() - timedelta(days=1)
            meeting = meetings.plan_meeting(
                by=self.rut,
                unit=self.campaign.unit,
                area="",
                place="Hus 4",
                starts_at=at(monday + timedelta(days=6), 18),
                capacity=SEATS,
                is_single=False,
            )
            meetings.invite_many(meeting, by=self.rut, enquiries=waiting)

    def open_letters(self):
        """One in seven can't come, and says so by the link; whoever is asked whether the interest remains says yes."""
        for letter in Letter.objects.filter(created_at__gte=at(clock.today() - timedelta(days=6), 0)).order_by("pk"):
            link = re.search(r"https?://[^/]+(/svar/\S+)", letter.body)
            enquiry = (
                Enquiry.objects.get(pk=letter.receiver_key) if link and "enquiry" in letter.receiver_kind else None
            )
            is_new = letter.created_at.date() > clock.today() - timedelta(days=2)
            if enquiry and is_new and letter.purpose == "invitation" and number_of(enquiry) % 7 == 3:
                if enquiry.version < 6:
                    assert self.client.post(link.group(1), {"answer": "no"}).status_code == 200
            elif enquiry and letter.purpose == "still_interested":
                assert self.client.post(link.group(1), {"answer": "yes"}).status_code == 200

    def note_who_came(self):
        """One in eleven does not come."""
        for meeting in InformationMeeting.objects.over_at(clock.now()):
            invited = Enquiry.objects.filter(invitations__meeting=meeting, invitations__outcome="invited")
            meetings.hold(meeting, by=self.rut, came=[each.pk for each in invited if number_of(each) % 11])


# How many are where after each week, as the rules above give it: new, contacted (and wait), invited, met (and think),
# with family homes, vetted, approved, closed.
STANDS = ("new", "contacted", "invited", "met", "routed", "vetting", "joined", "closed")
AFTER = (
    (0, 63, 0, 0, 0, 0, 0, 7),
    (0, 120, 0, 20, 0, 0, 0, 15),
    (0, 153, 0, 23, 3, 4, 0, 27),
    (0, 172, 0, 30, 5, 8, 0, 35),
    (0, 176, 0, 36, 6, 12, 0, 45),
    (0, 170, 0, 43, 8, 16, 0, 53),
    (0, 162, 0, 49, 10, 20, 0, 59),
    (0, 139, 0, 61, 11, 23, 0, 66),
    (0, 121, 0, 65, 11, 27, 0, 76),
    (0, 101, 0, 75, 10, 27, 3, 84),
    (0, 83, 0, 80, 11, 28, 5, 93),
    (0, 61, 0, 86, 12, 30, 8, 103),
    (0, 41, 0, 92, 11, 30, 10, 116),
    (0, 22, 0, 102, 12, 29, 13, 122),
    (0, 7, 0, 104, 12, 30, 16, 131),
    (0, 4, 0, 96, 12, 31, 18, 139),
    (0, 2, 0, 96, 10, 28, 20, 144),
    (0, 1, 0, 96, 7, 24, 25, 147),
    (0, 0, 0, 95, 6, 19, 28, 152),
    (0, 2, 0, 95, 4, 15, 31, 153),
    (0, 1, 0, 97, 1, 12, 33, 156),
    (0, 0, 0, 96, 0, 10, 37, 157),
)


def nobody_is_lost(spring):
    today = clock.today()
    assert not Enquiry.objects.drifting_on(today).exists()
    assert not Volunteer.objects.drifting_on(today).exists()
    owners = {spring.made.cast.rut.pk, spring.made.cast.eva.pk}
    for enquiry in Enquiry.objects.open():
        assert enquiry.owner_id in owners
        assert enquiry.next_contact_on >= today - timedelta(days=1), enquiry
    promised = [each for each in Enquiry.objects.filter(state="new") if each.received_on < today - timedelta(days=5)]
    assert not promised, "somebody has waited for a first contact longer than was promised"


def test_three_hundred_in_a_spring(cast, made, rut, client, window):
    Membership.objects.create(user=cast.eva, unit=cast.team, role="recruiter", starts=SINCE)
    spring, found = Spring(made, rut, client), []
    for week in range(WEEKS):
        monday = MONDAY + timedelta(weeks=week)
        spring.week(monday, ANSWERS[week] if week < len(ANSWERS) else 0)
        with clock.at(at(monday + timedelta(days=6), 21)):
            nobody_is_lost(spring)
            counts = Counter(Enquiry.objects.values_list("state", flat=True))
            found.append(tuple(counts[state] for state in STANDS))
    assert [sum(row) for row in found] == [sum(ANSWERS[: week + 1]) for week in range(WEEKS)]
    assert tuple(found) == AFTER
    sent = Counter(Letter.objects.values_list("purpose", flat=True))
    assert sent["thanks"] == 300
    assert sent["reminder"] > 250
    # Those who think about it for a quarter were asked, and all answered but those who had the letter this week.
    assert sent["still_interested"] > InterestLetter.objects.filter(state="yes").count() > 50
    with clock.at(at(MONDAY + timedelta(weeks=WEEKS), 9)):
        desk = window("rut").open("/rekrytering/utan-kontakt/").reads("Ingen är på väg att tappas bort")
        desk.open(spring.campaign.get_absolute_url()).reads("Anmälningar 294")

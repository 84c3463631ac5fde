"""The whole way from the public form to the pool, page by page, for the city and for a district alike."""

from datetime import date

import pytest

from brokerage import clock
from brokerage.audit.models import Event
from recruitment.models import Approval, Enquiry, InformationMeeting, Vetting, Volunteer
from tests.recruitment.made import at, letters, number, plain

pytestmark = pytest.mark.django_db
KARIN, PER = number(date(1981, 3, 1)), number(date(1979, 6, 1))
POOLS = [
    pytest.param("rut", "disa", "/anmal/", id="the-city"),
    pytest.param("anna", "mia", "/anmal/bromma/", id="bromma"),
]

# What is written on the page of each part, by a word of its address.
PARTS = {
    "medgivande": {"consent_on": "2026-12-01"},
    "kontroll/own": {"on": "2026-12-01", "issued_on": "2026-11-10"},
    "kontroll/A": {"on": "2026-12-01", "outcome": "nothing"},
    "/socialregister/": {"on": "2026-12-01", "municipality": "Solna"},
    "registersvar": {"on": "2026-12-01", "outcome": "no_obstacle"},
    "kontroll/ban": {"on": "2026-12-01", "outcome": "nothing"},
    "kontroll/bias": {"on": "2026-12-01", "outcome": "nothing"},
    "referens/": {"name": "Berit Nyström", "relation": "neighbour", "phone": "070-174 06 35"},
    "referenser/": {"taken_on": "2026-12-01", "recommends": "1", "summary": "Har känt Karin i tio år."},
    "intervju": {"on": "2026-12-01", "place": "office", "summary": "Lugnt och öppet samtal."},
    "hembesok": {"on": "2026-12-01", "answer-own-bed": "yes", "summary": "Ljust hem."},
}


def do_every_part(desk):
    """Follow the list of tasks from the top until nothing is left of it; how many parts there were."""
    done = 0
    while desk.tasks():
        desk.follow(desk.tasks()[0])
        ((_, values),) = [(word, values) for word, values in PARTS.items() if word in desk.path]
        if "referens/" in desk.path and Vetting.objects.get().references.exists():
            values = values | {"name": "Sven Öhman"}
        desk.fill(**values)
        done += 1
        assert done < 20, "the list of tasks never gets shorter"
    return done


@pytest.mark.parametrize(("recruiter", "approver", "form"), POOLS)
def test_karin_and_per_become_a_contact_family(window, made, recruiter, approver, form):
    desk = window(recruiter)
    campaign = made.campaign(recruiter, name="Höstkampanjen", code="host-26")

    # Sunday: Karin writes.
    public = window().open(f"{form}?k=HOST-26")
    public.fill(
        name="Karin Åberg",
        email="karin@post.example",
        kinds=["family"],
        lives_in=made.cast.bromma.pk,
        message="Vi har ett extra rum.",
        informed=True,
    ).reads("fredag 27 november 2026")
    assert Enquiry.objects.get().campaign == campaign

    # Rut finds her, calls, and invites her.
    assert desk.waiting() == ["Ring Karin Åberg"]
    desk.follow("Ring Karin Åberg").reads("Vi har ett extra rum.", "Höstkampanjen")
    desk.press("Anteckna första kontakten").fill(way="phone", next_contact_on="2026-11-24", note="Vill veta mer.")
    assert desk.badge() == "Kontaktad"
    assert desk.waiting() == ["Hör av dig till Karin Åberg"]
    desk.open("/rekrytering/traffar/").press("Planera träff")
    desk.fill(starts_at_0="2026-11-26", starts_at_1="18:00", place="Swedenborgsgatan 20", capacity="12")
    meeting = InformationMeeting.objects.get()
    desk.home().follow("Hör av dig till Karin").press("Bjud in").fill(meeting=meeting.pk)
    desk.reads("26 nov 2026 kl. 18.00, Swedenborgsgatan 20")
    assert [letter.purpose for letter in letters()] == ["thanks", "invitation"]
    assert desk.waiting() == ["Följ upp Karin Åberg"]  # the day after the meeting, unless it is noted who came

    # Thursday evening: she came.
    with clock.at(at(date(2026, 11, 26), 20)):
        desk = window(recruiter)
        assert "Anteckna vilka som kom 26 nov 2026 kl. 18.00" in desk.waiting()
        desk.follow("Anteckna vilka som kom").fill(came=[Enquiry.objects.get().pk])
        assert desk.badge() == "Genomförd"
        assert desk.waiting() == ["Fråga Karin Åberg"]

    # Next week the interest remains: the vetting is opened, and done part by part.
    with clock.at(date(2026, 12, 1)):
        desk = window(recruiter)
        desk.home().follow("Fråga Karin Åberg").press("Inled utredning").fill(
            volunteer_name="Familjen Åberg",
            applicant_name="Karin Åberg",
            applicant_number=KARIN,
            partner_name="Per Åberg",
            partner_number=PER,
            client_areas=["IoF"],
            client_age_from="0",
            client_age_to="12",
        )
        assert desk.badge() == "Pågår"
        assert desk.waiting() == ["Utred Familjen Åberg"]
        desk.follow("Utred Familjen Åberg")
        assert "Föreslå godkännande" in desk.buttons()
        assert do_every_part(desk) == 1 + 2 + (1 + 2) + 2 * 2 + 2 * 2 + 1 + 1
        assert desk.waiting() == ["Föreslå Familjen Åberg"]
        desk.follow("Föreslå Familjen Åberg").follow("Profilen är inte beskriven")
        desk.fill(**{"word-lang-ar": "yes", "word-dog": "no"}).reads("arabiska", "Inte: hund")
        desk.home().follow("Föreslå Familjen Åberg").press("Föreslå godkännande").fill(
            assessment="Trygg vardag. Lämplig."
        )
        assert desk.badge() == "Väntar på beslut"
        assert desk.waiting() == []

    # The approver wants to know more, gets it, and approves with a condition.
    with clock.at(date(2026, 12, 2)):
        desk, boss = window(recruiter), window(approver)
        assert boss.waiting() == ["Besluta om Familjen Åberg"]
        boss.follow("Besluta om Familjen Åberg").reads("Trygg vardag. Lämplig.", "Har känt Karin i tio år.", "0–12 år")
        boss.press("Sänd tillbaka").fill(reason="Hur ser Pers arbetstider ut?")
        assert boss.waiting() == []
        assert desk.waiting() == ["Komplettera Familjen Åberg"]
        desk.follow("Komplettera Familjen Åberg").reads("Hur ser Pers arbetstider ut?")
        desk.press("Föreslå godkännande").fill(assessment="Trygg vardag. Per är ledig på helgerna.")
    with clock.at(date(2026, 12, 3)):
        desk, boss = window(recruiter), window(approver)
        assert boss.waiting() == ["Besluta om Familjen Åberg"]
        boss.follow("Besluta om Familjen Åberg").press("Godkänn").fill(conditions="Samtal efter varje helg.")
        assert boss.badge() == "Godkänd"
        assert boss.waiting() == desk.waiting() == []  # Karin has her letter

        # The family is in the pool, with its condition, and the enquiry has come to its end.
        desk.open("/rekrytering/uppdragstagare/").follow("Familjen Åberg")
        assert desk.badge() == "I poolen"
        desk.reads("Samtal efter varje helg.", "Gäller till 30 nov 2028", "Per Åberg")
        assert desk.open(Enquiry.objects.get().get_absolute_url()).badge() == "Godkänd"
        desk.open(campaign.get_absolute_url()).reads("Anmälningar 1", "Godkända 1")
    approval, volunteer = Approval.objects.get(), Volunteer.objects.get()
    assert (approval.investigator, approval.approver) == (made.who(recruiter), made.who(approver))
    assert (volunteer.state, volunteer.joined_on) == ("available", date(2026, 12, 3))
    assert volunteer.unit == made.unit(recruiter)
    last = letters()[-1]
    assert (last.purpose, last.address) == ("approved", "karin@post.example")
    assert "30 nov 2028" in plain(last.body)

    # No letter names anybody but its receiver, and the log knows of every step whom it was about.
    others = ["Per Åberg", "Berit Nyström", "Sven Öhman", *(user.name for user in made.cast.people.values())]
    for letter in letters():
        assert letter.address == "karin@post.example"
        assert not [name for name in others if name in letter.subject + letter.body]
    assert not Event.objects.filter(verb__startswith="recruitment.", abouts=None).exists()
    assert {"recruitment.vetting.send_back", "recruitment.volunteer.enter", "recruitment.enquiry.join"} <= set(
        Event.objects.filter(user=made.who(approver)).values_list("verb", flat=True)
    )


@pytest.mark.parametrize(("recruiter", "approver", "form"), POOLS)
def test_nobody_else_meets_karin_on_the_way(window, client_of, recruiter, approver, form):
    """Olle in Farsta works with the same pages all the while, and never reads her name."""
    window().open(form).fill(name="Karin Åberg", phone="070-174 06 05", kinds=["family"], informed=True)
    karin = Enquiry.objects.get()
    olle = window("olle")
    assert olle.waiting() == []
    for path in ("/rekrytering/anmalningar/?state=alla", "/rekrytering/anmalningar/?q=Karin", "/brev/"):
        assert "Karin" not in olle.open(path).page.text_content()
    olle.open(karin.get_absolute_url(), status=404)

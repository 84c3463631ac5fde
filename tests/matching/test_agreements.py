"""The agreement in its versions and who confirms it; the appointment on paper; powers of attorney and permissions."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from brokerage import clock
from brokerage.access import Actor
from brokerage.access.actors import Link
from brokerage.letters.models import Letter
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import Client, Guardian
from matching.mandates import TEXTS
from matching.models import Agreement, Assignment, Mandate, Signature
from matching.workflow import agreements, assignments, living, mandates
from recruitment.models import Volunteer
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.reading import pick, read, text_of, value_of, words_on_paper
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = {
    "scheme": "Varannan helg.",
    "handover": "Vid porten klockan fem.",
    "included": "Resor.",
    "excluded": "Nöjesfält.",
    "compensation": "Arvode 900 kr.",
    "insurance": "Kommunens.",
    "notice_days": 14,
}


@pytest.fixture
def appointed(searched: Make, pooled: Make, path: Path, client_made: Make) -> Callable[..., Assignment]:
    def make(*, family: dict[str, Any] | None = None, mail: str = "moa@post.example", **client: Any) -> Assignment:
        child = client_made(**client)
        Guardian.objects.update(email=mail)
        proposal = path.found(searched(client=child), pooled(**(family or {})))
        path.checked(proposal)
        path.appointed(proposal, childs_best="Kajsa vill själv.")
        return Assignment.objects.get()

    return make


@pytest.fixture
def written(appointed: Make, cast: Cast) -> Callable[..., Assignment]:
    def make(**given: Any) -> Assignment:
        return agreements.write_agreement(appointed(**given), by=cast.actor("anna"), **TERMS)

    return make


class Paper:
    """The page behind somebody's link."""

    def __init__(self, letter: Letter) -> None:
        (address,) = re.findall(r"https?://\S+/avtal/\S+", letter.body)
        self.path = address.removeprefix(settings.BASE_URL.rstrip("/"))
        self.client: Any = Browser()

    def open(self) -> str:
        return self._said(self.client.get(self.path))

    def confirm(self) -> str:
        (version,) = pick(read(self.client.get(self.path)), "input[name=version]")
        return self._said(self.client.post(self.path, {"version": version.get("value")}))

    def _said(self, response: Any) -> str:
        self.status = response.status_code
        return plain(" ".join(text_of(read(response), "main")))


def paper_of(kind: str) -> Paper:
    return Paper(Letter.objects.filter(purpose="agreement", receiver_kind=kind).latest("pk"))


def test_each_confirms_the_own_copy_behind_a_link(written: Make, window: Make) -> None:
    assignment = written()
    anna = window("anna").open(assignment.get_absolute_url()).reads("Inte undertecknat av alla", "Moa Mor")
    anna.follow("Skicka för underskrift").fill().reads("Avtalet skickat.", "i systemet", "Skickat")
    family, mother = paper_of("recruitment.volunteer"), paper_of("decisions.client")
    for letter in Letter.objects.filter(purpose="agreement"):
        assert not [word for word in ("Kajsa", "Varannan", "900", "BRO-") if word in letter.body]
    assert "Arvode 900 kr." in family.open()
    said = mother.open()
    assert "Vid porten klockan fem." in said
    assert "900" not in said
    assert not Signature.objects.exclude(part="unit").exclude(signed_at=None).exists()  # opening it says nothing
    assert "godkände avtalet" in family.confirm()
    assert assignment.agreements.get().signed_on is None
    mother.confirm()
    assert assignment.agreements.get().signed_on == clock.today()
    anna.open(assignment.get_absolute_url()).reads("Undertecknat", "genom länken")


def test_who_has_no_address_signs_on_paper(written: Make, cast: Cast) -> None:
    assignment = written(mail="")
    agreements.send_agreement(assignment, by=cast.actor("anna"))
    paper_of("recruitment.volunteer").confirm()
    assert assignment.agreements.get().signed_on is None
    agreements.sign_agreement(assignment, by=cast.actor("anna"), signed_on=clock.today())
    ways = dict(Signature.objects.values_list("part", "way"))
    assert ways == {"guardian": "paper", "volunteer": "link", "unit": "staff"}


@pytest.mark.parametrize("hidden", ["client", "family", "guardian"])
def test_with_protected_identity_nothing_is_sent(written: Make, cast: Cast, window: Make, hidden: str) -> None:
    marked = {"protection": "marked"}
    assignment = written(family=marked) if hidden == "family" else written(**(marked if hidden == "client" else {}))
    if hidden == "guardian":
        Guardian.objects.update(protection="registered")
    assert "Skicka för underskrift" not in window("anna").open(assignment.get_absolute_url()).buttons()
    before = Letter.objects.count()
    with pytest.raises(Refusal, match="på papper"):
        agreements.send_agreement(assignment, by=cast.actor("anna"))
    assert Letter.objects.count() == before


def test_a_new_version_is_signed_anew_and_the_old_link_is_closed(written: Make, cast: Cast, client_of: Make) -> None:
    assignment = written()
    agreements.send_agreement(assignment, by=cast.actor("anna"))
    old = paper_of("recruitment.volunteer")
    assignment = Assignment.objects.get()
    agreements.write_agreement(assignment, by=cast.actor("anna"), **{**TERMS, "scheme": "Var tredje helg."})
    old.open()
    assert old.status == 410
    browser, address = client_of("anna"), f"{assignment.get_absolute_url()}avtal/enhet/"
    papers = {query: plain(words_on_paper(browser.get(address + query).content)) for query in ("", "?version=1")}
    assert "Var tredje helg." in papers[""]
    assert "Varannan helg." in papers["?version=1"]
    assert "Ersatt av en ny version" in papers["?version=1"]
    assert browser.get(f"{address}?version=7").status_code == 404


def test_whoever_has_come_of_age_is_no_longer_signed_for(written: Make, cast: Cast) -> None:
    assignment = written()
    agreements.send_agreement(assignment, by=cast.actor("anna"))
    mother = paper_of("decisions.client")
    Guardian.objects.update(ended_on=clock.today())
    mother.open()
    assert mother.status == 410
    with pytest.raises(Refusal, match="kan inte längre"):
        agreements.confirm(Signature.objects.get(part="guardian"), by=_link(Signature.objects.get(part="guardian")))


def _link(signature: Signature) -> Any:
    return Actor.by_link(Link("signatures.confirm", signature.pk, clock.today()))


def test_one_link_signs_for_nobody_else(written: Make, cast: Cast) -> None:
    agreements.send_agreement(written(), by=cast.actor("anna"))
    mine, other = Signature.objects.get(part="guardian"), Signature.objects.get(part="volunteer")
    with pytest.raises(NotAllowed):
        agreements.confirm(other, by=_link(mine))
    agreements.confirm(mine, by=_link(mine))
    with pytest.raises(Refusal, match="redan godkänt"):
        agreements.confirm(mine, by=_link(mine))


def test_the_appointment_is_a_document_with_the_childs_best(appointed: Make, client_of: Make, window: Make) -> None:
    assignment = appointed()
    paper = client_of("anna").get(f"{assignment.get_absolute_url()}utseende/")
    said = plain(words_on_paper(paper.content))
    for text in ("Beslut att utse kontaktfamilj", "Familjen Åberg", "Hedda Lind", "3.4", "Kajsa vill själv."):
        assert text in said
    window("anna").open(assignment.get_absolute_url()).reads("Barnets bästa", "Kajsa vill själv.")


def test_an_appointment_for_a_child_needs_the_note_of_what_is_best(
    searched: Make, pooled: Make, path: Path, window: Make
) -> None:
    proposal = path.found(searched(), pooled())
    path.checked(proposal)
    anna = window("anna").open(f"{proposal.get_absolute_url()}utse/")
    facts = {"decision_maker": str(path.cast.hedda.pk), "delegation": "3.4"}
    anna.fill(status=422, **facts).reads("Barnets bästa", "Detta fält måste fyllas i")
    assert not Assignment.objects.exists()
    anna.fill(**facts, childs_best="De bor nära skolan.").reads("Utsedd.")


# Powers of attorney and permissions


def test_a_permission_is_written_printed_signed_and_taken_back(appointed: Make, window: Make, client_of: Make) -> None:
    assignment = appointed()
    anna = window("anna").open(assignment.get_absolute_url()).follow("Bada")
    anna.reads("Ges av Moa Mor, och gäller Familjen Åberg.")
    anna.fill(scope="Bada i simhall.").reads("Medgivande skrivet.", "Medgivande: bada", "Inte undertecknat")
    mandate = Mandate.objects.get()
    paper = plain(words_on_paper(client_of("anna").get(f"/medgivanden/{mandate.pk}/papper/").content))
    assert "Bada i simhall." in paper
    assert "kan tas tillbaka när som helst" in paper
    assert "2017" not in paper  # nobody's identity number
    assert not mandate.holds_on(clock.today())
    anna.follow("Undertecknat").fill().reads("undertecknat.", "Gäller till")
    assert Mandate.objects.get().holds_on(clock.today())
    anna.follow("Ta tillbaka").fill(withdrawn_by="Moa Mor").reads("Återtaget", "av Moa Mor")
    assert not Mandate.objects.get().holds_on(clock.today())
    assert "gäller inte" in plain(words_on_paper(client_of("anna").get(f"/medgivanden/{mandate.pk}/papper/").content))


@pytest.mark.parametrize("kind", Mandate.Kind.values)
def test_each_situation_has_its_standard_words(kind: str, appointed: Make, window: Make) -> None:
    anna = window("anna").open(f"{appointed().get_absolute_url()}medgivande/{kind}/")
    if kind != "other":
        anna.reads(plain(TEXTS[kind])[:40])
    assert Mandate.Kind(kind).label in text_of(anna.page, "h1")[0]


def test_a_permission_holds_at_most_a_year_and_while_the_assignment_lives(appointed: Make, cast: Cast) -> None:
    assignment = appointed()
    facts = {"kind": "photo", "scope": "Bilder.", "valid_to": clock.today() + timedelta(days=30)}
    mandates.write_mandate(by=cast.actor("anna"), assignment=assignment, **facts)
    mandate = Mandate.objects.get()
    for days in (-1, 1):
        with pytest.raises(Refusal, match="Dagen måste ligga"):
            mandates.sign_mandate(mandate, by=cast.actor("anna"), signed_on=clock.today() + timedelta(days=days))
    mandates.sign_mandate(mandate, by=cast.actor("anna"), signed_on=clock.today())
    assert [Mandate.objects.get().holds_on(clock.today() + timedelta(days=days)) for days in (0, 30, 31)] == [
        True,
        True,
        False,
    ]
    assignments.cancel(assignment, by=cast.actor("anna"), ending="client")
    with pytest.raises(Refusal, match="pågår inte"):
        mandates.write_mandate(by=cast.actor("anna"), assignment=Assignment.objects.get(), **facts)


def test_an_unknown_situation_is_no_page(appointed: Make, client_of: Make) -> None:
    assert client_of("anna").get(f"{appointed().get_absolute_url()}medgivande/arv/").status_code == 404


@pytest.mark.parametrize("hidden", ["client", "family", "guardian"])
def test_the_link_closes_when_somebody_becomes_protected(written: Make, cast: Cast, hidden: str) -> None:
    agreements.send_agreement(written(), by=cast.actor("anna"))
    mother = paper_of("decisions.client")
    assert "Kajsa" in mother.open()
    rows = {"client": Client, "family": Volunteer, "guardian": Guardian}[hidden].objects
    rows.update(protection="registered")
    assert "Kajsa" not in mother.open()
    assert mother.status == 410
    signature = Signature.objects.get(part="guardian")
    with pytest.raises(Refusal, match="kan inte längre"):
        agreements.confirm(signature, by=_link(signature))


def test_a_copy_that_was_confirmed_is_not_read_by_who_has_no_custody_any_more(written: Make, cast: Cast) -> None:
    agreements.send_agreement(written(), by=cast.actor("anna"))
    mother = paper_of("decisions.client")
    assert "godkände avtalet" in mother.confirm()
    Guardian.objects.update(ended_on=clock.today())
    mother.open()
    assert mother.status == 410


def test_what_custody_gave_leave_to_ends_when_the_child_comes_of_age(appointed: Make, cast: Cast, window: Make) -> None:
    assignment = appointed()
    facts = {"kind": "photo", "scope": "Bilder."}
    eighteenth = clock.months_after(assignment.decision.client.identity.born, 12 * 18)
    with clock.at(eighteenth - timedelta(days=30)):
        with pytest.raises(Refusal, match="fyller 18 år"):
            mandates.write_mandate(by=cast.actor("anna"), assignment=assignment, valid_to=eighteenth, **facts)
        last = eighteenth - timedelta(days=1)
        assert mandates.write_mandate(by=cast.actor("anna"), assignment=assignment, valid_to=last, **facts)


def test_a_komplementfamilj_has_two_agreements_each_signed_for_itself(written: Make, cast: Cast, window: Make) -> None:
    """The first is the child's; that on the parents' support is the guardians', and no child signs it."""
    assignment, anna = written(), cast.actor("anna")
    agreements.sign_agreement(assignment, by=anna, signed_on=clock.today())
    facts = {"extent": "Varannan helg.", "since": clock.today(), "parents_terms": "Mamma ringer när hon vill."}
    assignment = living.begin_phase(Assignment.objects.get(), by=anna, variant="complement", **facts)
    page = window("anna").open(assignment.get_absolute_url())
    page.reads("Avtalet om stöd till föräldrarna är inte skrivet.").follow("Skriv avtalet med föräldrarna")
    assert value_of(page.page, "notice_days") == "14"
    page.reads("Mamma ringer när hon vill.").fill().reads("Avtal om stöd till föräldrarna skrivet.")
    page.reads("Avtalet om stöd till föräldrarna är inte undertecknat.", "Undertecknat")
    first, second = Agreement.objects.order_by("pk")
    assert (first.about, second.about, second.number) == ("child", "parents", 1)
    assert [each.part for each in second.signatures.all()] == ["guardian", "volunteer", "unit"]
    agreements.sign_agreement(Assignment.objects.get(), by=anna, signed_on=clock.today())
    page.open(assignment.get_absolute_url())
    assert "är inte undertecknat" not in " ".join(text_of(page.page, "main"))
    paper = window("anna").client.get(f"{assignment.get_absolute_url()}avtal/klient/?av=parents")
    words = words_on_paper(paper.content)
    assert "Avtal om stöd till föräldrarna" in words
    assert "Mamma ringer när hon vill." in words

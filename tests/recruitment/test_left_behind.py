"""Nobody is lost when somebody goes: what Rut was responsible for awaits her colleagues."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from brokerage import clock
from brokerage.organisation.models import Membership, Role
from recruitment.workflow import enquiries
from tests.cast import Cast


def _enquiry(cast: Cast, by: str = "rut") -> None:
    unit = cast.team if by == "rut" else cast.bromma
    area = "" if by == "rut" else "IoF"
    enquiries.register(
        by=cast.actor(by),
        unit=unit,
        area=area,
        name="Karin Kvarlämnad",
        phone="070-174 06 05",
        kinds=["person"],
        source="phone",
    )


def _second_recruiter(cast: Cast, **fields: object) -> None:
    Membership.objects.create(user=cast.eva, unit=cast.team, role=Role.RECRUITER, starts=date(2026, 1, 1), **fields)


def test_while_rut_works_there_it_is_hers_alone(cast: Cast, client_of: Callable[..., Client]) -> None:
    _second_recruiter(cast)
    _enquiry(cast)
    assert "Karin Kvarlämnad" in client_of("rut").get("/").content.decode()
    assert "Karin Kvarlämnad" not in client_of("eva").get("/").content.decode()


def test_when_rut_has_ended_it_awaits_everybody_who_recruits(cast: Cast, client_of: Callable[..., Client]) -> None:
    _second_recruiter(cast)
    _enquiry(cast)
    Membership.objects.filter(user=cast.rut).update(ends=clock.today() - timedelta(days=1))
    assert "Karin Kvarlämnad" in client_of("eva").get("/").content.decode()
    assert "Karin Kvarlämnad" not in client_of("anna").get("/").content.decode()


def test_a_stand_in_sees_the_work_of_the_one_who_is_away(cast: Cast, client_of: Callable[..., Client]) -> None:
    _second_recruiter(cast, stands_in_for=cast.rut)
    _enquiry(cast)
    assert "Karin Kvarlämnad" in client_of("eva").get("/").content.decode()


def test_annas_work_does_not_fall_to_her_neighbour(cast: Cast, client_of: Callable[..., Client]) -> None:
    _enquiry(cast, by="anna")
    Membership.objects.filter(user=cast.anna).update(ends=clock.today() - timedelta(days=1))
    assert "Karin Kvarlämnad" not in client_of("lo").get("/").content.decode()
    Membership.objects.create(
        user=cast.hedda, unit=cast.bromma, role=Role.CONTACT_SECRETARY, areas=["IoF"], starts=date(2026, 1, 1)
    )
    assert "Karin Kvarlämnad" in client_of("hedda").get("/").content.decode()

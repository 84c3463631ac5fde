"""JavaScript is a comfort: without it the work is done as well."""

from collections.abc import Callable

from tests.browser.desk import Desk
from tests.browser.inspecting import PHONE, WIDE
from tests.cast import PASSWORD, Cast
from tests.recruitment.made import Made


def test_log_in_and_note_a_contact(desk_of: Callable[..., Desk], cast: Cast) -> None:
    Made(cast).enquiry("new")
    rut = desk_of(scripts=False)
    rut.open("/").log_in("rut@formedlingen.example", PASSWORD)
    rut.follow("Ring Karin Åberg").follow("Anteckna första kontakten")
    rut.fill(way="no_answer", note="Ringde två gånger.").press("Anteckna första kontakten")
    rut.reads("Första kontakten tagen.", "Sökt, fick inget svar", "Ringde två gånger.")
    rut.follow("Avsluta").press("Avsluta").reads("En uppgift behöver rättas")
    rut.fill(reason="no_answer").press("Avsluta").reads("Avslutad.", "Svarar inte")


def test_the_navigation_stands_open_or_opens(desk_of: Callable[..., Desk]) -> None:
    for width in (WIDE, PHONE):
        rut = desk_of("rut", width=width, scripts=False).open("/")
        if width == PHONE:
            rut.page.locator(".menu > summary").click()
        rut.follow("Kampanjer").reads("Inga kampanjer")

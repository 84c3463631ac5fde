"""The keyboard alone is enough, on a large screen and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from recruitment.models import Enquiry
from tests.browser.desk import Desk
from tests.browser.inspecting import PHONE
from tests.cast import Cast
from tests.recruitment.made import Made

MOST = 60  # strokes of the tab key from the top of a page to anything on it
# Whether whoever looks can tell where the focus is: a ring of at least two pixels around it, in sight.
_SEEN = """element => {
    const ring = [getComputedStyle(element), getComputedStyle(element, '::after')]
        .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const box = element.getBoundingClientRect();
    return ring && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture
def made(cast: Cast) -> Made:
    return Made(cast)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, target: Locator) -> None:
    """Press the tab key until the target has the focus, which is seen at each stop on the way."""
    wanted = target.element_handle()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if focused(page).count():
            assert focused(page).evaluate(_SEEN), f"No focus to be seen on {focused(page).evaluate('e => e.outerHTML')}"
            if focused(page).evaluate("(element, wanted) => element === wanted", wanted):
                return
    pytest.fail(f"{target} is out of reach of the tab key.")


def press(desk: Desk, key: str) -> None:
    """A key that leads to another page."""
    with desk.page.expect_navigation():
        desk.page.keyboard.press(key)
    desk.look()


def test_the_first_stop_leads_past_the_navigation(desk_of: Callable[..., Desk]) -> None:
    rut = desk_of("rut").open("/enheter/")
    rut.page.keyboard.press("Tab")
    expect(focused(rut.page)).to_have_text("Hoppa till innehållet")
    assert focused(rut.page).evaluate(_SEEN)
    rut.page.keyboard.press("Enter")
    expect(rut.main).to_be_focused()


def test_a_refused_form_leads_to_its_faults(desk_of: Callable[..., Desk]) -> None:
    public = desk_of().open("/anmal/")
    page = public.page
    tab_to(page, page.get_by_label("Namn"))
    page.keyboard.type("Karin Åberg")
    tab_to(page, page.get_by_label("Telefon"))
    page.keyboard.type("070-174 06 05")
    press(public, "Enter")

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("2 uppgifter behöver rättas")
    expect(page).to_have_title("Rätta: Vill du bli någon att räkna med? · Förmedlingen")
    for name in ("kinds", "informed"):
        summary.focus()
        tab_to(page, summary.locator(f"a[href='#id_{name}'], a[href='#id_{name}_0']"))
        page.keyboard.press("Enter")
        expect(page.locator(f"[name={name}]").first).to_be_focused()
        page.keyboard.press("Space")
    press(public, "Enter")  # from a box, as from any field
    public.reads("Tack för din anmälan")
    assert Enquiry.objects.get().name == "Karin Åberg"


def test_from_the_queue_to_a_noted_contact(desk_of: Callable[..., Desk], made: Made) -> None:
    made.enquiry("contacted")
    rut = desk_of("rut").open("/")
    page = rut.page
    tab_to(page, rut.main.get_by_role("link", name="Hör av dig till Karin Åberg"))
    press(rut, "Enter")
    tab_to(page, rut.main.get_by_role("link", name="Anteckna kontakt"))
    press(rut, "Enter")
    tab_to(page, page.get_by_label("Telefon"))
    page.keyboard.press("ArrowDown")  # from one way of contact to the next
    tab_to(page, page.get_by_label("Anteckning"))
    page.keyboard.type("Skrev och föreslog en tid.")
    tab_to(page, rut.main.get_by_role("button", name="Anteckna kontakt"))
    press(rut, "Enter")
    rut.reads("Kontakt antecknad.", "Skrev och föreslog en tid.", "E-post")


def test_a_step_without_a_form(desk_of: Callable[..., Desk], made: Made) -> None:
    enquiry = made.enquiry("invited")
    rut = desk_of("rut").open(enquiry.get_absolute_url())
    tab_to(rut.page, rut.main.get_by_role("button", name="Kom på träffen"))
    press(rut, "Enter")
    rut.reads("Har varit på träff")


def test_the_menu_on_a_phone(desk_of: Callable[..., Desk], made: Made) -> None:
    anna = desk_of("anna", width=PHONE).open("/")
    page = anna.page
    entry = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Utredningar")
    expect(entry).to_be_hidden()
    for summary in (page.locator(".menu > summary"), page.locator(".nav summary", has_text="Rekrytering")):
        expect(entry).to_be_hidden()
        tab_to(page, summary)
        page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    tab_to(page, entry)
    press(anna, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Utredningar")
    expect(entry).to_be_hidden()

"""What the stories of recruitment begin with."""

from datetime import date

import pytest
from django.test import Client

from tests.recruitment.made import Made
from tests.recruitment.window import Window


@pytest.fixture
def made(cast, today):
    """`made.vetting(is_done=True)`: rows in any state."""
    return Made(cast)


@pytest.fixture
def rut(actor):
    """Rut as the one who acts."""
    return actor("rut")


@pytest.fixture
def anna(actor):
    return actor("anna")


@pytest.fixture
def home(made):
    """Anna's vetting of Karin and Per for a child of nine, and the two of them."""
    vetting = made.named(consent_on=date(2026, 11, 1))
    return vetting, *vetting.volunteer.members.all()


@pytest.fixture
def window(client_of):
    """`window("rut")`: Rut at her screen; `window()`: somebody who is not logged in. CSRF is checked as in earnest."""

    def sit_down(who=""):
        strict = {"enforce_csrf_checks": True}
        return Window(client_of(who, **strict) if who else Client(**strict))

    return sit_down

"""Django admin: for administrators alone, and about nothing but users, roles, units and tables."""

import pytest
from django.contrib import admin
from django.urls import reverse

from brokerage.audit.models import Event
from brokerage.charges.models import PriceItem
from brokerage.organisation.models import Membership, Trait, Unit, User
from decisions.models import Cause, Instrument, LegalGround
from matching.models import OnCallNumber, PayChoices, PayCode, Rate, Weighting
from recruitment.models import GuideQuestion, RequirementRule
from tests.access.answers import LOGIN, leaks
from tests.access.conftest import ANYBODY

pytestmark = pytest.mark.django_db
REGISTERED = {
    User,
    Membership,
    Unit,
    Trait,
    PriceItem,
    LegalGround,
    Cause,
    Instrument,
    Rate,
    PayChoices,
    PayCode,
    OnCallNumber,
    Weighting,
    GuideQuestion,
    RequirementRule,
}


def pages_of(model):
    """The pages of a model in the administration, for its first row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._base_manager.order_by("pk")[0]
    one = [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return [reverse(f"{name}_changelist"), reverse(f"{name}_add"), *one]


def every_page():
    return [
        *(reverse(f"admin:{name}") for name in ("index", "password_change", "password_change_done", "jsi18n")),
        *(reverse("admin:app_list", args=[label]) for label in {model._meta.app_label for model in REGISTERED}),
        *(page for model in REGISTERED for page in pages_of(model)),
    ]


def test_no_client_volunteer_or_case_is_registered():
    assert set(admin.site._registry) == REGISTERED, (
        "Only users, memberships, units and tables are in Django admin: whatever is about a person has pages of its "
        "own, where rules, steps and Events hold. A new table: name it in REGISTERED."
    )


@pytest.mark.parametrize("person", [person for person in ANYBODY if person != "adam"])
def test_nobody_but_an_administrator_gets_in(world, browser_of, person):
    browser = browser_of(person)
    for path in every_page():
        for response in (browser.get(path), browser.post(path, {"name": "Någon"})):
            if person == "anonymous":
                assert response.status_code == 302, path
                assert response.url.startswith(("/admin/login/", LOGIN)), path
            else:
                assert response.status_code in (302, 403), path
                assert response.headers.get("Location", "/admin/login/").startswith("/admin/login/"), path
    last = browser.get("/admin/login/?next=/admin/")  # to which everybody is sent
    assert last.status_code == (302 if person == "anonymous" else 403)
    assert last.headers.get("Location", LOGIN).startswith(LOGIN)


def test_the_administrator_gets_in_and_sees_nobody(world, browser_of):
    """Adam keeps users, units and tables; no page there names anybody whom the city helps or who helps."""
    adam, canaries = browser_of("adam"), world.canaries()
    for path in every_page():
        response = adam.get(path, follow=True)
        expected = 403 if path.endswith("/delete/") else 200
        assert response.status_code == expected, path
        assert not leaks(response, "adam", canaries), path


def test_nothing_is_deleted_there(world, browser_of):
    adam = browser_of("adam")
    before = {model: model._base_manager.count() for model in REGISTERED}
    for model in REGISTERED:
        row = model._base_manager.order_by("pk")[0]
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert adam.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        adam.post(
            reverse(f"{name}_changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        )
    assert {model: model._base_manager.count() for model in REGISTERED} == before


def test_a_new_user_and_a_role_are_events(cast, browser_of):
    """Adam adds Tove and gives her a role in Farsta: two Events, that name fields and no values."""
    before = Event.objects.latest("pk").pk
    given = {
        "name": "Tove Lind",
        "email": "Tove@Formedlingen.example",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "recruiter",
        "memberships-0-unit": str(cast.farsta.pk),
        "memberships-0-starts": "2026-11-01",
    }
    assert browser_of("adam").post("/admin/organisation/user/add/", given).status_code == 302
    tove = User.objects.get(email="tove@formedlingen.example")
    user, role = Event.objects.filter(pk__gt=before).order_by("pk")
    assert (user.verb, role.verb) == ("organisation.user.added", "organisation.membership.added")
    assert set(user.facts["fields"]) == {"name", "email"}
    assert {"role", "unit", "starts"} <= set(role.facts["fields"])
    assert set(role.abouts.values_list("kind", "key")) == {("organisation.user", tove.pk)}
    assert (role.user, role.unit_id) == (cast.adam, cast.farsta.pk)
    assert not tove.has_usable_password()


def test_a_former_administrator_is_out_at_once(cast, browser_of):
    adam = browser_of("adam")
    assert adam.get("/admin/").status_code == 200
    User.objects.filter(pk=cast.adam.pk).update(is_staff=False)
    assert adam.get("/admin/").status_code != 200

"""Django admin, for administrators alone: people, roles, units and tables. No client, volunteer or case is in it.

Every change there is an Event. Nothing is deleted: people and roles are ended, words retired.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from brokerage.access import Actor
from brokerage.audit.recording import Entry, kind_of, record
from brokerage.organisation.models import Membership, Trait, Unit, User
from brokerage.pages.fields import FigureField

admin.site.site_header = "Förmedlingen: administration"
admin.site.site_title = "Förmedlingen"
admin.site.index_title = "Användare, enheter och tabeller"


class AuditedAdmin(admin.ModelAdmin):
    """Adds and changes, each written as an Event; never deletes."""

    formfield_overrides = {models.DecimalField: {"form_class": FigureField}}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 — Django's order
        super().save_model(request, obj, form, change)
        note(request, obj, form, is_new=not change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        super().save_formset(request, form, formset, change)
        for each in formset.forms:
            if each.has_changed() and each.instance.pk:
                note(request, each.instance, each, is_new=each.instance in formset.new_objects)


def note(request: HttpRequest, obj: Any, form: Any, *, is_new: bool) -> None:
    """Write who added or changed what; the names of the fields, never their values."""
    verb = "added" if is_new else "changed"
    about = [("organisation.user", obj.user_id)] if isinstance(obj, Membership) else [(kind_of(obj), obj.pk)]
    unit_id = obj.unit_id if isinstance(obj, Membership) else None
    entry = Entry(
        f"{kind_of(obj)}.{verb}",
        by=Actor.of(request.user),
        obj=obj,
        about=about,
        unit_id=unit_id,
        facts={"fields": form.changed_data},
    )
    record(entry)


class VersionForm(forms.ModelForm):
    """A line of a table with versions: what is changed becomes a new version, that follows the old one."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        old = self.instance.pk and type(self.instance)._base_manager.get(pk=self.instance.pk)
        follows = bool(old) and set(self.changed_data) - {"ends"}
        if follows and (starts := given.get("starts")) and starts <= old.starts:
            self.add_error("starts", f"En ny version börjar efter den förra, som gäller från {old.starts}.")
        return given


class VersionedAdmin(AuditedAdmin):
    """No version is ever changed but for its last day: saving a change adds a version and ends the one before.

    What was decided by the old one is still judged by it. A version that has ended is history, and only read.
    """

    form = VersionForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.ends is None)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if change and set(form.changed_data) - {"ends"}:
            old = type(obj)._base_manager.get(pk=obj.pk)
            old.ends = obj.starts - timedelta(days=1)
            old.save(update_fields=["ends"])
            obj.pk, change = None, False
            obj._state.adding = True
        super().save_model(request, obj, form, change)


class MembershipInline(admin.TabularInline):
    model = Membership
    fk_name = "user"
    extra = 1
    can_delete = False
    verbose_name_plural = "Roller: avsluta en roll genom att ange dess sista dag"


class UserForm(forms.ModelForm):
    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(AuditedAdmin):
    """A new user chooses a password through «Glömt lösenordet?» on the login page."""

    form = UserForm
    fields = ("name", "email", "phone", "has_degree", "is_active", "is_staff")
    list_display = ("name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("name", "email")
    inlines = (MembershipInline,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    list_display = ("user", "role", "unit", "starts", "ends", "stands_in_for")
    list_filter = ("role", "unit")
    list_select_related = ("user", "unit", "stands_in_for")
    search_fields = ("user__name",)


@admin.register(Unit)
class UnitAdmin(AuditedAdmin):
    list_display = ("name", "kind", "starts", "ends", "successor")
    list_select_related = ("successor",)


@admin.register(Trait)
class TraitAdmin(AuditedAdmin):
    list_display = ("name", "group", "is_hard", "is_asked", "is_active")
    list_filter = ("group", "is_active")

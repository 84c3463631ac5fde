"""A column that holds several codes of one list of choices, and can be searched alike on every database."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    Base = models.CharField[Iterable[str], list[str]]
else:
    Base = models.CharField


class CodesField(Base):
    """In Python a list of codes, in the database «,one,two,»; `having(code)` builds the search."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> list[str]:
        return _codes(value)

    def to_python(self, value: Any) -> list[str]:
        return _codes(value) if value is None or isinstance(value, str) else [str(code) for code in value]

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return f",{','.join(map(str, value))}," if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        known = {str(code) for code, _ in self.flatchoices}
        if known and (unknown := set(value) - known):
            raise ValidationError(f"Okänt val: {', '.join(sorted(unknown))}.")
        if not value and not self.blank:
            raise ValidationError("Välj minst ett.", code="blank")

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        return forms.MultipleChoiceField(
            choices=self.flatchoices,
            required=not self.blank,
            label=self.verbose_name.capitalize(),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


def having(field: str, *codes: str) -> models.Q:
    """Rows whose list holds any of the codes."""
    wanted = models.Q(pk__in=())
    for code in codes:
        wanted |= models.Q(**{f"{field}__contains": f",{code},"})
    return wanted


def words(choices: type[models.TextChoices], codes: Iterable[str]) -> str:
    """«Kontaktperson, kontaktfamilj»: the codes in words, in the order of the list."""
    labels = [str(choice.label) for choice in choices if choice.value in set(codes)]
    return ", ".join([*labels[:1], *(label[:1].lower() + label[1:] for label in labels[1:])])


def called(names: Mapping[str, str], codes: Iterable[str]) -> str:
    """«autism, oro och ångest»: codes in words, where the words stand in a table."""
    wanted = set(codes)
    return ", ".join(name for code, name in names.items() if code in wanted)


def _codes(value: str | None) -> list[str]:
    return [code for code in (value or "").split(",") if code]

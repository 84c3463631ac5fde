"""Papers of a volunteer: put in, and taken away."""

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, edits, insert
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment.documents import MOST, refusal
from recruitment.models import Volunteer, VolunteerDocument
from recruitment.workflow.volunteers import HERE


@edits("documents.work", states=HERE, label="Lägg till dokument", done="Dokument tillagt")
def add_document(
    volunteer: Volunteer, *, by: Actor, kind: str, title: str, filename: str, content: bytes
) -> dict[str, int | str]:
    """A file is kept with the volunteer. Raises ValidationError for what may not be kept, an extract above all."""
    if why_not := refusal(filename, content, called=title):
        raise ValidationError({"sent": why_not})
    if volunteer.is_protected and kind == VolunteerDocument.Kind.HOME:
        raise Refusal("Bilder av hemmet hos någon med skyddade personuppgifter sparas inte.")
    if volunteer.documents.filter(removed_on=None).count() >= MOST:
        raise Refusal(f"Högst {MOST} dokument sparas om en uppdragstagare. Ta bort något först.")
    document = VolunteerDocument(
        volunteer=volunteer,
        kind=kind,
        title=title,
        filename=filename,
        content=content,
        size=len(content),
        added_by=by.user,
    )
    insert(document)
    return {"document": document.pk, "kind": kind, "size": document.size}


@edits("documents.work", label="Ta bort dokument", done="Dokument borttaget")
def remove_document(volunteer: Volunteer, *, by: Actor, document: VolunteerDocument) -> dict[str, int]:
    """The file is gone at once; that it was there, and who took it away, stays."""
    gone = {"content": b"", "size": 0, "removed_on": clock.today(), "removed_by": by.user}
    if not volunteer.documents.filter(pk=document.pk, removed_on=None).update(**gone):
        raise Refusal("Dokumentet är redan borttaget.")
    return {"document": document.pk}

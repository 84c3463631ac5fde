"""What the cast has asked before deciding, and what IVO has asked of Bromma."""

from datetime import timedelta
from decimal import Decimal

from brokerage import clock
from brokerage.demo.builder import Builder
from brokerage.organisation.models import Role
from decisions.chronicle import chronicle, opinion
from decisions.models import Decision
from decisions.reports import answered_by_clients
from decisions.workflow import consultations, opinions

# To whom, what form, age, extent, in words; days ago, and the answer with its weeks.
ASKED = (
    ("own", "person", "teens", "En gång i veckan", "En pojke som vill ut och röra på sig.", 2, None),
    ("brokerage", "family", "small", "Varannan helg", "Ett litet barn med oro på nätterna. Lugnt hem.", 3, None),
    ("own", "family", "school", "Varannan helg", "Två syskon som vill vara tillsammans.", 5, ("search", 8)),
    ("brokerage", "qualified", "teens", "Tre gånger i veckan", "Någon på kvällarna.", 16, ("recruit", 12)),
)


def build_reporting(builder: Builder) -> None:
    """Four questions, two of them answered; and a draft to IVO about whoever has waited longest in Bromma."""
    officer = builder.actor("Bromma", "IoF", Role.CASE_OFFICER)
    secretary = builder.actor("Bromma", "IoF", Role.CONTACT_SECRETARY)
    for to, form, ages, extent, words, ago, answer in ASKED:
        with builder.on(builder.back(ago)):
            fields = {"to": to, "form": form, "ages": ages, "traits": []}
            unit = builder.units["Bromma"]
            asked = consultations.ask(by=officer, unit=unit, area="IoF", extent=extent, words=words, **fields)
        if answer:
            by = secretary if to == "own" else builder.acting("rut")
            with builder.on(builder.back(ago - 3)):
                consultations.answer(asked, by=by, answer=answer[0], weeks=answer[1])
    _answer_ivo(builder)


def _answer_ivo(builder: Builder) -> None:
    late = Decision.objects.overdue_on(builder.today).filter(unit=builder.units["Bromma"], area="IoF")
    decision = late.exclude(shortlists=None).for_chronicle().order_by("due_on", "pk").first()
    if decision is None:
        return
    with builder.on(builder.back(4)):
        parts = opinion(decision, chronicle(decision, answered_by_clients(decision)), decision.statements.all())
        empty = "Inget är antecknat än."
        opinions.write(
            by=builder.actor("Bromma", "IoF", Role.CONTACT_SECRETARY),
            decision=decision,
            reference="3.1.2-04711/2026",
            asked_on=clock.today(),
            answer_by=clock.today() + timedelta(days=21),
            monthly_cost=Decimal("6240"),
            cost_basis="Arvode och omkostnad för två helger i månaden.",
            **{name: text or empty for name, text in parts.items()},
        )

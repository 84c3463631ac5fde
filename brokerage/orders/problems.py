"""Why an order can't be written or placed yet."""

from brokerage import clock
from brokerage.orders.models import Basis, Order
from brokerage.organisation.models import Area
from brokerage.workflow import Problem
from decisions.models import Decision, Need
from decisions.states import DecisionState


def basis_problem(decision: Decision, basis: Basis) -> str:
    """Why the sharing basis does not hold for this person; empty when it does.

    OSL (2009:400) 26:9 (somebody under 18), 26:9 c (LSS, and SoL for persons with disabilities, in the same
    municipality).
    That social psychiatry counts as disability is decided case by case: there, consent is asked for [reading].
    """
    if basis == Basis.CHILD and decision.client.identity.age() >= 18:
        return "Klienten är myndig: dela enligt 9 c § eller med samtycke."
    if basis == Basis.DISABILITY and decision.area not in (Area.LSS, Area.OF):
        return "26 kap. 9 c § gäller LSS och insatser vid funktionsnedsättning: välj en annan grund."
    if basis == Basis.CONSENT and not decision.client.consents.on(clock.today()).exists():
        return "Inget samtycke är antecknat för klienten."
    return ""


def before_placing(order: Order) -> list[Problem]:
    """The brokerage needs a described need and a decision that still waits."""
    found = []
    if not Need.objects.filter(decision=order.decision_id).exists():
        found.append(Problem("Behovet är inte beskrivet."))
    if order.decision.state not in (DecisionState.WAITING, DecisionState.INTERRUPTED):
        found.append(Problem("Beslutet väntar inte längre på någon."))
    return found

"""The permission matrix: who may do which action on which rows. Apps fill it in their `rules.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Case, Model, Q, QuerySet, Value, When

from brokerage.access.actors import Actor

Rows = Callable[[Actor, frozenset[str]], Q]
_KNOWS = "_may"  # on a row that has brought along what its actor may do on it


def EVERY(actor: Actor, roles: frozenset[str]) -> Q:  # noqa: N802 — a sentinel that reads as one in the matrix
    """Every row. Recognised by identity and never joined with others: Q() | Q(x) is Q(x), which would narrow it."""
    raise AssertionError("EVERY is a sentinel and is not evaluated.")


@dataclass(frozen=True)
class Grant:
    """These roles may, on these rows."""

    roles: frozenset[str]
    rows: Rows


@dataclass(frozen=True)
class Action:
    """A line of the matrix."""

    name: str
    model: type[Model]
    grants: tuple[Grant, ...]
    link: bool
    system: bool

    @property
    def roles(self) -> frozenset[str]:
        return frozenset().union(*(grant.roles for grant in self.grants))


ACTIONS: dict[str, Action] = {}


def grant(*roles: str, rows: Rows) -> Grant:
    """Roles, and the rows that they may act on (a function of actor and roles, or EVERY)."""
    return Grant(frozenset(roles), rows)


def allow(name: str, model: type[Model], *grants: Grant, link: bool = False, system: bool = False) -> None:
    """Add a line to the matrix. Raises ImproperlyConfigured for a second line of the same name."""
    if name in ACTIONS:
        raise ImproperlyConfigured(f"The action {name} is already in the matrix: give it another grant there.")
    ACTIONS[name] = Action(name, model, grants, link, system)


def holds_role(actor: Actor, name: str) -> bool:
    """Whether the actor could do the action on some row: no query about rows."""
    action = ACTIONS[name]
    if actor.kind == "system":
        return action.system
    if actor.link:
        return action.link and actor.link.action == name
    return bool(actor.holds(action.roles))


def permitted(actor: Actor, name: str, *, among: QuerySet | None = None) -> Any:
    """The rows on which the actor may do the action: the only door to rows."""
    rows = ACTIONS[name].model._default_manager.all() if among is None else among
    condition = condition_for(actor, name)
    if condition is None:
        return rows.none()
    return rows if condition is EVERY else rows.filter(condition)


def condition_for(actor: Actor, name: str) -> Any:
    """None (no rows), EVERY, or the Q that picks the rows out."""
    action = ACTIONS[name]
    if not holds_role(actor, name):
        return None
    if actor.kind == "system":
        return EVERY
    if actor.link:
        return Q(pk=actor.link.pk)
    mine = [each for each in action.grants if actor.holds(each.roles)]
    if any(each.rows is EVERY for each in mine):
        return EVERY
    wanted = Q(pk__in=())
    for each in mine:
        wanted |= each.rows(actor, each.roles)
    return wanted


def permits(actor: Actor, name: str, row: Model) -> bool:
    """Whether the actor may do the action on this saved row, as it stands in the database."""
    manager = type(row)._base_manager
    return permitted(actor, name, among=manager.filter(pk=row.pk)).exists()


def actions_on(actor: Actor, names: Iterable[str], rows: list[Any]) -> dict[Any, set[str]]:
    """For each row's key the actions permitted on it: one query for all rows and all actions, none where they know."""
    names = set(names)
    if rows and all(each.__dict__.get(_KNOWS, (None, {}))[0] is actor for each in rows):
        known = {each.pk: each.__dict__[_KNOWS][1] for each in rows}
        if all(names <= answers.keys() for answers in known.values()):
            return {pk: {name for name in names if answers[name]} for pk, answers in known.items()}
    asked, columns, granted = _asked(actor, names)
    allowed = {row.pk: set(granted) for row in rows}
    if rows and asked:
        found = type(rows[0])._base_manager.filter(pk__in=list(allowed)).annotate(**columns)
        for pk, *answers in found.values_list("pk", *columns):
            said = dict(zip(columns, answers, strict=True))
            allowed[pk].update(name for name, column in asked.items() if said[column])
    return allowed


def knowing(actor: Actor, rows: QuerySet) -> tuple[QuerySet, Callable[[Any], None]]:
    """Rows that bring along what the actor may do on them, and what notes it on one, for `actions_on`.

    Only where no grant of the model looks at several related rows: a row would come more than once.
    """
    names = {name for name, action in ACTIONS.items() if action.model is rows.model}
    asked, columns, granted = _asked(actor, names)

    def note(row: Any) -> None:
        answers = {name: name in granted for name in names}
        answers |= {name: bool(getattr(row, column)) for name, column in asked.items()}
        row.__dict__[_KNOWS] = (actor, answers)

    return rows.annotate(**columns), note


def _asked(actor: Actor, names: Iterable[str]) -> tuple[dict[str, str], dict[str, Case], set[str]]:
    """For each action the column that answers it; the columns, one for equal conditions; what every row is granted."""
    asked: dict[str, str] = {}
    conditions: list[Q] = []
    granted = set()
    for name in sorted(names):
        condition = condition_for(actor, name)
        if condition is EVERY:
            granted.add(name)
        elif condition is not None:
            if condition not in conditions:
                conditions.append(condition)
            asked[name] = f"may_{conditions.index(condition)}"
    columns = {
        f"may_{number}": Case(When(each, then=Value(True)), default=Value(False))
        for number, each in enumerate(conditions)
    }
    return asked, columns, granted

"""The decorators that make a function a step, a creation, an edit or an effect."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, replace
from functools import update_wrapper
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ForeignKey

from brokerage.access.actors import Actor
from brokerage.access.grants import ACTIONS, actions_on, permits, permitted
from brokerage.audit.recording import Entry, kind_of, record, record_many
from brokerage.workflow.faults import Blocked, NotAllowed, Problem, Refusal, Stale, WrongState, as_sentences

Moves = Mapping[str, tuple[set, Any]]
Problems = Callable[..., list[Problem]]

# Entries of effects wait here until the event of their step is written, and then point to it as their cause.
_waiting: ContextVar[list[Entry] | None] = ContextVar("waiting_effects", default=None)

STEPS: dict[type[models.Model], dict[str, "Step"]] = {}
CREATES: dict[str, "_Verb"] = {}
EDITS: dict[str, "_Verb"] = {}
EFFECTS: dict[str, "_Verb"] = {}


class _Verb:
    """A function that changes something, with its action and its Swedish words."""

    def __init__(self, body: Callable[..., Any], *, action: str, label: str, done: str) -> None:
        update_wrapper(self, body)  # type: ignore[arg-type]
        self.body, self.action, self.label, self.done = body, action, label, done

    @property
    def name(self) -> str:
        return self.body.__name__

    @property
    def model(self) -> type[models.Model]:
        return ACTIONS[self.action].model


@dataclass(frozen=True)
class _Shot:
    """A row's field values before the body ran, to check and name only what it changed."""

    values: dict[str, Any]

    @classmethod
    def of(cls, row: models.Model) -> "_Shot":
        # Copies: a body may add to a list in place.
        return cls({field.attname: copy(getattr(row, field.attname)) for field in row._meta.concrete_fields})

    def changed(self, row: models.Model) -> list[str]:
        return [f.name for f in row._meta.concrete_fields if getattr(row, f.attname) != self.values[f.attname]]


@contextmanager
def _acting() -> Iterator[list[Entry]]:
    """A transaction in which effects may run; their entries are collected."""
    with transaction.atomic():
        waiting: list[Entry] = []
        token = _waiting.set(waiting)
        try:
            yield waiting
        finally:
            _waiting.reset(token)


def _locked(row: models.Model) -> Any:
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _validate(row: models.Model, changed: Iterable[str]) -> None:
    # A foreign key in hand was just read or just saved: asking the database for each again buys nothing. Constraints
    # are left to it too: it must refuse in any case, and `as_sentences` says why.
    passed = {f.name for f in row._meta.concrete_fields if f.name not in changed or isinstance(f, ForeignKey)}
    row.full_clean(passed, validate_unique=False, validate_constraints=False)


def _save(row: Any) -> None:
    # All of it: the row is locked and fresh, and its own `save` may derive one field from another.
    row.version += 1
    with as_sentences(type(row)):
        row.save(force_update=True)


def _entry(row: Any, name: str, by: Actor, facts: Mapping[str, Any]) -> Entry:
    return Entry(f"{kind_of(row)}.{name}", by=by, obj=row, about=row.about(), unit_id=row.unit_id, facts=facts)


def _write(entry: Entry, waiting: list[Entry]) -> None:
    event = record(entry)
    record_many([replace(each, cause=event) for each in waiting])


class Step(_Verb):
    """A move of one row from state to state."""

    def __init__(
        self,
        body: Callable,
        *,
        moves: Moves,
        move: str,
        problems: Problems | None,
        direct: bool,
        risky: bool,
        **words: str,
    ) -> None:
        super().__init__(body, **words)
        self.sources, self.target = moves[move]
        self.move, self.problems, self.direct, self.risky = move, problems, direct, risky

    def __call__(self, row: Any, *, by: Actor, **given: Any) -> Any:
        with _acting() as effects:
            row = _locked(row)
            if not permits(by, self.action, row):
                raise NotAllowed("Du har inte behörighet till det här.")
            self._ready(row)
            shot = _Shot.of(row)
            facts = self.body(row, by=by, **given)
            row.state = self.target
            changed = shot.changed(row)
            _validate(row, changed)
            _save(row)
            _write(self._entry(row, by, facts), effects)
        return row

    def each(self, rows: Iterable[Any], *, by: Actor, **given: Any) -> list[Any]:
        """The same move of many rows: one lock, one rule query, one save, one set of Events; all or nothing."""
        keys = {row.pk for row in rows}
        with _acting() as effects:
            manager = self.model._base_manager
            found: list[Any] = list(manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
            if permitted(by, self.action, among=manager.filter(pk__in=keys)).count() != len(keys):
                raise NotAllowed("Du har inte behörighet till alla rader.")
            entries, fields = [], {"version"}
            causes: list[int] = []
            for place, row in enumerate(found):
                self._ready(row)
                shot = _Shot.of(row)
                facts = self.body(row, by=by, **given)
                row.state = self.target
                row.version += 1
                changed = shot.changed(row)
                _validate(row, changed)
                fields.update(changed)
                entries.append(self._entry(row, by, facts))
                causes += [place] * (len(effects) - len(causes))
            if found:
                with as_sentences(self.model):
                    manager.bulk_update(found, sorted(fields), batch_size=500)
            events = record_many(entries)
            record_many([replace(each, cause=events[place]) for each, place in zip(effects, causes, strict=True)])
        return found

    def _ready(self, row: Any) -> None:
        if row.state not in self.sources:
            raise WrongState(f"Det går inte längre: läget är «{row.get_state_display()}».")
        blocking = [problem.text for problem in (self.problems(row) if self.problems else []) if problem.blocking]
        if blocking:
            raise Blocked(*blocking)

    def _entry(self, row: Any, by: Actor, facts: Mapping[str, Any] | None) -> Entry:
        return _entry(row, self.name, by, {"to": str(self.target), **(facts or {})})


def step(
    moves: Moves,
    move: str,
    *,
    action: str,
    label: str,
    done: str,
    problems: Problems | None = None,
    direct: bool = False,
    risky: bool = False,
) -> Callable[[Callable], Step]:
    """Make a function a step: `label` is the button, `done` what the history says. `direct` needs no form.

    The body changes the locked row and may return facts for the Event.
    Raises NotAllowed, WrongState, Blocked, Refusal or ValidationError; then nothing is saved.
    """

    def decorate(body: Callable) -> Step:
        made = Step(
            body,
            moves=moves,
            move=move,
            problems=problems,
            direct=direct,
            risky=risky,
            action=action,
            label=label,
            done=done,
        )
        STEPS.setdefault(made.model, {})[made.name] = made
        return made

    return decorate


class _Creation(_Verb):
    def __call__(self, *, by: Actor, **given: Any) -> Any:
        with _acting() as effects:
            made = self.body(by=by, **given)
            row, *children = made if isinstance(made, tuple) else (made,)
            insert(row)
            if not permits(by, self.action, row):
                raise NotAllowed("Du har inte behörighet att lägga upp det här.")
            for child in children:
                child() if callable(child) else insert(child)
            _write(_entry(row, self.name, by, {}), effects)
        return row


def insert(row: models.Model) -> None:
    """Validate and save a new row that goes with a verb. Raises ValidationError or Refusal."""
    _validate(row, [f.name for f in row._meta.concrete_fields])
    with as_sentences(type(row)):
        row.save()


def creates(action: str, *, label: str, done: str) -> Callable[[Callable], _Creation]:
    """Make a function a creation.

    The body returns the new row, not yet saved, or a tuple of it and what comes after it:
    rows that hang on it, and callables that need its number (a letter).

    The rule is asked about the saved row: a refusal rolls back.
    """

    def decorate(body: Callable) -> _Creation:
        made = _Creation(body, action=action, label=label, done=done)
        CREATES[f"{kind_of(made.model)}.{made.name}"] = made
        return made

    return decorate


class _Edit(_Verb):
    def __init__(self, body: Callable, *, fields: tuple[str, ...], states: set | None, **words: str) -> None:
        super().__init__(body, **words)
        self.fields, self.states = fields, states

    def __call__(self, row: Any, *, by: Actor, version: int | None = None, **given: Any) -> Any:
        with _acting() as effects:
            row = _locked(row)
            if not permits(by, self.action, row):
                raise NotAllowed("Du har inte behörighet att ändra det här.")
            if self.states is not None and row.state not in self.states:
                raise WrongState(f"Det går inte längre att ändra: läget är «{row.get_state_display()}».")
            if version is not None and version != row.version:
                raise Stale(row)
            shot = _Shot.of(row)
            for name in self.fields:
                if name in given:
                    setattr(row, name, given.pop(name))
            facts = self.body(row, by=by, **given) or {}
            changed = shot.changed(row)
            _validate(row, changed)
            _save(row)
            _write(_entry(row, self.name, by, {"fields": changed, **facts}), effects)
        return row


def edits(
    action: str, *, fields: Iterable[str] = (), states: set | None = None, label: str, done: str
) -> Callable[[Callable], _Edit]:
    """Make a function an edit: saves the named fields; the body does what goes beyond them. Refuses a stale version.

    Raises NotAllowed, WrongState, Stale, Refusal or ValidationError.
    """

    def decorate(body: Callable) -> _Edit:
        made = _Edit(body, fields=tuple(fields), states=states, action=action, label=label, done=done)
        EDITS[f"{kind_of(made.model)}.{made.name}"] = made
        return made

    return decorate


class _Effect(_Verb):
    def __init__(self, body: Callable, *, moves: Moves | None, move: str, done: str) -> None:
        super().__init__(body, action="", label="", done=done)
        self.moves, self.move = moves, move

    def __call__(self, *args: Any, by: Actor, **given: Any) -> Any:
        waiting = _waiting.get()
        if waiting is None:
            raise RuntimeError(f"{self.name} is an effect: it runs only inside a step.")
        if self.moves is None:
            row = self.body(*args, by=by, **given)
        else:
            row = _locked(args[0])
            sources, target = self.moves[self.move]
            if row.state not in sources:
                raise WrongState(f"Det går inte längre: läget är «{row.get_state_display()}».")
            self.body(row, *args[1:], by=by, **given)
            row.state = target
        row.version += 1
        insert(row)
        waiting.append(_entry(row, self.name, by, {}))
        return row


def effect(
    model: type[models.Model], *, done: str, moves: Moves | None = None, move: str = ""
) -> Callable[[Callable], _Effect]:
    """Make a function a verb that runs only inside a step: no rule of its own; its Event points to its cause.

    Without `moves` the body returns the new row, not yet saved; with them it changes the locked row that it is given.
    """

    def decorate(body: Callable) -> _Effect:
        made = _Effect(body, moves=moves, move=move, done=done)
        EFFECTS[f"{kind_of(model)}.{made.name}"] = made
        return made

    return decorate


def open_steps(actor: Actor, rows: list[Any]) -> dict[Any, list[Step]]:
    """The steps that the actor may take on each row now, by its key: one query for the whole page."""
    if not rows:
        return {}
    steps = STEPS.get(type(rows[0]), {})
    allowed = actions_on(actor, {each.action for each in steps.values()}, rows)
    return {
        row.pk: [each for each in steps.values() if row.state in each.sources and each.action in allowed[row.pk]]
        for row in rows
    }


def refusals_of(error: Refusal | ValidationError) -> list[str]:
    """The sentences of a refusal, for a page without a form."""
    return list(error.sentences) if isinstance(error, Refusal) else list(error.messages)

"""Verbs that change something: each takes the lock, asks the rule, checks the move, saves and records."""

from brokerage.workflow.faults import Blocked, NotAllowed, Problem, Refusal, Stale, WrongState
from brokerage.workflow.rows import Governed
from brokerage.workflow.steps import (
    CREATES,
    EDITS,
    EFFECTS,
    STEPS,
    Step,
    creates,
    edits,
    effect,
    insert,
    open_steps,
    step,
)

__all__ = [
    "CREATES",
    "EDITS",
    "EFFECTS",
    "STEPS",
    "Blocked",
    "Governed",
    "NotAllowed",
    "Problem",
    "Refusal",
    "Stale",
    "Step",
    "WrongState",
    "creates",
    "edits",
    "effect",
    "insert",
    "open_steps",
    "step",
]

"""`manage.py workflows`: the state machines as a page of docs, a diagram per noun."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from brokerage.management.written import WritesDocs
from brokerage.workflow import CREATES, EDITS, STEPS

STATE_MODULES = (
    "brokerage.letters.states",
    "brokerage.orders.states",
    "brokerage.imports.states",
    "brokerage.invoicing.states",
    "decisions.states",
    "recruitment.states",
)


def _tables() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in STATE_MODULES:
        module = import_module(name)
        for noun, table in vars(module).items():
            if noun.isupper() and isinstance(table, dict):
                yield name.rpartition(".")[0], noun, table


def _diagram(table: dict[str, Any]) -> list[str]:
    states: list[Any] = sorted(
        {state for sources, target in table.values() for state in (*sources, target)},
        key=lambda state: list(type(state).__members__).index(state.name),
    )
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value} : {state.label}" for state in states]
    for move, (sources, target) in table.items():
        lines += [f"    {source.value} --> {target.value} : {move}" for source in states if source in sources]
    return [*lines, "```", ""]


class Command(WritesDocs):
    help = "Skriver docs/workflows.md."
    page = "workflows.md"

    def render(self) -> str:
        lines = [
            "# Workflows",
            "",
            "Written by `manage.py workflows` from the `states.py` and `workflow.py` of every app;",
            "a test fails when it is stale.",
            "",
        ]
        for app, noun, table in _tables():
            lines += [f"## {noun.capitalize()} (`{app}`)", "", *_diagram(table)]
        lines += ["## Verbs", "", "| on | verb | button | action | what it says |", "| --- | --- | --- | --- | --- |"]
        steps = [step for of_model in STEPS.values() for step in of_model.values()]
        for verb in sorted([*steps, *CREATES.values(), *EDITS.values()], key=lambda v: (v.model._meta.label, v.name)):
            doc = (verb.__doc__ or "").strip().split("\n")[0]
            lines.append(
                f"| {verb.model._meta.verbose_name} | `{verb.name}` | {verb.label} | `{verb.action}` | {doc} |"
            )
        return "\n".join(lines) + "\n"

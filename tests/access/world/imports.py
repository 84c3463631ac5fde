"""An import that waits to be confirmed, with clients in its file."""

from datetime import date, timedelta

from brokerage import identity
from brokerage.imports.columns import CASES
from brokerage.imports.models import ImportBatch, ImportFile
from tests.access.world.rows import World
from tests.imports.sheets import CASE, sheet_csv

PLACE = "bromma_iof"  # the cast has one district manager, and an import is its sender's alone


def furnish(world: World, place: str) -> None:
    if place == PLACE:
        add_import(world)


def add_import(world: World, *, rows: int = 1) -> ImportBatch:
    word = world.word()
    made = ImportBatch.objects.create(uploaded_by=world.cast.mia, name=f"{word}.csv", **world.at(PLACE))
    name, content = sheet_csv(CASES, *(_case(word, world.number * 40 + turn) for turn in range(rows)))
    ImportFile.objects.create(batch=made, name=name, content=content)
    world.event(made)
    return world.keep("import", PLACE, made, word)


def _case(word: str, turn: int) -> dict[str, str]:
    number = identity.made_up(date(2016, 6, 1) + timedelta(days=turn // 20), 980 + turn % 20)
    return {**CASE, "name": f"{word} Fågel", "number": number, "case_reference": f"IMP-{turn}"}

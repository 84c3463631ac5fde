"""`import_decisions FILE` and `nonexecuted YEAR`: the customer's figures come out as they went in."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from brokerage import identity
from brokerage.audit.models import Event
from brokerage.imports.models import ImportBatch
from decisions.models import Client, Decision, Interruption, Statement
from tests.cast import Cast
from tests.imports.histories import FIGURES, HEADER, archive, as_book, as_csv

COLUMNS = (
    "personnummer;namn;stadsdel;lag;område;insats;beslutsdatum;verkställd;avbrott_från;avbrott_till;avslutad;orsak"
)
KIM = {
    "personnummer": identity.made_up(date(1995, 1, 1), 980),
    "namn": "Kim Kanin",
    "stadsdel": "Älvsjö",
    "lag": "SoL",
    "område": "IoF",
    "insats": "kontaktperson",
    "beslutsdatum": "2010-01-10",
    "verkställd": "2010-05-20",
    "orsak": "no-provider",
}
BOTH = [{**KIM, "avbrott_från": "2010-07-01", "avbrott_till": "2010-08-01"}, {**KIM, "avbrott_från": "2011-01-02"}]


def put(folder: Path, content: bytes, name: str = "historik.csv") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def run(command: str, *given: Any) -> str:
    out = StringIO()
    call_command(command, *given, stdout=out, stderr=out)
    return out.getvalue()


def table(year: int, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(run("nonexecuted", year, "--format", "csv", *options)), delimiter=";"))


def refused(*given: Any) -> str:
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_decisions", *given, stdout=StringIO(), stderr=err)
    return f"{err.getvalue()}{refusal.value}"


def test_the_columns_are_those_agreed_on() -> None:
    assert ";".join(HEADER) == COLUMNS


@pytest.mark.parametrize("form", [";", ",", "xlsx"])
def test_the_customers_figures_come_out_to_the_last_figure_dash_and_footnote(
    db: None, tmp_path: Path, form: str
) -> None:
    """Into a freshly migrated database, with nobody in it but the units that the city has had."""
    lines = archive()
    if form == "xlsx":
        path = put(tmp_path, as_book(lines), "historik.xlsx")
    else:
        path = put(tmp_path, as_csv(lines, delimiter=form))
    run("import_decisions", path)
    for year in (2010, 2011):
        found = {(row["lag"], row["område"], row["insats"]): row for row in table(year)}
        wanted = [each for each in FIGURES["tables"] if each["year"] == year]
        assert len(found) == sum(len(each["rows"]) for each in wanted)
        for of_law in wanted:
            for row in of_law["rows"]:
                told = found[of_law["law"], of_law["area"] or "LSS", row["type"].lower()]
                figures = ["-" if figure is None else str(figure) for figure in row["q"]]
                assert [told[f"kvartal {number}"] for number in (1, 2, 3, 4)] == figures, row
                mark = row.get("footnote") or of_law.get("title_footnote")
                assert told["fotnot"] == (FIGURES["footnotes"][mark] if mark else "")
                assert told["år"] == str(year)


def test_the_header_and_the_text(db: None, tmp_path: Path) -> None:
    run("import_decisions", put(tmp_path, as_csv(archive())))
    head = run("nonexecuted", 2011, "--format", "csv").splitlines()[0]
    assert head == "år;lag;område;insats;kvartal 1;kvartal 2;kvartal 3;kvartal 4;fotnot"
    text = run("nonexecuted", 2010)
    assert "Antal ej verkställda beslut 2010, LSS" in text
    (line,) = [each.split() for each in text.splitlines() if each.startswith("Kontaktfamilj 1)")]
    assert line[2:] == ["-", "-", "-", "-"]
    assert "1) Ingick inte i rapporteringen under 2010." in text
    assert ["Kontaktperson", "5", "8", "12", "19"] in [each.split() for each in text.splitlines()]


def test_older_districts_roll_up_by_choice(db: None, tmp_path: Path) -> None:
    run("import_decisions", put(tmp_path, as_csv(archive())))
    then, now = table(2011, "--districts", "then"), table(2011, "--districts", "now")
    assert {"Rinkeby-Kista", "Älvsjö"} <= {row["stadsdel"] for row in then}
    assert {row["stadsdel"] for row in now} == {"Bromma", "Farsta", "Hägersten-Älvsjö", "Järva", "Norra innerstaden"}
    for rows in (then, now):
        mine = [row for row in rows if (row["lag"], row["insats"]) == ("LSS", "kontaktperson")]
        assert sum(int(row["kvartal 1"]) for row in mine) == 20


def test_further_interruptions_are_further_rows_of_one_decision(cast: Cast, tmp_path: Path) -> None:
    run("import_decisions", put(tmp_path, as_csv(BOTH)))
    decision = Decision.objects.get()
    assert (decision.state, decision.waiting_since, decision.due_on) == (
        "interrupted",
        date(2011, 1, 2),
        date(2011, 4, 2),
    )
    assert Interruption.objects.count() == 2
    assert decision.decision_maker is None
    verbs = Event.objects.filter(object_id=decision.pk, verb__startswith="decisions.decision").values_list(
        "verb", flat=True
    )
    assert [each.rpartition(".")[2] for each in verbs] == ["record", "execute", "interrupt", "resume", "interrupt"]
    told = {(each.year, each.number): each.cause.code for each in Statement.objects.all()}
    assert told[2010, 2] == "no-provider"  # executed on day 130
    assert (2010, 4) not in told
    assert (2011, 2) in told
    assert (2026, 3) in told
    assert (2026, 4) not in told  # this quarter is not over


def test_the_cause_may_stand_on_one_of_the_rows_alone_and_is_one(cast: Cast, tmp_path: Path) -> None:
    third = {**KIM, "avbrott_från": "2012-03-01"}
    paused = {**BOTH[1], "avbrott_till": "2011-02-01"}
    said = refused(put(tmp_path, as_csv([{**BOTH[0], "orsak": ""}, paused, {**third, "orsak": "no-match"}])))
    assert "rad 4, orsak: Samma beslut står på en annan rad med andra uppgifter." in said
    run("import_decisions", put(tmp_path, as_csv([{**BOTH[0], "orsak": ""}, paused, {**third, "orsak": ""}])))
    assert {each.cause.code for each in Statement.objects.all()} == {"no-provider"}


def test_a_preview_saves_nothing_and_twice_is_once(cast: Cast, tmp_path: Path) -> None:
    path = put(tmp_path, as_csv(BOTH))
    assert "Inget är sparat" in run("import_decisions", path, "--preview")
    assert not ImportBatch.objects.exists()
    run("import_decisions", path)
    assert "Beslutet finns redan." in refused(path)
    later = put(tmp_path, as_csv([{**KIM, "beslutsdatum": "2012-02-01", "verkställd": "", "orsak": ""}]))
    run("import_decisions", later)
    assert Client.objects.count() == 1
    assert Decision.objects.count() == 2


BAD = [
    ({"personnummer": "1995"}, "rad 2, personnummer: Skriv numret"),
    ({"stadsdel": "Atlantis"}, "rad 2, stadsdel: Enheten «Atlantis» finns inte."),
    ({"stadsdel": "Resursteamen"}, "rad 2, stadsdel: Resursteamen är ingen stadsdel."),
    ({"lag": "BrB"}, "rad 2, lag: «BrB» finns inte att välja."),
    ({"område": "LSS"}, "rad 2, insats: Lagrummet hör till ett annat programområde"),
    ({"lag": "LVU"}, "rad 2, insats: Ingen kontaktperson enligt LVU kunde beviljas den 2010-01-10."),
    ({"insats": "korttidsvistelse"}, "rad 2, insats: Ingen korttidsvistelse enligt SoL"),
    ({"beslutsdatum": "2010-02-30"}, "rad 2, beslutsdatum: Dagen finns inte i almanackan."),
    ({"beslutsdatum": ""}, "rad 2, beslutsdatum: Fyll i."),
    ({"verkställd": "2009-12-01"}, "rad 2, verkställd: Verkställigheten kan inte ligga före beslutet."),
    ({"verkställd": "", "avbrott_från": "2010-07-01"}, "rad 2, avbrott_från: Ett avbrott kräver att"),
    ({"avbrott_till": "2010-07-01"}, "rad 2, avbrott_från: Ange när avbrottet började."),
    ({"avslutad": "2030-01-01"}, "rad 2, avslutad: Avslutet kan inte ligga i framtiden."),
    ({"orsak": "vädret"}, "rad 2, orsak: Orsaken «vädret» finns inte."),
    ({"insats": "kvalificerad kontaktperson", "personnummer": identity.made_up(date(1985, 4, 12), 981)}, "under 21 år"),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD, ids=lambda value: str(value)[:40])
def test_each_fault_stands_with_row_and_column(
    cast: Cast, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in refused(put(tmp_path, as_csv([{**KIM, **changed}])))
    assert not Decision.objects.exists()


def test_rows_of_one_decision_stand_or_fall_together(cast: Cast, tmp_path: Path) -> None:
    crossing = [BOTH[0], {**KIM, "avbrott_från": "2010-07-20"}]
    assert "rad 3, avbrott_från: Avbrotten i samma beslut går i varandra." in refused(put(tmp_path, as_csv(crossing)))
    said = refused(put(tmp_path, as_csv([BOTH[0], {**BOTH[1], "verkställd": "2010-05-21"}])), "--good-rows")
    assert "rad 3, verkställd: Samma beslut står på en annan rad med andra uppgifter." in said
    assert "rad 2, beslutsdatum: Samma person och beslutsdatum står på rad 3, som har fel." in said
    assert "rad 3, avbrott_från: Beslutet står redan på rad 2" in refused(put(tmp_path, as_csv([KIM, KIM])))
    other = {**KIM, "namn": "Kim Katt", "beslutsdatum": "2011-01-10", "verkställd": ""}
    assert "rad 3, namn: Personen finns redan under ett annat namn." in refused(put(tmp_path, as_csv([KIM, other])))

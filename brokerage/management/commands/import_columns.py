"""`manage.py import_columns`: the columns of an import as a page of docs."""

from brokerage.imports.columns import SHEETS
from brokerage.imports.files import MOST_BYTES, MOST_ROWS
from brokerage.management.written import WritesDocs
from brokerage.organisation.reference import TRAITS
from decisions.reference import CAUSES, GROUNDS

HEAD = f"""# Import of a running city

Written by `manage.py import_columns` from `brokerage/imports/columns.py`, as are the templates; a test fails when it is
stale.

`manage.py import_city FOLDER` reads every CSV and XLSX file of a folder: for the whole city, by whoever runs it.
`--preview` saves nothing; `--good-rows` takes the rows that are right although others are not; otherwise it is all or
nothing. `--by` names the user who imports; without it, whoever made a decision counts as the one who recorded it. Exit
status 1: nothing was saved (with `--preview`: something is wrong). Decision-makers, investigators and approvers are
named by the e-mail address of their user, and hold or have held the role in the unit: put in users and roles first.

`manage.py import_decisions FILE` reads one file of the sheet Beslutshistorik, with the same switches, and with no
users: who decided is not asked, nor who consented then. A decision's further interruptions are further rows; a decision
is read in with all of its rows or not at all, and a second time it is refused. A cause is put down for every quarter
that is over and in which the decision was reported.

At `/import/` a district manager imports into the own unit and programme areas: volunteers, clients and assignments.
Units are the city's own. The files wait on the server for a day at most, between preview and confirmation, and are then
thrown away.

- A file's sheet is known by its headings, in any order. CSV: UTF-8 (or Windows-1252), with semicolon, comma or tab.
- At most {MOST_BYTES // 1_000_000} MB a file and {MOST_ROWS} rows a sheet. Formulas are never run: their last value
  counts.
- Days: 2025-10-06, 20251006, 6/10 2025, 6.10.2025 or 6 oktober 2025. Lists: commas or semicolons between.
- Consent is judged by the law of the day of the decision. Of somebody with protected identity no address is taken.
- A vetting made before is kept as a line that carries the approval: its parts (checks, references, interview) stay
  where they are.
- Every row is an Event with the number of the import, as the step would have written it.
"""


class Command(WritesDocs):
    help = "Skriver docs/import_columns.md."
    page = "import_columns.md"

    def render(self) -> str:
        lines = [HEAD]
        for sheet in SHEETS:
            lines += [
                f"## {sheet.title} (`{sheet.name}`)",
                "",
                "| kolumn | måste | förklaring | välj bland | exempel |",
            ]
            lines.append("| --- | --- | --- | --- | --- |")
            for each in sheet.columns:
                must = "ja" if each.required else ""
                choices = "; ".join(each.choices)
                lines.append(f"| {each.heading} | {must} | {each.explanation} | {choices} | {each.example} |")
            lines.append("")
        lines += ["## Lagrum", "", "| kod | lag | lagrum | insats |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{code}` | {law} | {ground} | {intervention} |" for code, law, ground, _, intervention, *_ in GROUNDS
        ]
        lines += ["", "## Orsaker", "", "| kod | orsak |", "| --- | --- |"]
        lines += [f"| `{code}` | {name} |" for code, name, _ in CAUSES]
        lines += [
            "",
            "## Egenskaper",
            "",
            "Ordet eller koden: " + "; ".join(f"{word} (`{code}`)" for _, code, word, _ in TRAITS) + ".",
        ]
        return "\n".join(lines) + "\n"

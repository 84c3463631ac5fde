"""The interview guide, the home visit's protocol and the table of requirements as they begin.

The questions are practice, and in no statute: what a first screening of families asks about (the home, health, network,
motives, rules, upbringing), so that a layman can answer. They measure nothing and are not added up. The administrators
make both tables the city's own.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from brokerage import clock
from brokerage.organisation.reference import BROKERAGE_STARTS, put_in
from recruitment.models import FAMILIES, GuideAnswer, GuideQuestion, HomeVisit, Interview, RequirementRule, Vetting
from recruitment.requirements import RULES

_YES, _NO = GuideQuestion.Choice.YES, GuideQuestion.Choice.NO
# code, question, help, the answer that needs an explanation
VISIT: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "Rum och sovplats": (
        ("own-bed", "Finns en egen sovplats?", "Egen säng, inte i rum med en vuxen.", _NO),
        ("privacy", "Går det att vara i fred, till exempel i ett eget rum?", "", ""),
        ("space", "Räcker utrymmet till för alla som bor här och den som kommer?", "", _NO),
        ("accessible", "Kommer man fram med rullstol eller rollator?", "Entré, trösklar, badrum.", ""),
    ),
    "Brand och säkerhet": (
        ("smoke-alarm", "Finns fungerande brandvarnare på varje plan?", "Prova den.", _NO),
        ("escape", "Finns två vägar ut?", "Ett fönster som går att ta sig ut genom räknas.", _NO),
        ("extinguisher", "Finns brandsläckare eller brandfilt?", "", ""),
        ("out-of-reach", "Är mediciner, kemikalier och alkohol utom räckhåll?", "", _NO),
        ("windows", "Finns spärrar på fönster, balkong och trappor där det behövs?", "Efter barnets ålder.", _NO),
    ),
    "Djur": (
        ("pets", "Finns husdjur?", "Vilka, och hur är de med barn?", ""),
        ("pet-worry", "Finns något om djuren som oroar?", "", _YES),
    ),
    "Vapen": (("weapons", "Finns vapen i hemmet?", "Skriv hur de förvaras: säkerhetsskåp, ammunition för sig.", _YES),),
    "Vatten och omgivning": (
        ("water", "Finns pool, damm eller annat vatten vid huset?", "Skriv hur det är inhägnat eller täckt.", _YES),
        ("traffic", "Är trafiken nära huset farlig för barn?", "", _YES),
    ),
    "Vardagen": (
        ("smoke-free", "Är hemmet rökfritt?", "", ""),
        ("car-safety", "Finns rätt skydd i bilen?", "Efter barnets längd och ålder.", _NO),
        ("own-children", "Har hemmets egna barn fått säga vad de tycker?", "Prata gärna med dem själva.", _NO),
        ("screens", "Har ni pratat om skärmar, nätet och bilder?", "", ""),
    ),
}
# code, question, help, only families
INTERVIEW: dict[str, tuple[tuple[str, str, str, bool], ...]] = {
    "Varför": (
        ("motive", "Varför vill du göra det här, och varför nu?", "Vems idé var det? Vad tycker de hemma?", False),
        ("expects", "Vad tror du blir roligt, och vad blir svårt?", "", False),
    ),
    "Vardagen": (
        ("everyday", "Hur ser en vanlig vecka ut?", "Arbete, tider, fritid. Var ryms uppdraget?", False),
        ("children", "Hur har era egna barn det, och vad säger de om uppdraget?", "", True),
        ("economy", "Hur är ekonomin och bostaden på några års sikt?", "", True),
    ),
    "Erfarenhet": (
        ("experience", "Vilken erfarenhet har du av barn, unga eller personer med funktionsnedsättning?", "", False),
        ("upbringing", "Hur har du själv haft det när du växte upp?", "Vad vill du göra annorlunda?", False),
    ),
    "Hälsa och kraft": (
        ("health", "Hur mår du, och vad gör du när det blir tungt?", "Sjukdom, sömn, stress, kriser.", False),
        ("alcohol", "Hur ser du på alkohol, droger och spel?", "Egna vanor och i hemmet.", False),
    ),
    "Gränser": (
        ("rules", "Vad gör du när den du möter bryter en överenskommelse?", "Be om exempel. Aldrig aga.", False),
        ("violence", "Har det funnits våld, hot eller polisanmälan i ditt liv?", "Fråga var och en för sig.", False),
    ),
    "Nätverk och samarbete": (
        ("network", "Vilka finns runt dig när du behöver hjälp?", "", False),
        ("parents", "Hur möter du en förälder som är arg, ledsen eller påverkad?", "", False),
        ("difference", "Hur möter du någon med en annan tro, kultur eller sexualitet än din?", "", False),
    ),
    "Uppdraget": (
        ("secrecy", "Vad innebär tystnadsplikten i din vardag?", "Gå igenom sidan i pärmen.", False),
        ("change", "Vad händer om behoven ändras: oftare, färre gånger, eller slut?", "", False),
    ),
}  # fmt: skip
# Asked beside the others where the home is investigated as an emergency home (SoL 22:4): code, question, help
JOUR: tuple[tuple[str, str, str], ...] = (
    ("jour-notice", "Hur gör ni när någon ringer i kväll och ett barn kommer om en timme?", "Arbete, säng, mat."),
    ("jour-children", "Hur blir det för era egna barn när någon flyttar in med kort varsel?", "Fråga dem själva."),
    ("jour-crisis", "Hur möter ni ett barn som är rädd, arg eller rymmer?", "Be om exempel. Vem ringer ni på natten?"),
    ("jour-parents", "Hur håller ni kontakten med barnets föräldrar och skola under jourtiden?", ""),
    ("jour-parting", "Hur gör ni när barnet flyttar, och när det drar ut på tiden?", "Det kan bli längre."),
)  # fmt: skip


def load(using: str = "default") -> None:
    """Put in the questions that are missing; what the city has changed or ended stays as it is."""
    put_in(GuideQuestion, "code", [*_rows()], using)


def load_requirements(using: str = "default") -> None:
    """Put in the lines of the table of requirements that are missing; what the city has changed or ended stays."""
    put_in(RequirementRule, "part", [asdict(rule) for rule in RULES], using)


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for group, questions in VISIT.items():
        rows += [
            {"guide": "visit", "code": code, "group": group, "text": text, "help_text": about, "heed": heed}
            | {"only_families": True}
            for code, text, about, heed in questions
        ]
    for group, talks in INTERVIEW.items():
        rows += [
            {"guide": "interview", "code": f"talk-{code}", "group": group, "text": text, "help_text": about}
            | {"answered": "words", "only_families": only}
            for code, text, about, only in talks
        ]
    rows += [
        {"guide": "interview", "code": f"talk-{code}", "group": "Som jourhem", "text": text, "help_text": about}
        | {"answered": "words", "only_families": True, "only_jour": True}
        for code, text, about in JOUR
    ]
    return [row | {"starts": BROKERAGE_STARTS, "position": 10 * place} for place, row in enumerate(rows, start=1)]


def questions_for(vetting: Vetting, guide: str) -> list[GuideQuestion]:
    """What is asked today of whoever is vetted, in its order."""
    asked = GuideQuestion.objects.on(clock.today()).filter(guide=guide)
    asked = asked if vetting.as_jour else asked.filter(only_jour=False)
    return list(asked if FAMILIES & set(vetting.kinds) else asked.filter(only_families=False))


@dataclass(frozen=True)
class Talk:
    """An interview or a home visit with all that was answered, as the page and a document show it."""

    row: Interview | HomeVisit
    groups: list[tuple[str, list[GuideAnswer]]]

    @property
    def heeded(self) -> list[GuideAnswer]:
        """What whoever decides should take a stand on."""
        return [each for _, answers in self.groups for each in answers if each.is_heeded]


def talks_of(vetting: Vetting) -> list[Talk]:
    """The interviews and home visits of a vetting, with the questions as they were put: one query beside their own."""
    answers = list(GuideAnswer.objects.of(vetting.pk))
    talks: list[Interview | HomeVisit] = [*vetting.interviews.all(), *vetting.visits.all()]
    return [Talk(row, _grouped(each for each in answers if _is_of(each, row))) for row in talks]


def _is_of(answer: GuideAnswer, row: Interview | HomeVisit) -> bool:
    return (answer.interview_id if isinstance(row, Interview) else answer.visit_id) == row.pk


def _grouped(answers: Iterable[GuideAnswer]) -> list[tuple[str, list[GuideAnswer]]]:
    return [(title, list(rows)) for title, rows in groupby(answers, key=lambda each: each.question.group)]

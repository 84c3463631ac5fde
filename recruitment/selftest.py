"""The anonymous self-test before the interest form: a few questions, and words to think about. Pure; nothing is kept.

It measures nothing, and turns nobody away: it says what we would talk about. The questions are practice.
"""

from dataclasses import dataclass

YES, UNSURE, NO = "yes", "unsure", "no"
ANSWERS = ((YES, "Ja"), (UNSURE, "Vet inte"), (NO, "Nej"))


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    help_text: str
    if_unsure: str
    if_no: str


QUESTIONS = (
    Question(
        "time",
        "Har du tid några gånger i månaden, i minst ett år?",
        "Den du möter behöver veta att du kommer.",
        "Fundera på en vanlig månad. På träffen berättar vi hur mycket tid olika uppdrag tar.",
        "Vänta gärna tills du har tid. Det är bättre att börja senare än att sluta snart.",
    ),
    Question(
        "home",
        "Är ni överens hemma?",
        "Också barnen. Bor du ensam svarar du ja.",
        "Prata igenom det med alla hemma. Ta gärna med dem på informationsträffen.",
        "Alla hemma behöver vilja. Som kontaktperson träffar du någon utanför hemmet: det kan passa bättre.",
    ),
    Question(
        "strength",
        "Har du kraft över i vardagen just nu?",
        "Efter en flytt, en skilsmässa eller en sorg kan det vara klokt att vänta ett tag.",
        "Ta upp det när vi ses. Det går bra att anmäla sig nu och börja senare.",
        "Ta hand om dig först. Du är välkommen när det har lugnat sig.",
    ),
    Question(
        "secrecy",
        "Kan du hålla det du får veta för dig själv?",
        "Du får tystnadsplikt, också när uppdraget är slut.",
        "Vi går igenom vad du får säga och till vem.",
        "Tystnadsplikten gäller alla som har ett uppdrag, och utan den går det tyvärr inte.",
    ),
    Question(
        "parents",
        "Kan du möta en förälder som är arg eller ledsen utan att ta strid?",
        "Barnet behöver att ni går att tycka om samtidigt.",
        "Det går att öva på, och du får stöd av oss.",
        "Fråga oss om uppdrag hos vuxna: där möter du sällan föräldrar.",
    ),
    Question(
        "sober",
        "Kan du låta bli alkohol och droger när ni ses?",
        "Det gäller alla hemma.",
        "Prata med oss. Det är en regel som alla uppdrag har.",
        "Alla uppdrag kräver att du är nykter och drogfri när ni ses.",
    ),
    Question(
        "registers",
        "Är det i sin ordning att vi frågar polisen, socialtjänsten och två som känner dig?",
        "Det sker bara med din vetskap. Något gammalt behöver inte vara ett hinder.",
        "Berätta själv när vi ses, så kan vi säga vad det betyder.",
        "Utan kontrollerna kan ingen godkännas. Ring oss gärna och fråga vad vi ser.",
    ),
    Question(
        "stay",
        "Kan du vara kvar när det blir svårt?",
        "Många har blivit lämnade förut.",
        "Ingen vet säkert. Du får handledning, och någon att ringa.",
        "Ett kort uppdrag kan passa dig bättre. Fråga oss.",
    ),
)


def advice(answers: dict[str, str]) -> list[tuple[str, str]]:
    """What to think about, by question; empty when the answer to everything is yes."""
    said = ((each, answers.get(each.code)) for each in QUESTIONS)
    return [(each.text, each.if_no if answer == NO else each.if_unsure) for each, answer in said if answer != YES]


def conclusion(answers: dict[str, str]) -> str:
    """One sentence first, before the advice."""
    if NO in answers.values():
        return "Det finns något att tänka på först. Du är ändå välkommen att höra av dig: vi pratar igenom det."
    if UNSURE in answers.values():
        return "Det kan passa dig. Ta med dina frågor till informationsträffen."
    return "Det låter som att det kan passa dig. Kom och hör mer!"

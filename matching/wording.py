"""What volunteers are written and asked: texts that name nobody but their receiver."""

from dataclasses import dataclass
from datetime import date

from brokerage.pages.wording import day
from matching.sketch import Sketch
from recruitment.models import Volunteer

CITY = "Hälsningar, Stockholms stad"


@dataclass(frozen=True)
class Message:
    """What is written to somebody: as a letter, and as an SMS, which names nobody at all."""

    subject: str
    body: str
    sms: str


def _message(volunteer: Volunteer, subject: str, text: str, *, sms: str) -> Message:
    signed = f"Vänliga hälsningar\n{volunteer.unit.name}\nStockholms stad"
    return Message(subject, f"Hej {volunteer.name}!\n\n{text}\n\n{signed}\n", sms)


def offer_text(need: Sketch) -> str:
    """The question itself, for the linked page: what somebody needs, and not who."""
    lines = [f"Vi söker en {need.intervention} till någon i åldern {need.ages}."]
    if need.district:
        lines.append(f"Stadsdel: {need.district}.")
    lines += [f"Omfattning: {need.extent}.", "", need.words]
    if need.together > 1:
        lines.append(f"Syskon: {need.together} barn tillsammans.")
    if need.important or need.wishes:
        lines += ["", f"Önskemål: {', '.join((*need.important, *need.wishes))}."]
    return "\n".join(lines)


def question(volunteer: Volunteer, address: str, answer_by: date) -> Message:
    """The letter with the link. What it is about stands on the page behind the link alone."""
    text = (
        f"Vi har en förfrågan till er. Läs den och svara ja, nej eller att ni vill bli uppringda:\n\n{address}\n\n"
        f"Länken gäller till och med {day(answer_by)}. Ett nej är helt i sin ordning, och ni är kvar hos oss."
    )
    sms = f"Stockholms stad har en förfrågan till er. Läs och svara senast {day(answer_by)}: {address}"
    return _message(volunteer, "En förfrågan till er", text, sms=sms)


def reminder(volunteer: Volunteer, address: str, answer_by: date) -> Message:
    """Once, shortly before the last day."""
    text = (
        f"Vi väntar på ert svar på en förfrågan. Svara ja, nej eller att ni vill bli uppringda:\n\n{address}\n\n"
        f"Länken gäller till och med {day(answer_by)}. Ett nej är helt i sin ordning."
    )
    sms = f"Påminnelse från Stockholms stad: svara på förfrågan senast {day(answer_by)}: {address}"
    return _message(volunteer, "Påminnelse om vår förfrågan", text, sms=sms)


def thanks(volunteer: Volunteer) -> Message:
    """To those who were asked and not chosen."""
    text = (
        "Tack för att ni ville ställa upp. Den här gången blev det en annan lösning. "
        "Vi hör av oss igen, och ni är kvar hos oss."
    )
    sms = "Tack för att ni ville ställa upp. Den här gången blev det en annan lösning, och vi hör av oss igen. "
    return _message(volunteer, "Tack för att ni ville ställa upp", text, sms=sms + CITY)


def month_to_report(volunteer: Volunteer, address: str, month: str, until: date) -> Message:
    """The link behind which a month is reported. What it is about stands there, and names nobody either."""
    text = (
        f"Här redovisar ni {month}: skriv in när ni har träffats, och skicka in när månaden är slut.\n\n{address}\n\n"
        f"Länken är bara er och gäller till och med {day(until)}. Det går bra från telefonen."
    )
    return _message(volunteer, f"Redovisa {month}", text, sms=f"Redovisa {month} här: {address} {CITY}")


def month_is_over(volunteer: Volunteer, address: str, month: str, cutoff: date) -> Message:
    """A reminder, when the month is over and nothing has come."""
    text = (
        f"Vi har inte fått er redovisning för {month}. Skicka in den här, också om det inte blev något:\n\n{address}"
        f"\n\nKommer den i god tid före {day(cutoff)} betalas ersättningen som vanligt, annars en månad senare."
    )
    sms = f"Vi saknar er redovisning för {month}: {address} {CITY}"
    return _message(volunteer, f"Påminnelse: redovisa {month}", text, sms=sms)


def month_sent_back(volunteer: Volunteer, address: str, month: str) -> Message:
    """Something in a report has to be mended; what it is stands behind the link alone."""
    text = (
        f"Något i er redovisning för {month} behöver rättas. Läs vad det gäller, rätta och skicka in igen:\n\n{address}"
    )
    sms = f"Något i er redovisning för {month} behöver rättas: {address} {CITY}"
    return _message(volunteer, f"Rätta redovisningen för {month}", text, sms=sms)


def meeting(volunteer: Volunteer, what: str) -> Message:
    """That a meeting is booked, moved or off. With whom and where has been said on the telephone."""
    return _message(volunteer, "Om träffen", f"{what} Ring oss om det inte passar.", sms=f"{what} {CITY}")


def told_more(volunteer: Volunteer, address: str, until: date) -> Message:
    """That there is more to read, behind a link. Nothing of it stands in the message."""
    text = (
        f"Tack för att ni vill veta mer. Här kan ni läsa mer inför träffen:\n\n{address}\n\n"
        f"Länken gäller till och med {day(until)} och är bara till för er. Det som står där får ni inte föra vidare."
    )
    sms = f"Här kan ni läsa mer inför träffen, till och med {day(until)}: {address} {CITY}"
    return _message(volunteer, "Mer inför träffen", text, sms=sms)


def agreement(volunteer: Volunteer, address: str, until: date) -> Message:
    """That the agreement waits to be read and confirmed."""
    text = (
        f"Avtalet om uppdraget är klart. Läs det och godkänn det här:\n\n{address}\n\n"
        f"Länken gäller till och med {day(until)} och är bara till för er. Stämmer något inte: ring oss."
    )
    sms = f"Avtalet är klart. Läs och godkänn senast {day(until)}: {address} {CITY}"
    return _message(volunteer, "Avtalet är klart", text, sms=sms)


def agreement_to(name: str, sender: str, address: str, until: date) -> tuple[str, str]:
    """The same to a guardian, or to whom it is about: subject and letter."""
    text = (
        f"Hej {name}!\n\nAvtalet är klart. Läs det och godkänn det här:\n\n{address}\n\n"
        f"Länken gäller till och med {day(until)} och är bara till för dig. Stämmer något inte: ring oss.\n\n"
        f"Vänliga hälsningar\n{sender}\n"
    )
    return "Avtalet är klart", text


def new_secretary(volunteer: Volunteer, name: str, phone: str) -> Message:
    """Whom to call from now on. An SMS names nobody: there it is told that there is a letter or a call to come.

    Nor does the letter where `name` is empty: who keeps the assignment of somebody protected says which district it is.
    """
    reach = f" på {phone}" if phone else ""
    text = "Ni har fått en ny kontakt hos oss, som snart hör av sig till er."
    if name:
        text = f"Från och med nu är {name} er kontakt hos oss, och nås{reach}. {name.split()[0]} hör av sig till er."
    sms = f"Ni har fått en ny kontakt hos oss, som snart hör av sig till er. {CITY}"
    return _message(volunteer, "Ny kontakt hos oss", text, sms=sms)


def appointed(volunteer: Volunteer) -> Message:
    """To whoever is appointed."""
    text = (
        "Nu är det klart: ni är utsedda för uppdraget som vi har talat om. "
        "Kontaktsekreteraren hör av sig om avtalet och den första träffen."
    )
    sms = "Ni är utsedda för uppdraget som vi har talat om. Kontaktsekreteraren hör av sig. "
    return _message(volunteer, "Ni är utsedda", text, sms=sms + CITY)

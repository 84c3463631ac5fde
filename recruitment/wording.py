"""The letters of recruitment: plain Swedish, naming nobody but the receiver."""

from datetime import date, datetime

from brokerage import clock
from brokerage.organisation.fields import words
from brokerage.pages.wording import day, day_long
from recruitment.models import Enquiry, InformationMeeting, InterestLetter, Reference, Training, Vetting, Volunteer
from recruitment.requirements import Kind

_CLOSING = "Vänliga hälsningar\n{unit}\nStockholms stad"


def _letter(name: str, text: str, unit: str) -> str:
    return f"Hej {name}!\n\n{text}\n\n{_CLOSING.format(unit=unit)}\n"


def thanks(enquiry: Enquiry) -> tuple[str, str]:
    """Subject and body: the enquiry has come, and when somebody calls."""
    text = (
        f"Tack för att du vill ställa upp. Vi hör av oss senast {day(enquiry.next_contact_on)}.\n\n"
        "Först bjuder vi in till en informationsträff. Vill du gå vidare efter den gör vi en utredning: "
        "vi träffas, talar med två referenser och gör registerkontroller. Du behöver inte skicka något utdrag nu."
    )
    return "Tack för din intresseanmälan", _letter(enquiry.name, text, enquiry.unit.name)


def _moment(value: datetime) -> str:
    local = value.astimezone(clock.STOCKHOLM)
    return f"{day_long(local)} kl. {local:%H.%M}"


def _when(meeting: InformationMeeting) -> str:
    local = meeting.starts_at.astimezone(clock.STOCKHOLM)
    return f"{day_long(local)} kl. {local:%H.%M}"


def invitation(enquiry: Enquiry, meeting: InformationMeeting, page: str) -> tuple[str, str]:
    """Subject and body: when and where, and where to say yes, no or another day."""
    kind = "ett samtal" if meeting.is_single else "en informationsträff"
    text = f"Välkommen till {kind} {_when(meeting)}.\n\n{_where(meeting, page)}"
    return "Välkommen till informationsträff", _letter(enquiry.name, text, enquiry.unit.name)


def seated(enquiry: Enquiry, meeting: InformationMeeting, page: str) -> tuple[str, str]:
    """Subject and body: the waiting list has come to you."""
    text = f"Det har blivit en plats ledig på informationsträffen {_when(meeting)}.\n\n{_where(meeting, page)}"
    return "Du har fått en plats på informationsträffen", _letter(enquiry.name, text, enquiry.unit.name)


def reminder(enquiry: Enquiry, meeting: InformationMeeting, page: str) -> tuple[str, str]:
    """Subject and body: soon, when and where."""
    kind = "Samtalet" if meeting.is_single else "Informationsträffen"
    text = f"{kind} är {_when(meeting)}.\n\n{_where(meeting, page)}"
    return f"Påminnelse: {kind.lower()} är snart", _letter(enquiry.name, text, enquiry.unit.name)


def _where(meeting: InformationMeeting, page: str) -> str:
    return (
        f"Plats: {meeting.place}\n\n"
        f"Svara om du kommer, välj en annan dag eller lägg träffen i din kalender:\n{page}\n\n"
        "Du kan också svara på brevet eller ringa oss."
    )


def cancelled(enquiry: Enquiry, meeting: InformationMeeting) -> tuple[str, str]:
    """Subject and body: the meeting does not take place, and somebody calls."""
    what, is_off = ("Samtalet", "är inställt") if meeting.is_single else ("Informationsträffen", "är inställd")
    text = f"{what} {_when(meeting)} {is_off}.\n\nVi hör av oss snart, så hittar vi en annan tid."
    return f"{what} {is_off}", _letter(enquiry.name, text, enquiry.unit.name)


def training_invitation(volunteer: Volunteer, training: Training, address: str) -> tuple[str, str]:
    """Subject and body: would you like to come? Answered behind the link."""
    text = (
        f"Vi bjuder in till «{training.title}» {_moment(training.starts_at)}.\n\nPlats: {training.place}\n\n"
        f"Läs mer och svara här:\n\n{address}"
    )
    return f"Inbjudan: {training.title}", _letter(volunteer.name, text, training.unit.name)


def training_waiting(volunteer: Volunteer, training: Training) -> tuple[str, str]:
    """Subject and body: all seats are taken, and you wait for one."""
    text = (
        f"Alla platser på «{training.title}» {_moment(training.starts_at)} är tagna just nu. Du står på väntelistan, "
        "och får ett brev om en plats blir ledig. Säg till oss om du inte vill vänta."
    )
    return f"På väntelistan: {training.title}", _letter(volunteer.name, text, training.unit.name)


def training_freed(volunteer: Volunteer, training: Training) -> tuple[str, str]:
    """Subject and body: a seat is free, and it is yours."""
    _, body = training_seat(volunteer, training)
    return f"En plats blev ledig: {training.title}", body


def training_seat(volunteer: Volunteer, training: Training) -> tuple[str, str]:
    """Subject and body: you have a seat."""
    text = (
        f"Du är anmäld till «{training.title}» {_moment(training.starts_at)}.\n\nPlats: {training.place}\n\n"
        "Säg till oss om du får förhinder, så kan någon annan få platsen."
    )
    return f"Du är anmäld: {training.title}", _letter(volunteer.name, text, training.unit.name)


def training_cancelled(volunteer: Volunteer, training: Training) -> tuple[str, str]:
    """Subject and body: it does not take place."""
    text = f"«{training.title}» {_moment(training.starts_at)} är inställd. Vi hör av oss om ett nytt tillfälle."
    return f"Inställt: {training.title}", _letter(volunteer.name, text, training.unit.name)


def training_evaluation(volunteer: Volunteer, training: Training, address: str) -> tuple[str, str]:
    """Subject and body: what was it worth?"""
    text = f"Tack för att du var med på «{training.title}». Berätta gärna vad du tyckte:\n\n{address}"
    return "Vad tyckte du?", _letter(volunteer.name, text, training.unit.name)


def mentor_card(volunteer: Volunteer, address: str, until: date) -> tuple[str, str]:
    """Subject and body: there is a mentor; who it is stands behind the link alone."""
    text = (
        "Nu har du en mentor: någon som har haft uppdrag länge och som du får ringa när du vill. "
        f"Kontaktkortet finns här:\n\n{address}\n\nLänken gäller till och med {day(until)}. Skriv av numret."
    )
    return "Din mentor", _letter(volunteer.name, text, volunteer.unit.name)


def binder(volunteer: Volunteer, address: str, until: date) -> tuple[str, str]:
    """Subject and body: read the binder, and confirm it."""
    text = (
        "I informationspärmen står det som du behöver veta om uppdraget: tystnadsplikt, vad du gör om något händer, "
        f"ersättning, försäkring och viktiga telefonnummer. Läs den och bekräfta här:\n\n{address}\n\n"
        f"Länken gäller till och med {day(until)}."
    )
    return "Informationspärmen", _letter(volunteer.name, text, volunteer.unit.name)


def data_question(volunteer: Volunteer, address: str, answer_by: date) -> tuple[str, str]:
    """Subject and body: is what we know still right? What it is stands behind the link alone."""
    text = (
        "Vi vill gärna att det som vi vet om er stämmer. Läs igenom och rätta det som har ändrats:\n\n"
        f"{address}\n\nLänken gäller till och med {day(answer_by)}. Hör av er om något är oklart."
    )
    return "Stämmer era uppgifter?", _letter(volunteer.name, text, volunteer.unit.name)


def investigation_to_read(vetting: Vetting, address: str, answer_by: date) -> tuple[str, str]:
    """Subject and body: read what we have written about you; the text itself stands behind the link alone."""
    text = (
        "Vi har sammanställt utredningen. Läs igenom den, och godkänn den eller skriv vad som inte stämmer:\n\n"
        f"{address}\n\nLänken gäller till och med {day(answer_by)}. Dela den inte med någon annan. "
        "Vill ni hellre läsa på papper, eller gå igenom den tillsammans med oss, så ring."
    )
    return "Läs igenom din utredning", _letter(vetting.volunteer.name, text, vetting.unit.name)


def approved(vetting: Vetting) -> tuple[str, str]:
    """Subject and body: the approval, its scope and how long it holds."""
    scope = words(Kind, vetting.scope_kinds).lower()
    if vetting.purpose == Vetting.Purpose.NAMED:
        which = "Godkännandet gäller det uppdrag som du är föreslagen till, och till och med"
        then = "Vi hör av oss om hur det går vidare."
    else:
        which = "Godkännandet gäller till och med"
        then = "När det finns ett uppdrag som kan passa hör vi av oss och frågar. Du väljer själv om du vill tacka ja."
    text = f"Vi har godkänt dig som {scope}. {which} {day(vetting.scope_valid_until)}.\n\n{then}"
    return "Du är godkänd", _letter(vetting.volunteer.name, text, vetting.unit.name)


def still_interested(asked: InterestLetter, page: str) -> tuple[str, str]:
    """Subject and body: the quarterly question, with the page where it is answered."""
    if asked.enquiry:
        since = "Du har hört av dig till oss och vill ställa upp för någon annan. Det är vi glada för."
    else:
        since = "Du är godkänd hos oss och väntar på ett uppdrag. Det är vi glada för."
    text = (
        f"{since} Nu vill vi veta om du fortfarande är intresserad.\n\n"
        f"Svara med ett klick senast {day(asked.answer_by)}:\n{page}\n\n"
        "Svarar du inte ringer vi dig i stället."
    )
    return "Är du fortfarande intresserad?", _letter(asked.who.name, text, asked.unit.name)


def recommend(volunteer: Volunteer, page: str) -> tuple[str, str]:
    """Subject and body: the link to pass on."""
    text = (
        "Känner du någon som också skulle kunna ställa upp? Skicka gärna den här länken vidare:\n\n"
        f"{page}\n\nDen som anmäler sig får mer att veta på en informationsträff och binder sig inte till något."
    )
    return "Tipsa någon du känner", _letter(volunteer.name, text, volunteer.unit.name)


def reference_asked(reference: Reference, page: str, *, again: bool) -> tuple[str, str]:
    """Subject and body: a question about somebody who is not named, since anybody may read the mailbox."""
    subject = "Påminnelse: du är uppgiven som referens" if again else "Du är uppgiven som referens"
    text = (
        "Någon som vill ställa upp för barn, unga eller vuxna i Stockholm har uppgett dig som referens, och har sagt "
        f"till dig om det. Vi skriver inte vem i ett brev.\n\nSvara här, det tar några minuter:\n{page}\n\n"
        "Vill du hellre prata ringer vi gärna upp dig. Vet du inte vem det gäller kan du bortse från brevet."
    )
    return subject, _letter(reference.name, text, reference.unit.name)

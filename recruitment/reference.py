"""The binder as it begins, what a contact person or family needs to know, and the library of routines.

Sources: SoL (2025:400) 13:7, 19:1 and 27 kap.; LSS 9 § and 24 a–; OSL 26:1. Telephone numbers are the national ones;
the city's own are filled in by Resursteamen.
"""

from brokerage import clock, names
from brokerage.organisation.models import Unit
from brokerage.organisation.reference import BROKERAGE, put_in
from recruitment.models import BinderPage, Routine
from recruitment.routine_texts import ROUTINES

PAGES: tuple[tuple[str, str, str], ...] = (
    # code, title, text
    (
        "role",
        "Ditt uppdrag",
        """Du är kontaktperson, kontaktfamilj eller korttidsfamilj på uppdrag av socialnämnden. Uppdraget bygger på ett beslut om just den person som du möter, och på att hen själv (och för ett barn vårdnadshavarna) vill det.

Du är en medmänniska, inte behandlare. Det viktigaste är att du är någon att lita på: att du kommer när du har sagt det, och hör av dig när det inte går.

## Du är uppdragstagare
- Du är inte anställd. Du har ett avtal om uppdraget, med vad som ingår, ersättning och uppsägningstid.
- Uppdraget kan ändras när behoven ändras. Då ändras först beslutet, och sedan avtalet.
- Du får säga nej. Ett nej till en förfrågan påverkar inte att du blir tillfrågad igen.

## Vad vi förväntar oss
- Att du följer genomförandeplanen och berättar när något i den inte stämmer med vardagen.
- Att du berättar för oss om något ändras hemma hos dig: någon flyttar in eller ut, ett husdjur, en ny adress, sjukdom.
- Att du är nykter och drogfri när ni ses, och att hemmet är tryggt.
- Att du inte lägger ut bilder eller skriver om den du möter i sociala medier.""",
    ),
    (
        "secrecy",
        "Tystnadsplikt",
        """Du har tystnadsplikt om allt som du får veta om den du möter och om familjen. Den gäller mot alla: din egen släkt, skolan, grannar, föreningen. Den gäller också när uppdraget är slut.

## I vardagen
- Berätta inte för andra varför barnet är hos er. Kom överens med barnet och föräldrarna om vad ni säger, till exempel «en vän till familjen».
- Skriv inga namn i sms och e-post om det går att låta bli.
- Förvara avtal, planer och anteckningar så att ingen annan kommer åt dem. Lämna tillbaka dem när uppdraget är slut.
- Vill någon annan veta något (skola, vård, polis): hänvisa till handläggaren. I en nödsituation lämnar du det som behövs för att hjälpa.

## Skyddade personuppgifter
Har den du möter skyddade personuppgifter får du särskilda råd av oss. Lämna aldrig ut adress, skola eller tider, och ta inga bilder.""",
    ),
    (
        "duty-to-report",
        "När du blir orolig",
        """Blir du orolig för att ett barn far illa ska du berätta det för oss samma dag. Du behöver inte vara säker, och du ska inte utreda själv. Vi tar emot det och den som ansvarar bedömer det genast.

## Gör så här
- Är det akut: ring 112.
- Ring din kontaktsekreterare eller handläggaren. Når du ingen: ring stadsdelens socialtjänst, och på kvällar och helger socialjouren.
- Skriv ned vad du har sett och hört, med barnets egna ord och tid och plats. Ställ inga ledande frågor.
- Lova aldrig ett barn att inte berätta. Säg att du måste prata med någon som kan hjälpa.

## Om något går fel i insatsen
Ser du ett missförhållande i insatsen, eller en risk för ett, berättar du det också. Det kallas lex Sarah och finns för att vi ska kunna rätta till det. Den som berättar får inte drabbas av det.""",
    ),
    (
        "extra-time",
        "Mer tid än avtalat",
        """Ibland behövs mer tid än vad som står i avtalet: ett lov, en sjukdom, en kris hemma.

- Den som behöver mer tid, till exempel en förälder, kontaktar handläggaren. Inte dig.
- Handläggaren fattar först ett beslut. Sedan frågar vi dig om du kan.
- Utan beslut finns ingen ersättning, och försäkringen kan vara osäker.
- Blir det akut och du redan har barnet hos dig: se till att barnet är tryggt, och ring oss så snart du kan.

Ska barnet bo hos er en tid i en kris kan det vara en jourplacering. Då måste hemmet vara utrett för det i förväg.""",
    ),
    (
        "compensation",
        "Ersättning",
        """Ersättningen har två delar. Arvodet är för ditt arbete och är skattepliktigt. Omkostnadsersättningen ska täcka det som uppdraget kostar, till exempel mat, resor i vardagen, fritid och slitage.

- Beloppen står i avtalet och följer de rekommendationer som stadsdelen tillämpar.
- Du redovisar tider och dygn varje månad. Utbetalningen kommer månaden efter.
- Större utgifter, till exempel en resa eller en utrustning, kommer ni överens om med handläggaren i förväg och skriftligt.
- Omkostnadsersättningen tas upp i deklarationen. Skatteverket har råd till den som är kontaktfamilj.
- Ställs en träff in sent gäller det som står i avtalet.""",
    ),
    (
        "insurance",
        "Försäkring",
        """Kommunen har en försäkring för uppdrag. Vad den täcker, och självrisken, får du besked om av din kontaktsekreterare innan uppdraget börjar.

- Din egen hemförsäkring gäller också. Berätta för ditt försäkringsbolag att du har uppdraget.
- Barnet är försäkrat genom staden vid olycksfall. Fråga oss om vilken försäkring som gäller.
- Kör du bil i uppdraget ska den vara försäkrad och barnet ha rätt skydd.

## Om något har skett
- Se till att alla får den hjälp de behöver.
- Fotografera skadan och spara kvitton.
- Anmäl skadan till kontaktsekreteraren samma vecka: vad som hände, när, vad det kostar och vem som såg det.""",
    ),
    (
        "support",
        "Stöd till dig",
        """Du ska aldrig behöva vara ensam med något svårt i uppdraget.

- Din kontaktsekreterare hör av sig regelbundet, och du får ringa däremellan.
- Grupphandledning: några gånger per termin träffas uppdragstagare och pratar om det som är svårt och det som är roligt.
- Fortbildning: grundutbildning, föreläsningar och temakvällar. Du får inbjudan i brev och anmäler dig genom länken.
- Mentor: den som är ny kan få en erfaren uppdragstagare att ringa när som helst.
- Egna barn: prata med dem om uppdraget. De har också tystnadsplikt i sak, och de får säga när det blir för mycket. Vi frågar gärna hur de har det.
- Paus: du får ta en paus. Säg till i tid så att den du möter hinner förberedas.""",
    ),
    (
        "what-if",
        "Vad gör jag om …",
        """## Barnet skadar sig eller blir sjukt
Ge första hjälpen. Ring 112 om det är akut, annars 1177. Ring sedan vårdnadshavarna, och berätta för oss nästa vardag. Akut vård får barnet alltid.

## Barnet behöver medicin
Ge bara det som vårdnadshavarna har lämnat skriftligt: vad, hur mycket och när. Receptfritt mot feber eller allergi ger du om de har sagt ja. För att hämta ut medicin behöver du fullmakt.

## Barnet rymmer eller kommer inte
Leta i närheten, ring barnet och vårdnadshavarna. Är du orolig: ring polisen på 112 eller 114 14, och sedan oss eller socialjouren.

## En förälder kommer påverkad för att hämta
Lämna inte barnet i en bil med en påverkad förare. Ring socialjouren, och polisen om det blir hotfullt. Du ska inte stå emot med kroppen.

## Barnet vill inte åka hem
Lyssna och lugna. Ring vårdnadshavaren, och oss om barnet berättar något som gör dig orolig.

## Föräldern vill ha mer hjälp av dig
Hänvisa vänligt till avtalet: det står där vad som ingår. Be dem prata med handläggaren.

## Jag vill klippa håret, resa, bada eller ta bilder
Fråga vårdnadshavaren först, och skriv upp svaret. En resa utomlands bestäms alltid i förväg med handläggaren.

## Jag blir själv sjuk
Ring den du skulle träffa, eller föräldern, och oss om det blir mer än en gång.""",
    ),
    (
        "phone-numbers",
        "Viktiga telefonnummer",
        """- Akut fara för liv, hälsa eller egendom: 112. Där når du också socialjouren.
- Polis, inte akut: 114 14
- Sjukvårdsrådgivning: 1177
- Giftinformation, inte akut: 010-456 67 00. Akut: 112
- Bris, för barn: 116 111
- Bris vuxentelefon, om barn: 077-150 50 50
- Kvinnofridslinjen: 020-50 50 50
- Självmordslinjen (Mind): 90101

## Våra egna nummer
Din kontaktsekreterare, handläggaren och stadsdelens socialtjänst står i ditt avtal. Skriv dem här när du skriver ut pärmen:

Kontaktsekreterare:

Handläggare:

Socialjouren kvällar och helger:""",
    ),
)


def load(using: str = "default") -> None:
    """Put in the pages and routines that are missing; what Resursteamen have changed stays as it is."""
    unit = Unit.objects.using(using).filter(name=BROKERAGE).first()
    if unit is None:
        return
    rows = [
        {"code": code, "unit": unit, "title": title, "text": text, "position": place, "changed_on": clock.today()}
        for place, (code, title, text) in enumerate(PAGES)
    ]
    put_in(BinderPage, "code", rows, using)
    routines = [
        {
            "code": code,
            "unit": unit,
            "kind": kind,
            "phase": phase,
            "title": title,
            "name_key": names.key(title),
            "text": text,
            "changed_on": clock.today(),
        }
        for code, kind, phase, title, text in ROUTINES
    ]
    put_in(Routine, "code", routines, using)

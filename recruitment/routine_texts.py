"""The library of routines as it begins: code, form, phase, title and text. Resursteamen make it their own.

Sources: SoL (2025:400) 11:1, 13:7, 19:1 and 22 kap.; LSS (1993:387) 9 and 9 f §§; OSL (2009:400) 26:1. Lists and questions
are working material for social services, and none of them is prescribed by law in these words.
"""

ROUTINES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "from-enquiry-to-approval",
        "checklist",
        "recruiting",
        "Från intresseanmälan till godkännande",
        """För den som tar emot en intresseanmälan. Kryssa av, så att nästa person ser hur långt ni har kommit.

## De första fem dagarna
[] Ring eller skriv. Den som har hört av sig ska veta vem som är deras kontakt.
[] Berätta kort om uppdragen, om ersättning och om vad en utredning innebär.
[] Bjud in till nästa informationsträff, och boka en dag då du hör av dig igen.

## Före utredningen
[] Har de varit på en träff, och vill de fortfarande?
[] Vilka bor i hemmet? Vilka slags uppdrag passar, och vilka gör det inte?
[] Har alla vuxna fått veta vilka registerkontroller som görs, och av vem?

## Utredningen
[] Registerkontroll enligt det som gäller för uppdraget. Bara utfallet antecknas, aldrig utdraget.
[] Två referenser, minst en som har sett den sökande med barn när uppdraget gäller ett barn.
[] Intervju med varje vuxen, och ett gemensamt samtal.
[] Hembesök när uppdraget ska utföras i hemmet. Tala också med barnen som bor där.

## Beslut och start
[] Förslag till godkännande, med vad det gäller och eventuella villkor.
[] Någon annan än utredaren godkänner.
[] Brev om beslutet, informationspärmen och en första fortbildning.""",
    ),
    (
        "letter-want-to-know-more",
        "letter",
        "recruiting",
        "Svar till den som vill veta mer",
        """Hej!

Tack för att du hörde av dig. Att vara kontaktperson, kontaktfamilj eller korttidsfamilj är att ge av sin vanliga vardag till någon som behöver fler vuxna omkring sig.

## Så går det till
- Vi ses på en informationsträff. Den tar omkring en timme och binder dig inte till något.
- Vill du gå vidare gör vi en utredning: samtal, referenser, registerkontroll och ofta ett hembesök.
- När du är godkänd frågar vi dig om ett uppdrag som vi tror passar. Du får alltid säga nej.

## Vad du får
- Arvode, och ersättning för det som uppdraget kostar.
- En kontaktsekreterare som du kan ringa, fortbildning och träffar med andra.

Nästa informationsträff: ____________________

Hälsningar

____________________
____________________ stadsdelsförvaltning""",
    ),
    (
        "reference-questions",
        "guide",
        "vetting",
        "Frågor till referenser",
        """Berätta först varför du ringer, att den sökande själv har lämnat namnet, och att referensens svar kan läsas av den sökande.

## Om relationen
- Hur länge har ni känt varandra, och hur ofta ses ni?
- I vilka sammanhang har du sett den sökande tillsammans med barn, unga eller någon som behöver stöd?

## Om personen
- Hur beskriver du den sökande för någon som aldrig har träffat hen?
- Hur gör den sökande när något inte blir som det var tänkt? Ge gärna ett exempel.
- Hur är det att vara av annan åsikt än den sökande?
- Vad tror du blir svårast i ett uppdrag?

## Om hemmet och vardagen
- Vad vet du om hur hemmet fungerar till vardags, och om alkohol och andra droger där?
- Finns det något som gör dig tveksam? Skulle du lämna ditt eget barn där en helg?

## Till sist
- Är det något vi borde ha frågat?""",
    ),
    (
        "outline-of-a-vetting",
        "outline",
        "vetting",
        "Disposition för en utredning av uppdragstagare",
        """Skriv det som behövs för att bedöma uppdraget, och inte mer. Skilj på vad den sökande har sagt, vad andra har sagt och vad du själv bedömer.

## 1. Vad utredningen gäller
Uppdrag, målgrupp, och om den gäller poolen eller en namngiven person.

## 2. Hur den har gjorts
Samtal, hembesök, referenser och registerkontroller, med dag och vem som har gjort dem. Om kontrollerna bara utfall.

## 3. Familjen och hemmet
Vilka som bor där. Bostaden. Barnens röst. Djur, trappor, vatten, trafik.

## 4. Erfarenheter och drivkraft
Egen uppväxt, arbete, tidigare uppdrag. Varför nu?

## 5. Förmåga
Att se någon annans behov, att samarbeta med föräldrar och nätverk, att sätta gränser, att be om hjälp.

## 6. Risker och hur de möts
Belastning, konflikter, hälsa, ekonomi. Vad talar emot?

## 7. Bedömning och förslag
Godkänns för: ____________________
Villkor: ____________________
Behöver stöd i: ____________________""",
    ),
    (
        "before-the-first-meeting",
        "guide",
        "preparing",
        "Samtal inför det första mötet",
        """Håll samtalet med uppdragstagaren när den enskilde har sagt ja till att träffas.

## Det ni vet
- Vad har den enskilde själv berättat, och vad vill hen att ni ska veta?
- Vad är viktigast för hen den första gången?

## Det som är praktiskt
- Var ses ni, vem hämtar, vem är med, hur länge?
- Mat, allergi, medicin, sömn, skärmar, husdjur.
- Vem ringer ni om något händer, dagtid och på kvällen?

## Det som kan bli svårt
- Vad gör ni om hen inte vill stanna?
- Hur talar ni med föräldrarna, och om vad?
- Vad berättar ni för era egna barn?

## Efteråt
- Vi hörs samma vecka. Båda sidor får säga hur det kändes, var för sig.""",
    ),
    (
        "introduction-agreement",
        "agreement",
        "preparing",
        "Överenskommelse om inskolning",
        """Mellan den enskilde eller vårdnadshavarna, uppdragstagaren och ____________________ stadsdelsförvaltning. Den kompletterar avtalet om uppdraget, och ersätter det inte.

## Inskolningen
- Första mötet den ____________________, plats ____________________
- Andra mötet den ____________________
- Första övernattningen tidigast den ____________________, om alla tycker att det är rätt.
- Uppföljning den ____________________

## Vi är överens om
[] hur vi når varandra, och när
[] vem som hämtar och lämnar
[] vad som gäller för mat, sömn, medicin, skärmar och bad
[] att bilder på den enskilde inte läggs ut
[] att uppdragstagaren har tystnadsplikt, också när uppdraget är slut
[] att var och en kan säga att det inte fungerar, utan att det blir någons fel

Underskrifter

____________________

____________________

____________________""",
    ),
    (
        "first-year",
        "routine",
        "supporting",
        "Uppföljning under det första året",
        """## Syfte
Ett uppdrag som får stöd från början håller längre. Rutinen säger vem som hör av sig, och när.

## Ansvar
- Kontaktsekreteraren stödjer uppdragstagaren och följer upp uppdraget.
- Handläggaren följer upp insatsen med den enskilde och vårdnadshavarna.
- Enhetschefen ser till att någon tar över när en kollega är borta.

## Så gör vi
- Efter första mötet: samtal samma vecka, med båda sidor var för sig.
- Efter en månad: besök eller samtal. Fungerar tider, resor och ersättning?
- Efter tre månader: gemensam uppföljning mot genomförandeplanen. Barnet får komma till tals i enrum.
- Var åttonde vecka därefter: samtal med uppdragstagaren.
- Efter ett år: omprövning. Behövs insatsen, och är omfattningen rätt?

## Vid oro
Misstanke om att ett barn far illa anmäls samma dag till mottagningen (19 kap. 1 § socialtjänstlagen). Missförhållanden rapporteras enligt lex Sarah.""",
    ),
    (
        "when-an-assignment-ends",
        "checklist",
        "supporting",
        "När ett uppdrag slutar",
        """[] Varför slutar det? Skriv det med uppdragstagarens och den enskildes egna ord, var för sig.
[] Är beslutet kvar? Då är insatsen avbruten, och klockan går: börja söka på nytt samma vecka.
[] Ett sista möte där de får ta adjö, om de vill.
[] Nycklar, kläder, lån och bilder lämnas tillbaka.
[] Sista månaden redovisad, granskad och attesterad.
[] Tacka skriftligt. Fråga om de vill vara kvar i poolen, och när ni får höra av er.
[] Vad lärde vi oss till nästa gång?""",
    ),
    (
        "criteria-sol",
        "criteria",
        "deciding",
        "Kriterier: kontaktperson och kontaktfamilj enligt socialtjänstlagen",
        """Insatsen är frivillig och ges alltid efter en individuell bedömning (11 kap. 1 och 5 §§ och 13 kap. 7 § socialtjänstlagen). Kriterierna är till för att lika behov ska bedömas lika. De avgör ingenting av sig själva.

## Insatsen kan passa när
- barnet, den unge eller den vuxne behöver en vuxen utanför familjen, eller ett hem till, under en tid
- föräldern behöver avlastning för att orka, eller tid att öva på det som är svårt
- behovet kan mötas av en lekman, med stöd och handledning
- den enskilde vill, och de som ska samtycka gör det

## En annan insats behövs när
- barnet far illa hemma och inte kan vänta: då utreds skyddet först
- behovet kräver behandling, eller mer än en lekman kan bära
- det som behövs är tillsyn, skola eller vård som någon annan är skyldig att ge

## Att tänka igenom före beslutet
[] Vad har barnet eller den enskilde själv sagt, och har de förstått vad insatsen är?
[] Vad ska bli bättre för just den här personen, och hur märks det?
[] Har andra insatser prövats, och vilka pågår?
[] Finns någon i nätverket som kan vara kontaktperson?
[] Hur ofta, hur länge, och när följs det upp?
[] Är behovet tyngre än en lekman kan bära? Tala med enhetschefen.
[] Finns syskon? Varje barn bedöms för sig.""",
    ),
    (
        "criteria-lss",
        "criteria",
        "deciding",
        "Kriterier: kontaktperson och korttidsfamilj enligt LSS",
        """Den som omfattas av lagen har rätt till insatsen om behovet finns och inte tillgodoses på annat sätt (7 och 9 §§ LSS). Insatsen ges bara på begäran (8 §). Kriterierna avgör ingenting av sig själva.

## Kontaktperson (9 § 4)
- den enskilde saknar någon att göra saker med, eller behöver stöd för att komma ut bland andra
- sällskapet i sig är syftet: det behöver inte leda till något mer

## Korttidsvistelse i familj (9 § 6)
- den enskilde behöver miljöombyte och rekreation, eller de närstående avlösning
- familjen kan ge den omvårdnad som behövs

## Att tänka igenom före beslutet
[] Hör personen till någon av lagens tre personkretsar (1 §)?
[] Vem begär insatsen, och är det rätt person enligt 8 §?
[] Vad vill den enskilde själv, och hur har ni fått veta det?
[] Tillgodoses behovet redan på annat sätt?
[] Är goda levnadsvillkor nådda med den omfattning som begärs?
[] Har en individuell plan erbjudits (10 §)?
[] När gås insatsen igenom nästa gång?""",
    ),
)

"""What surrounds the vettings of the demo city: texts that volunteers have read, an exemption, colleagues who help."""

from datetime import timedelta

from brokerage.access import Actor, Link
from brokerage.demo.builder import Builder
from recruitment.models import Vetting
from recruitment.problems import task_list
from recruitment.workflow import colleagues, compilations, exemptions

ANSWERS = (None, "agree", "object")


def build(builder: Builder) -> None:
    """Of Rut's proposed vettings one is not answered, one is approved, and in one something is wrong."""
    rut, anna, tove = (builder.acting(key) for key in ("rut", "anna", "tove"))
    led = Vetting.objects.filter(investigator=rut.user, volunteer__protection="none").exclude(consent_on=None)
    proposed = led.proposed().exclude(volunteer__email="").order_by("pk")
    for vetting, answer in zip(proposed[: len(ANSWERS)], ANSWERS, strict=False):
        with builder.on(builder.back(1)):
            version = compilations.send(compilations.put_together(by=rut, vetting=vetting), by=rut)
        link = Actor.by_link(Link("compilations.answer", version.pk, builder.today))
        if answer == "agree":
            compilations.agree(version, by=link)
        elif answer == "object":
            compilations.object_to(version, by=link, words="Vi har två hundar, inte en. Och en av oss arbetar natt.")
    opened = list(led.open().order_by("pk")[:2])
    until = builder.today + timedelta(days=21)
    if opened:
        question = "Räcker det med en intervju till, eller ska jag boka ett hembesök först?"
        colleagues.ask(by=rut, vetting=opened[0], part="reader", person=tove.user, ends=until, question=question)
        disa, reason = builder.acting("disa"), "De är nyinflyttade till Sverige; arbetsgivaren är utförligt tillfrågad."
        if any(part.code == "reference" and part.missing for part in task_list(opened[-1])):
            exemptions.exempt(opened[-1], by=disa, part="reference", reason=reason)
    named = Vetting.objects.filter(investigator=anna.user).open().order_by("-pk").first()
    if named:
        lent = {"part": "investigator", "ends": until, "question": "Vi har ingen tid före jul. Kan du göra hembesöket?"}
        colleagues.ask(by=anna, vetting=named, person=rut.user, **lent)

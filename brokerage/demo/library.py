"""The library of routines in the demo city: Bromma has copies of its own, and one original has changed since."""

from brokerage.demo.builder import Builder
from recruitment.models import Routine
from recruitment.workflow import routines


def build(builder: Builder) -> None:
    anna, rut = builder.acting("anna"), builder.acting("rut")
    originals = {each.code: each for each in Routine.objects.exclude(code=None).select_related("unit")}
    with builder.on(builder.back(30)):
        for code in ("reference-questions", "first-year"):
            mine = routines.copy(by=anna, original=originals[code], unit=builder.units["Bromma"])
        for code in ("criteria-sol", "criteria-lss"):
            routines.edit(originals[code], by=rut, is_public=True)
    with builder.on(builder.back(25)):
        title = "Uppföljning under det första året i Bromma"
        routines.edit(mine, by=anna, title=title, why="Vårt namn på rutinen.")
    with builder.on(builder.back(3)):
        before = originals["first-year"]
        text = before.text.replace(
            "- Efter ett år:", "- Efter sex månader: gemensamt samtal om hur länge.\n- Efter ett år:"
        )
        routines.edit(before, by=rut, text=text, why="Ett samtal efter sex månader.")

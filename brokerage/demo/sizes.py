"""How large a demo city is. The whole one has the customer's caseload of 2012; the tests build a hundredth of it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Size:
    """Counts for the whole city. What is put in at once can be multiplied; what the cast does by steps can not."""

    lss: int = 1400  # cases by LSS
    iof: int = 800  # children and young people by SoL
    sp: int = 120  # adults in social psychiatry
    enquiries: int = 600  # put in at once, beside those that the cast has taken by steps
    free_people: int = 60  # contact persons in the city's pool who have no assignment
    free_families: int = 3
    sales: int = 52  # assignments that the brokerage has sold in a year
    most_of_a_stage: int = 22  # of the cast's own recruits, in any one stage
    desks: int = 3  # of the cast's three districts and areas, in how many somebody searches
    brokered: int = 16  # searches of the brokerage that have not ended yet

    def times(self, scale: int) -> "Size":
        """The same city with so many times the caseload, the pool and the enquiries."""
        grows = ("lss", "iof", "sp", "enquiries", "free_people", "free_families")
        return replace(self, **{name: getattr(self, name) * scale for name in grows})

    @property
    def cases(self) -> dict[str, int]:
        return {"LSS": self.lss, "IoF": self.iof, "SP": self.sp}


WHOLE = Size()
SMALL = Size(
    lss=60,
    iof=60,
    sp=10,
    enquiries=12,
    free_people=4,
    free_families=1,
    sales=3,
    most_of_a_stage=1,
    desks=1,
    brokered=4,
)

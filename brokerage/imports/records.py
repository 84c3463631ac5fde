"""What a row of each sheet says, once it is read: plain values, units by name, people by e-mail, words by code."""

from dataclasses import dataclass, field
from datetime import date

from brokerage import names
from decisions.states import DecisionState
from matching.states import AssignmentState


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit; one that is there already stays as it is."""

    name: str
    kind: str = "district"
    starts: date
    ends: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult of a volunteer's home. The first one applies, the second applies with them."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerRow:
    """An approved volunteer. `reference` is the unit's own name for them, unique in the unit."""

    reference: str
    unit: str
    area: str = ""  # the programme area whose pool it is; empty in the brokerage
    name: str
    kinds: tuple[str, ...]
    client_areas: tuple[str, ...]
    age_from: int = 0
    age_to: int = 20
    places: int = 1
    nights: bool = False
    approved_on: date
    valid_until: date
    investigator: str
    approver: str
    adults: tuple[Adult, ...]
    children: tuple[int, ...] = ()  # years of birth
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    district: str = ""
    protection: str = "none"
    traits: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()  # what they are approved for in particular
    conditions: str = ""

    @property
    def place(self) -> dict[str, str]:
        return {"street": self.street, "postcode": self.postcode, "town": self.town}


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian, and since when they consent."""

    name: str
    consented_on: date | None = None
    phone: str = ""
    email: str = ""
    protection: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A client with one decision. Who has several decisions has several rows with the same number."""

    unit: str
    area: str
    number: str
    name: str
    guardians: tuple[GuardianRow, ...] = ()
    own_consent_on: date | None = None
    protection: str = "none"
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    interpreter: str = ""
    communication: str = ""
    ground: str
    extent: str
    purposes: tuple[str, ...]
    decided_on: date
    valid_to: date | None = None
    decision_maker: str
    delegation: str
    case_reference: str
    suitability: str = ""
    executed_on: date | None = None
    interrupted_since: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    musts: tuple[str, ...] = ()
    important: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    words: str = ""
    urgency: str = "planned"
    together: int = 1  # children of one family who are to be with the same volunteer

    @property
    def place(self) -> dict[str, str]:
        return {"street": self.street, "postcode": self.postcode, "town": self.town}

    @property
    def state(self) -> DecisionState:
        """Where the row's dates have taken the decision."""
        if self.ended_on:
            return DecisionState.ENDED
        if self.interrupted_since:
            return DecisionState.INTERRUPTED
        return DecisionState.EXECUTED if self.executed_on else DecisionState.WAITING

    @property
    def waiting_since(self) -> date | None:
        """Since when somebody waits; None when nobody does."""
        waits = {DecisionState.WAITING: self.decided_on, DecisionState.INTERRUPTED: self.interrupted_since}
        return waits.get(self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A decision of a history, with one of its interruptions. Further ones are further rows of the same decision."""

    unit: str
    number: str
    name: str
    law: str
    area: str
    intervention: str
    decided_on: date
    executed_on: date | None = None
    interrupted_since: date | None = None
    interrupted_until: date | None = None
    ended_on: date | None = None
    cause: str = ""

    @property
    def key(self) -> tuple[str, str, str, date, str, str]:
        """Which decision it is."""
        return self.unit, self.area, self.number, self.decided_on, self.law, self.intervention


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """An assignment, running or ended or soon to start, with the decision to appoint."""

    unit: str
    case_reference: str
    volunteer: str
    kind: str
    appointed_on: date
    decision_maker: str
    delegation: str
    starts_on: date
    started_on: date | None = None
    ended_on: date | None = None
    ending: str = ""
    secretary: str = ""  # whom volunteer and family call
    ending_words: str = ""

    @property
    def state(self) -> AssignmentState:
        """Where the row's dates have taken the assignment."""
        if self.ended_on:
            return AssignmentState.ENDED
        return AssignmentState.RUNNING if self.started_on else AssignmentState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryRow:
    """Somebody who has offered to help, and whom nobody has vetted yet."""

    unit: str
    area: str = ""
    name: str
    email: str = ""
    phone: str = ""
    kinds: tuple[str, ...]
    lives_in: str = ""
    is_protected: bool = False
    source: str = "other"
    campaign: str = ""
    received_on: date
    last_contact_on: date | None = None
    next_contact_on: date | None = None
    owner: str
    state: str = ""
    message: str = ""

    @property
    def key(self) -> tuple[str, str, date]:
        """By which the same one is known when a file comes a second time."""
        return self.unit, names.key(self.name), self.received_on

    @property
    def stands(self) -> str:
        """Where it is said to stand, else what the last contact tells."""
        return self.state or ("contacted" if self.last_contact_on else "new")


@dataclass(frozen=True, slots=True)
class City:
    """Everything that one import brings."""

    units: tuple[UnitRow, ...] = field(default=())
    volunteers: tuple[VolunteerRow, ...] = field(default=())
    cases: tuple[CaseRow, ...] = field(default=())
    assignments: tuple[AssignmentRow, ...] = field(default=())
    histories: tuple[HistoryRow, ...] = field(default=())
    enquiries: tuple[EnquiryRow, ...] = field(default=())

    def __len__(self) -> int:
        lists = (self.units, self.volunteers, self.cases, self.assignments, self.histories, self.enquiries)
        return sum(len(each) for each in lists)

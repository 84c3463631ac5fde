"""From campaign and enquiry to approved volunteer."""

from recruitment.models.binder import BinderPage, BinderReading, BinderVersion
from recruitment.models.calendars import CalendarEntry
from recruitment.models.changes import DataChange, FieldChange
from recruitment.models.checks import RegisterCheck
from recruitment.models.colleagues import Colleague
from recruitment.models.compilations import Compilation
from recruitment.models.concerns import Concern
from recruitment.models.contacts import ContactDraft, Pause, VolunteerContact
from recruitment.models.documents import VolunteerDocument
from recruitment.models.enquiries import Campaign, Contact, Enquiry, InformationMeeting, Invitation
from recruitment.models.exemptions import Exemption
from recruitment.models.guides import GuideAnswer, GuideQuestion, PartDraft
from recruitment.models.interest import InterestLetter
from recruitment.models.registers import RegisterQuestion
from recruitment.models.requirements import RequirementRule
from recruitment.models.routines import Routine, RoutineVersion
from recruitment.models.sharing import PoolSharing, Transfer
from recruitment.models.training import Mentorship, Seat, Training
from recruitment.models.vettings import Approval, Chase, Check, HomeVisit, Interview, Reference, Vetting
from recruitment.models.volunteers import HouseholdMember, Protection, Volunteer, VolunteerPlace
from recruitment.requirements import FAMILIES, Kind, Source

__all__ = [
    "FAMILIES",
    "Approval",
    "BinderPage",
    "BinderReading",
    "BinderVersion",
    "CalendarEntry",
    "Campaign",
    "Chase",
    "Check",
    "Colleague",
    "Compilation",
    "Concern",
    "Contact",
    "ContactDraft",
    "DataChange",
    "Enquiry",
    "Exemption",
    "FieldChange",
    "GuideAnswer",
    "GuideQuestion",
    "HomeVisit",
    "HouseholdMember",
    "InformationMeeting",
    "InterestLetter",
    "Interview",
    "Invitation",
    "Kind",
    "Mentorship",
    "PartDraft",
    "Pause",
    "PoolSharing",
    "Protection",
    "Reference",
    "RegisterCheck",
    "RegisterQuestion",
    "RequirementRule",
    "Routine",
    "RoutineVersion",
    "Seat",
    "Source",
    "Training",
    "Transfer",
    "Vetting",
    "Volunteer",
    "VolunteerContact",
    "VolunteerDocument",
    "VolunteerPlace",
]

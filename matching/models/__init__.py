"""Shortlists with their proposals and offers, assignments with their papers and their life, and the rates of pay."""

from matching.models.assignments import Appointment, Assignment
from matching.models.calls import Call, CallReply, RecruitmentWish
from matching.models.compensation import MonthReport, Payee, PayLine, Payroll, Terms, Visit
from matching.models.damages import DamageReport
from matching.models.extensions import Extension
from matching.models.living import IntroStep, LogEntry, OnCallNumber, Phase
from matching.models.meetings import ClientMeeting, Disclosure
from matching.models.papers import Agreement, Mandate, Signature
from matching.models.rates import PayChoices, PayCode, Rate
from matching.models.searches import Conflict, Showing, Weighting
from matching.models.shortlists import CaseCheck, Offer, Proposal, Shortlist

__all__ = [
    "Agreement",
    "Appointment",
    "Assignment",
    "Call",
    "CallReply",
    "CaseCheck",
    "ClientMeeting",
    "Conflict",
    "DamageReport",
    "Disclosure",
    "Extension",
    "IntroStep",
    "LogEntry",
    "Mandate",
    "MonthReport",
    "Offer",
    "OnCallNumber",
    "PayChoices",
    "PayCode",
    "PayLine",
    "Payee",
    "Payroll",
    "Phase",
    "Proposal",
    "Rate",
    "RecruitmentWish",
    "Shortlist",
    "Showing",
    "Signature",
    "Terms",
    "Visit",
    "Weighting",
]

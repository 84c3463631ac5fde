"""Shortlists with their proposals and offers, assignments, and the rates of compensation."""

from matching.models.assignments import Agreement, Appointment, Assignment
from matching.models.compensation import MonthReport, Payee, PayLine, Payroll, Terms, Visit
from matching.models.extensions import Extension, JourInvestigation
from matching.models.rates import PayChoices, PayCode, Rate
from matching.models.searches import Conflict, Showing, Weighting
from matching.models.shortlists import CaseCheck, Offer, Proposal, Shortlist

__all__ = [
    "Agreement",
    "Appointment",
    "Assignment",
    "CaseCheck",
    "Conflict",
    "Extension",
    "JourInvestigation",
    "MonthReport",
    "Offer",
    "PayChoices",
    "PayCode",
    "PayLine",
    "Payee",
    "Payroll",
    "Proposal",
    "Rate",
    "Shortlist",
    "Showing",
    "Terms",
    "Visit",
    "Weighting",
]

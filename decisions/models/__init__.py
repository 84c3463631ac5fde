"""Clients, decisions, needs, and the law that they rest on."""

from decisions.models.amendments import Amendment, Review
from decisions.models.clients import Client, ClientIdentity, ClientPlace, Consent, Guardian, Siblings
from decisions.models.consultations import Consultation
from decisions.models.decisions import Decision, Interruption, Need, PartialExecution
from decisions.models.law import Cause, LegalGround
from decisions.models.opinions import Opinion
from decisions.models.plans import FollowUp, Goal, Measurement, Plan
from decisions.models.reports import QuarterReport, ReportedCase, Statement

__all__ = [
    "Amendment",
    "Cause",
    "Client",
    "ClientIdentity",
    "ClientPlace",
    "Consent",
    "Consultation",
    "Decision",
    "FollowUp",
    "Goal",
    "Guardian",
    "Interruption",
    "LegalGround",
    "Measurement",
    "Need",
    "Opinion",
    "PartialExecution",
    "Plan",
    "QuarterReport",
    "ReportedCase",
    "Review",
    "Siblings",
    "Statement",
]

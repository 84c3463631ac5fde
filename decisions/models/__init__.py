"""Clients, decisions, needs, and the law that they rest on."""

from decisions.models.amendments import Amendment, Review
from decisions.models.clients import Client, ClientIdentity, ClientPlace, Consent, Guardian, Siblings
from decisions.models.consultations import Consultation
from decisions.models.contacts import Contact
from decisions.models.decisions import Decision, Interruption, Need, PartialExecution
from decisions.models.feedback import Feedback
from decisions.models.instruments import Instrument, Reading
from decisions.models.law import Cause, LegalGround
from decisions.models.networks import Network, NetworkMeeting, NetworkMember
from decisions.models.opinions import Opinion
from decisions.models.plans import FollowUp, Goal, Measurement, Plan
from decisions.models.practice import SelfReview, SelfReviewLine, StudyNote
from decisions.models.reports import QuarterReport, ReportedCase, Statement

__all__ = [
    "Amendment",
    "Cause",
    "Client",
    "ClientIdentity",
    "ClientPlace",
    "Consent",
    "Consultation",
    "Contact",
    "Decision",
    "Feedback",
    "FollowUp",
    "Goal",
    "Guardian",
    "Instrument",
    "Interruption",
    "LegalGround",
    "Measurement",
    "Need",
    "Network",
    "NetworkMeeting",
    "NetworkMember",
    "Opinion",
    "PartialExecution",
    "Plan",
    "QuarterReport",
    "Reading",
    "ReportedCase",
    "Review",
    "SelfReview",
    "SelfReviewLine",
    "Siblings",
    "Statement",
    "StudyNote",
]

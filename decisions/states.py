"""The state machine of a decision: what it waits for."""

from django.db import models


class DecisionState(models.TextChoices):
    WAITING = "waiting", "Väntar på verkställighet"
    EXECUTED = "executed", "Verkställs"
    INTERRUPTED = "interrupted", "Avbruten"
    ENDED = "ended", "Avslutat"


DECISION = {
    # step       from                                                                   to
    "execute": ({DecisionState.WAITING}, DecisionState.EXECUTED),
    "interrupt": ({DecisionState.EXECUTED}, DecisionState.INTERRUPTED),
    "resume": ({DecisionState.INTERRUPTED}, DecisionState.EXECUTED),
    "end": ({DecisionState.WAITING, DecisionState.EXECUTED, DecisionState.INTERRUPTED}, DecisionState.ENDED),
}


class PlanState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    AGREED = "agreed", "Gäller"
    REPLACED = "replaced", "Ersatt"


PLAN = {
    "agree": ({PlanState.DRAFT}, PlanState.AGREED),
    "replace": ({PlanState.AGREED}, PlanState.REPLACED),
}


class FollowUpState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    HELD = "held", "Genomförd"
    CALLED_OFF = "calledoff", "Inställd"


FOLLOW_UP = {
    "hold": ({FollowUpState.PLANNED}, FollowUpState.HELD),
    "call_off": ({FollowUpState.PLANNED}, FollowUpState.CALLED_OFF),
}


class OpinionState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SENT = "sent", "Skickat"


OPINION = {
    "send": ({OpinionState.DRAFT}, OpinionState.SENT),
}


class FeedbackState(models.TextChoices):
    ASKED = "asked", "Väntar på svar"
    ANSWERED = "answered", "Att läsa"
    READ = "read", "Läst"
    WITHDRAWN = "withdrawn", "Återtagen"


FEEDBACK = {
    "answer": ({FeedbackState.ASKED}, FeedbackState.ANSWERED),
    "note_read": ({FeedbackState.ANSWERED}, FeedbackState.READ),
    "withdraw": ({FeedbackState.ASKED}, FeedbackState.WITHDRAWN),
}


class NetworkMeetingState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    HELD = "held", "Har varit"
    CALLED_OFF = "calledoff", "Inställd"


NETWORK_MEETING = {
    "hold": ({NetworkMeetingState.PLANNED}, NetworkMeetingState.HELD),
    "call_off": ({NetworkMeetingState.PLANNED}, NetworkMeetingState.CALLED_OFF),
}


class ConsultationState(models.TextChoices):
    ASKED = "asked", "Väntar på svar"
    ANSWERED = "answered", "Besvarad"
    WITHDRAWN = "withdrawn", "Återtagen"


CONSULTATION = {
    "answer": ({ConsultationState.ASKED}, ConsultationState.ANSWERED),
    "withdraw": ({ConsultationState.ASKED}, ConsultationState.WITHDRAWN),
}

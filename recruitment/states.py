"""The state machines of recruitment: enquiries, meetings, vettings, volunteers, and what is asked of them."""

from django.db import models


class EnquiryState(models.TextChoices):
    NEW = "new", "Ny"
    CONTACTED = "contacted", "Kontaktad"
    INVITED = "invited", "Inbjuden till träff"
    MET = "met", "Har varit på träff"
    ROUTED = "routed", "Hos familjehem"
    VETTING = "vetting", "Utreds"
    JOINED = "joined", "Godkänd"
    CLOSED = "closed", "Avslutad"


OPEN_ENQUIRY = {
    EnquiryState.NEW,
    EnquiryState.CONTACTED,
    EnquiryState.INVITED,
    EnquiryState.MET,
    EnquiryState.ROUTED,
}
# Those that wait for us, and are asked each quarter whether the interest remains.
ASKED_QUARTERLY = {EnquiryState.CONTACTED, EnquiryState.MET, EnquiryState.ROUTED}

ENQUIRY = {
    # step            from                                                          to
    "contact": ({EnquiryState.NEW}, EnquiryState.CONTACTED),
    "invite": ({EnquiryState.NEW, EnquiryState.CONTACTED, EnquiryState.MET}, EnquiryState.INVITED),
    "sign_up": (
        {EnquiryState.NEW, EnquiryState.CONTACTED, EnquiryState.INVITED, EnquiryState.MET},
        EnquiryState.INVITED,
    ),
    "attend": ({EnquiryState.INVITED}, EnquiryState.MET),
    "miss": ({EnquiryState.INVITED}, EnquiryState.CONTACTED),
    "uninvite": ({EnquiryState.INVITED}, EnquiryState.CONTACTED),
    "open_vetting": ({EnquiryState.MET}, EnquiryState.VETTING),
    "join": ({EnquiryState.VETTING}, EnquiryState.JOINED),
    "fall_back": ({EnquiryState.VETTING}, EnquiryState.CLOSED),
    "close": (OPEN_ENQUIRY, EnquiryState.CLOSED),
    "step_back": (OPEN_ENQUIRY, EnquiryState.CLOSED),
    "merge": (OPEN_ENQUIRY | {EnquiryState.CLOSED}, EnquiryState.CLOSED),
    "recognise": (OPEN_ENQUIRY, EnquiryState.CLOSED),
    "route": (OPEN_ENQUIRY - {EnquiryState.ROUTED}, EnquiryState.ROUTED),
    "come_back": ({EnquiryState.ROUTED}, EnquiryState.CONTACTED),
    "reopen": ({EnquiryState.CLOSED}, EnquiryState.CONTACTED),
}


class InterestState(models.TextChoices):
    """What became of the question whether somebody is still interested."""

    SENT = "sent", "Väntar på svar"
    YES = "yes", "Fortfarande intresserad"
    NO = "no", "Vill inte längre"
    EXPIRED = "expired", "Inget svar"


INTEREST = {
    "say_still": ({InterestState.SENT, InterestState.EXPIRED}, InterestState.YES),
    "say_no_longer": ({InterestState.SENT, InterestState.EXPIRED}, InterestState.NO),
    "expire": ({InterestState.SENT}, InterestState.EXPIRED),
}


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    HELD = "held", "Genomförd"
    CANCELLED = "cancelled", "Inställd"


MEETING = {
    "hold": ({MeetingState.PLANNED}, MeetingState.HELD),
    "cancel": ({MeetingState.PLANNED}, MeetingState.CANCELLED),
}


class VettingState(models.TextChoices):
    OPEN = "open", "Pågår"
    PROPOSED = "proposed", "Väntar på beslut"
    APPROVED = "approved", "Godkänd"
    REFUSED = "refused", "Avslag"
    WITHDRAWN = "withdrawn", "Avbruten"


VETTING = {
    "propose": ({VettingState.OPEN}, VettingState.PROPOSED),
    "approve": ({VettingState.PROPOSED}, VettingState.APPROVED),
    "send_back": ({VettingState.PROPOSED}, VettingState.OPEN),
    "refuse": ({VettingState.PROPOSED}, VettingState.REFUSED),
    "withdraw": ({VettingState.OPEN, VettingState.PROPOSED}, VettingState.WITHDRAWN),
}


class ReferenceState(models.TextChoices):
    NAMED = "named", "Inte tagen"
    TAKEN = "taken", "Tagen"
    DROPPED = "dropped", "Utgår"


REFERENCE = {
    "take": ({ReferenceState.NAMED}, ReferenceState.TAKEN),
    "drop": ({ReferenceState.NAMED}, ReferenceState.DROPPED),
}


class CompilationState(models.TextChoices):
    """What the volunteer has said of a version of the investigation."""

    MADE = "made", "Inte skickad"
    SENT = "sent", "Väntar på svar"
    AGREED = "agreed", "Läst och godkänd"
    OBJECTED = "objected", "Vill ändra"
    LAPSED = "lapsed", "Gäller inte längre"


UNANSWERED = {CompilationState.MADE, CompilationState.SENT}
ANSWERED = {CompilationState.AGREED, CompilationState.OBJECTED}
COMPILATION = {
    "send": (UNANSWERED, CompilationState.SENT),
    "agree": ({CompilationState.SENT}, CompilationState.AGREED),
    "object_to": ({CompilationState.SENT}, CompilationState.OBJECTED),
    "note_agreed": (UNANSWERED, CompilationState.AGREED),
    "note_objected": (UNANSWERED, CompilationState.OBJECTED),
    "lapse": (UNANSWERED | ANSWERED, CompilationState.LAPSED),
}


class ColleagueState(models.TextChoices):
    ASKED = "asked", "Med"
    READ = "read", "Har läst"
    ENDED = "ended", "Avslutad"


COLLEAGUE = {
    "read": ({ColleagueState.ASKED}, ColleagueState.READ),
    "end": ({ColleagueState.ASKED, ColleagueState.READ}, ColleagueState.ENDED),
}


class VolunteerState(models.TextChoices):
    CANDIDATE = "candidate", "Utreds"
    AVAILABLE = "available", "I poolen"
    CASE_ONLY = "case_only", "Godkänd för ett ärende"
    PAUSED = "paused", "Pausad"
    LEFT = "left", "Har slutat"


VOLUNTEER = {
    "enter": ({VolunteerState.CANDIDATE, VolunteerState.AVAILABLE, VolunteerState.PAUSED}, VolunteerState.AVAILABLE),
    "admit": ({VolunteerState.CANDIDATE}, VolunteerState.CASE_ONLY),
    "turn_away": ({VolunteerState.CANDIDATE}, VolunteerState.LEFT),
    "pause": ({VolunteerState.AVAILABLE}, VolunteerState.PAUSED),
    "resume": ({VolunteerState.PAUSED}, VolunteerState.AVAILABLE),
    "leave": ({VolunteerState.AVAILABLE, VolunteerState.PAUSED, VolunteerState.CASE_ONLY}, VolunteerState.LEFT),
}


class ConcernState(models.TextChoices):
    NEW = "new", "Ska bedömas i dag"
    ASSESSED = "assessed", "Bedömd, följs upp"
    CLOSED = "closed", "Avslutad"


CONCERN = {
    "assess": ({ConcernState.NEW}, ConcernState.ASSESSED),
    "close": ({ConcernState.ASSESSED}, ConcernState.CLOSED),
}


class DataChangeState(models.TextChoices):
    ASKED = "asked", "Väntar på svar"
    ANSWERED = "answered", "Ska gås igenom"
    SETTLED = "settled", "Genomgången"
    WITHDRAWN = "withdrawn", "Återtagen"


DATA_CHANGE = {
    "answer": ({DataChangeState.ASKED}, DataChangeState.ANSWERED),
    "settle": ({DataChangeState.ANSWERED}, DataChangeState.SETTLED),
    "take_back": ({DataChangeState.ASKED}, DataChangeState.WITHDRAWN),
}


class TransferState(models.TextChoices):
    OFFERED = "offered", "Väntar på svar"
    ACCEPTED = "accepted", "Gäller"
    DECLINED = "declined", "Nej tack"
    WITHDRAWN = "withdrawn", "Återtagen"
    ENDED = "ended", "Avslutad"


TRANSFER = {
    "accept": ({TransferState.OFFERED}, TransferState.ACCEPTED),
    "decline": ({TransferState.OFFERED}, TransferState.DECLINED),
    "call_off": ({TransferState.OFFERED}, TransferState.WITHDRAWN),
    "give_back": ({TransferState.ACCEPTED}, TransferState.ENDED),
}


class TrainingState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    HELD = "held", "Genomförd"
    CANCELLED = "cancelled", "Inställd"


TRAINING = {
    "hold": ({TrainingState.PLANNED}, TrainingState.HELD),
    "cancel": ({TrainingState.PLANNED}, TrainingState.CANCELLED),
}


class SeatState(models.TextChoices):
    INVITED = "invited", "Inbjuden"
    WAITING = "waiting", "På väntelistan"
    BOOKED = "booked", "Anmäld"
    DECLINED = "declined", "Tackade nej"
    CANCELLED = "cancelled", "Avbokad"
    CAME = "came", "Deltog"
    ABSENT = "absent", "Kom inte"


SEAT = {
    "accept": ({SeatState.INVITED}, SeatState.BOOKED),
    "turn_down": ({SeatState.INVITED}, SeatState.DECLINED),
    "queue_up": ({SeatState.INVITED}, SeatState.WAITING),
    "give": ({SeatState.WAITING}, SeatState.BOOKED),
    "unbook": ({SeatState.INVITED, SeatState.WAITING, SeatState.BOOKED}, SeatState.CANCELLED),
    "come": ({SeatState.INVITED, SeatState.BOOKED}, SeatState.CAME),
    "stay_away": ({SeatState.BOOKED}, SeatState.ABSENT),
}


class MentorshipState(models.TextChoices):
    RUNNING = "running", "Pågår"
    ENDED = "ended", "Avslutat"


MENTORSHIP = {"end": ({MentorshipState.RUNNING}, MentorshipState.ENDED)}

"""Who works where, and which places each sees: the words of the table beside this file."""

Places = frozenset[str]
Who = dict[str, Places]

# The places that rows belong to: unit and programme area. A row of "bromma" has no area: it is the whole unit's.
PLACES = {
    "team": ("Resursteamen", ""),
    "bromma": ("Bromma", ""),
    "bromma_iof": ("Bromma", "IoF"),
    "bromma_lss": ("Bromma", "LSS"),
    "farsta_iof": ("Farsta", "IoF"),
}
# Clients and their cases belong to a district's programme area, always.
DISTRICTS = ("bromma_iof", "bromma_lss", "farsta_iof")
ANYWHERE: Places = frozenset(PLACES)
TEAM, IOF, LSS, FARSTA = (
    frozenset({"team"}),
    frozenset({"bromma", "bromma_iof"}),
    frozenset({"bromma", "bromma_lss"}),
    frozenset({"farsta_iof"}),
)

BROMMA = IOF | LSS

# Where everybody works.
HOME = {
    **dict.fromkeys(("hedda", "anna", "mia"), "bromma_iof"),
    **dict.fromkeys(("rut", "disa", "eva", "ria", "adam", "anonymous"), "team"),
    "lo": "bromma_lss",
    "olle": "farsta_iof",
}

# Adam stands nowhere, and Eva at the invoices alone: neither volunteers nor clients are any of their business.
RECRUIT: Who = {"rut": TEAM, "anna": IOF, "lo": LSS, "olle": FARSTA}
DECIDE: Who = {"disa": TEAM, "mia": IOF}
READ: Who = RECRUIT | DECIDE
CASE_WORK: Who = {"hedda": IOF, "anna": IOF, "lo": LSS, "olle": FARSTA}
CONSULTED: Who = {"anna": IOF, "lo": LSS, "olle": FARSTA, "rut": ANYWHERE}
CASE_READ: Who = CASE_WORK | {"mia": IOF}
CITY_SUMS: Who = dict.fromkeys(("mia", "rut", "disa"), ANYWHERE)  # every district counted together, nobody named
ORDER: Who = {"mia": IOF}
UNORDER: Who = {"mia": IOF, "anna": IOF, "lo": LSS, "olle": FARSTA}
BROKER: Who = {"rut": ANYWHERE}  # of every district, once it is placed, and without a name
BROKERAGE = frozenset({"rut"})
# What is delivered at one time, and what runs by the month: of the world's orders, Farsta's.
BY_THE_MONTH: Who = {"rut": FARSTA}
AT_ONE_TIME: Who = {"rut": ANYWHERE - FARSTA}
# The district searches its own pool; the brokerage searches for orders. Neither sees the other's searches.
SEARCH_WORK: Who = CASE_WORK | BROKER
SEARCH: Who = CASE_READ | BROKER
DISTRICT = frozenset(CASE_READ)
# In each district place: who reads its cases.
SEES_CASES = {place: frozenset(who for who, places in CASE_READ.items() if place in places) for place in DISTRICTS}
# A call names nobody: everybody who works with clients or recruits reads it; whoever recruits elsewhere answers.
CALLED: Who = dict.fromkeys(("hedda", "anna", "mia", "lo", "olle", "rut"), frozenset(DISTRICTS))
CALL_REPLY: Who = dict.fromkeys(("anna", "lo", "olle", "rut"), frozenset(DISTRICTS))
# A network is about nobody's client: everybody reads it, and its members (here one of each) meet.
NETWORKED: Who = dict.fromkeys(("hedda", "anna", "mia", "lo", "olle"), frozenset(DISTRICTS))
NETWORKING: Who = {**dict.fromkeys(("hedda", "mia"), frozenset()), "anna": IOF, "lo": LSS, "olle": FARSTA}
INVOICE: Who = {"eva": ANYWHERE}  # the one thing that Eva sees: sums and order numbers, nobody's name
PAY: Who = INVOICE | {"mia": IOF}
CONTEST: Who = {"mia": IOF}  # who pays may object
PRICES: Who = dict.fromkeys(
    ("hedda", "anna", "mia", "olle", "lo", "rut", "eva"), ANYWHERE
)  # what it costs is no secret
IMPORT: Who = {"mia": IOF}  # one's own alone; the whole city comes in by a command
REVIEW: Who = {"ria": TEAM | IOF | LSS}
# The contact secretary checks what a volunteer has reported, the manager attests and closes; Eva sees none of it.
CHECK_PAY: Who = {"anna": IOF, "lo": LSS, "olle": FARSTA}
SEE_PAYROLL: Who = CHECK_PAY | {"mia": IOF}
STAFF: Who = dict.fromkeys(
    ("hedda", "anna", "mia", "olle", "lo", "rut", "disa", "eva", "ria", "adam"), ANYWHERE
)  # everybody who is logged in
PUBLIC: Who = STAFF | {"anonymous": ANYWHERE}
NOBODY: Who = {}

# Nobody decides about their own investigation: these pages are closed to whoever has led it.
BY_ANOTHER = {"recruitment:vetting_approve", "recruitment:vetting_send_back", "recruitment:vetting_refuse"}
BY_ANOTHER |= {"recruitment:vetting_exempt"}
# Whoever has found somebody asks them: of a brokered search these pages are the brokerage's alone.
BY_SEARCHER = {
    "decisions:consultation_answer",
    "matching:proposal_ask",
    "matching:proposal_enter_answer",
    "matching:proposal_drop",
    "matching:proposal_note_contact",
}

# Whoever has put a need to the others reads their answers and ends it; the others answer.
BY_ASKER = {"matching:call_note_seen", "matching:call_close"}
BY_OTHERS = {"matching:call_reply"}

# Around a vetting: its text in versions, and the colleagues who read or investigate.
_WORKED = """
vetting_note_consent vetting_assess_jour vetting_record_check vetting_name_reference vetting_propose
vetting_draft vetting_put_together vetting_withdraw_consent vetting_ask_colleague colleague_end
compilation_send compilation_note_agreed compilation_note_objected compilation_note_seen
"""
INVESTIGATION: dict[str, Who] = {
    **{f"recruitment:{name}": RECRUIT for name in _WORKED.split()},
    "recruitment:colleague_read": RECRUIT | {"lo": frozenset({"bromma_lss"})},  # whoever was asked
    "recruitment:vetting_exempt": DECIDE,
    "recruitment:compilation": READ,
    "recruitment:compilation_pdf": READ,
    "recruitment:compilation_read": PUBLIC,  # whoever holds the link
}

# What the binder says names nobody.
BINDER: Who = dict.fromkeys(("hedda", "anna", "mia", "olle", "lo", "rut", "disa"), ANYWHERE)
# The library: Resursteamen's is everybody's to read and theirs to write; a district's copy is the whole district's.
KEEP_ROUTINES: Who = (
    dict.fromkeys(("rut", "disa"), TEAM) | dict.fromkeys(("anna", "mia", "lo"), BROMMA) | {"olle": FARSTA}
)
ROUTINES: Who = {who: places | TEAM for who, places in KEEP_ROUTINES.items()} | {"hedda": BROMMA | TEAM}
# Fortbildning, mentors and the binder: their pages are whoever's who recruits, if nothing else is said.
_RECRUITS = """
vetting_ask_registers vetting_note_answer vetting_drop_question
trainings training_plan training training_hold training_cancel training_invite_fitting volunteer_book
volunteer_send_binder volunteer_begin_mentorship seat_unbook seat_certificate_pdf mentorship mentorship_note
mentorship_end binder_unread binder_send_unread
"""
_LINKED = "self_test seat_answer seat_evaluate mentorship_card binderreading_confirm"
SUPPORT: dict[str, Who] = {
    **{f"recruitment:{name}": RECRUIT for name in _RECRUITS.split()},
    **{f"recruitment:{name}": PUBLIC for name in _LINKED.split()},  # whoever holds the link
    "recruitment:binder": BINDER,
    "recruitment:routines": ROUTINES,
    "recruitment:routine": ROUTINES,
    "recruitment:routine_pdf": ROUTINES,
    "recruitment:routine_add": KEEP_ROUTINES,
    "recruitment:routine_edit": KEEP_ROUTINES,
    "recruitment:routine_take_over": KEEP_ROUTINES,
    "recruitment:routine_keep_own": KEEP_ROUTINES,
    "recruitment:routine_copy": dict.fromkeys(("anna", "mia", "lo", "olle"), TEAM),
    "recruitment:binder_pdf": BINDER,
    "recruitment:binder_add_page": dict.fromkeys(("rut", "disa"), TEAM),
    "recruitment:binderpage_edit": dict.fromkeys(("rut", "disa"), TEAM),
}
# Clients, decisions, plans, follow-ups and reports.
CASES: dict[str, Who] = {
    "decisions:clients": CASE_READ,
    "decisions:client_register": CASE_WORK,
    "decisions:client": CASE_READ,
    "decisions:client_edit": CASE_WORK,
    "decisions:client_give_number": CASE_WORK,
    "decisions:client_add_guardian": CASE_WORK,
    "decisions:client_edit_guardian": CASE_WORK,
    "decisions:client_end_guardian": CASE_WORK,
    "decisions:client_link_sibling": CASE_WORK,
    "decisions:client_unlink_sibling": CASE_WORK,
    "decisions:client_record_consent": CASE_WORK,
    "decisions:client_withdraw_consent": CASE_WORK,
    "decisions:client_circle": CASE_READ,
    "decisions:client_add_contact": CASE_WORK,
    "decisions:client_edit_contact": CASE_WORK,
    "decisions:client_withdraw_contact": CASE_WORK,
    "decisions:client_end_contact": CASE_WORK,
    "decisions:decision_record": CASE_WORK,
    "decisions:decisions": CASE_READ,
    "decisions:situation": CASE_READ,
    "decisions:decision": CASE_READ,
    "decisions:decision_path": CASE_READ,
    "decisions:decision_describe_need": CASE_WORK,
    "decisions:decision_weigh": ORDER,
    "decisions:decision_execute": CASE_WORK,
    "decisions:decision_change_extent": CASE_WORK,
    "decisions:decision_renew": CASE_WORK,
    "decisions:decision_review": CASE_WORK,
    "decisions:decision_note_individual_plan": CASE_WORK,
    "decisions:decision_note_assessment": CASE_WORK,
    "decisions:decision_note_partial": CASE_WORK,
    "decisions:decision_interrupt": CASE_WORK,
    "decisions:decision_resume": CASE_WORK,
    "decisions:decision_end": CASE_WORK,
    "decisions:decision_state_cause": CASE_READ,
    "decisions:city": CITY_SUMS,
    "decisions:outcomes": CASE_READ,
    "decisions:decision_take_reading": CASE_WORK,
    **dict.fromkeys(("decisions:networks", "decisions:network"), CALLED),
    **dict.fromkeys(("decisions:network_start", "decisions:network_join"), NETWORKED),
    **dict.fromkeys(
        (
            "decisions:network_edit",
            "decisions:network_leave",
            "decisions:network_plan_meeting",
            "decisions:networkmeeting_hold",
            "decisions:networkmeeting_call_off",
        ),
        NETWORKING,
    ),
    "decisions:practice": CALLED | {"disa": frozenset(DISTRICTS)},
    "decisions:practice_review": ORDER,
    "decisions:practice_note": NETWORKED,
    "decisions:consultations": CASE_READ | BROKER,
    "decisions:consultation": CASE_READ | BROKER,
    "decisions:consultation_ask": CASE_WORK,
    "decisions:consultation_answer": CONSULTED,
    "decisions:consultation_withdraw": CASE_WORK,
    "decisions:causes": CASE_READ,
    "decisions:callround": CASE_READ,
    "decisions:reports": CASE_READ,
    "decisions:quarter": CASE_READ,
    "decisions:quarter_close": ORDER,
    "decisions:quarter_statistics": CASE_READ,
    "decisions:quarter_auditors": CASE_READ,
    "decisions:reportedcase": CASE_READ,
    "decisions:reportedcase_note_sent": CASE_READ,
    "decisions:reportedcase_pdf": CASE_READ,
    "decisions:decision_file_pdf": CASE_READ,
    "decisions:decision_write_opinion": CASE_READ,
    "decisions:opinion": CASE_READ,
    "decisions:opinion_rewrite": CASE_READ,
    "decisions:opinion_send": CASE_READ,
    "decisions:opinion_pdf": CASE_READ,
    "decisions:plan_write": CASE_WORK,
    "decisions:plan": CASE_READ,
    "decisions:plan_rewrite": CASE_WORK,
    "decisions:plan_add_goal": CASE_WORK,
    "decisions:plan_remove_goal": CASE_WORK,
    "decisions:plan_measure": CASE_WORK,
    "decisions:plan_agree": CASE_WORK,
    "decisions:feedback": CASE_READ,
    "decisions:decision_voices": CASE_READ,
    "decisions:decision_ask_feedback": CASE_WORK,
    "decisions:decision_enter_feedback": CASE_WORK,
    "decisions:feedback_note_read": CASE_WORK,
    "decisions:feedback_withdraw": CASE_WORK,
    "decisions:feedback_answer": PUBLIC,  # whoever holds the link
    "decisions:followups": CASE_READ,
    "decisions:followup": CASE_READ,
    "decisions:followup_pdf": CASE_READ,
    "decisions:followup_plan": CASE_WORK,
    "decisions:followup_move": CASE_WORK,
    "decisions:followup_hold": CASE_WORK,
    "decisions:followup_call_off": CASE_WORK,
}
# The papers of an assignment, and how it lives.
LIVES: dict[str, Who] = {
    "matching:assignment_agreement_pdf": CASE_READ,
    "matching:assignment_write_agreement": CASE_WORK,
    "matching:assignment_write_parents_agreement": CASE_WORK,
    "matching:assignment_sign_agreement": CASE_WORK,
    "matching:assignment_send_agreement": CASE_WORK,
    "matching:assignment_appointment_pdf": CASE_READ,
    "matching:signature_confirm": PUBLIC,  # whoever holds the link
    "matching:assignment_write_mandate": CASE_WORK,
    "matching:mandate_sign_mandate": CASE_WORK,
    "matching:mandate_withdraw_mandate": CASE_WORK,
    "matching:mandate_pdf": CASE_WORK,
    "matching:assignment_report_damage": CASE_WORK,
    "matching:damagereport_send": CASE_WORK,
    "matching:damagereport_settle": CASE_WORK,
    "matching:damagereport_pdf": CASE_WORK,
    "matching:assignment_life": CASE_READ,
    "matching:assignment_card_pdf": CASE_READ,
    "matching:assignment_plan_introduction": CASE_WORK,
    "matching:assignment_evaluate_step": CASE_WORK,
    "matching:assignment_begin_phase": CASE_WORK,
    "matching:assignment_note_inquiry": CASE_WORK,
    "matching:assignment_note": CASE_WORK,
    "matching:assignment_hand_over": CASE_WORK,
    "matching:assignments_hand_over": CASE_WORK,
    "matching:logentry_close_incident": CASE_WORK,
}

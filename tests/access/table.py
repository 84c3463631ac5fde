"""The second witness: who may open which page about which place, written by hand and not taken from any rules.py.

A new page is added here by somebody who knows who should see it. When this table and the rules disagree, one is wrong.
"""

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
ORDER: Who = {"mia": IOF}
UNORDER: Who = {"mia": IOF, "anna": IOF, "lo": LSS, "olle": FARSTA}
BROKER: Who = {"rut": ANYWHERE}  # of every district, once it is placed, and without a name
BROKERAGE = frozenset({"rut"})
# The district searches its own pool; the brokerage searches for orders. Neither sees the other's searches.
SEARCH_WORK: Who = CASE_WORK | BROKER
SEARCH: Who = CASE_READ | BROKER
DISTRICT = frozenset(CASE_READ)
# In each district place: who reads its cases.
SEES_CASES = {place: frozenset(who for who, places in CASE_READ.items() if place in places) for place in DISTRICTS}
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

PAGES: dict[str, Who] = {
    "home": STAFF,
    "account": STAFF,
    "demo_letters": NOBODY,  # outside of the demo city it does not exist
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "organisation:letters": RECRUIT,
    "organisation:letter": RECRUIT,
    "organisation:units": STAFF,
    "organisation:events": REVIEW,
    "orders:orders": CASE_READ,
    "orders:order": CASE_READ,
    "orders:order_place": ORDER,
    "orders:order_withdraw": UNORDER,
    "orders:order_draft": CASE_WORK,
    "orders:order_cards": BROKER,
    "orders:order_card": BROKER,
    "orders:order_accept": BROKER,
    "orders:order_write": CASE_READ,
    "orders:order_card_write": BROKER,
    "orders:services": CASE_READ | BROKER,
    "orders:service_draft": UNORDER,
    "orders:service": CASE_READ | BROKER,
    "orders:service_write": CASE_READ | BROKER,
    "orders:serviceorder_place": ORDER,
    "orders:serviceorder_accept": BROKER,
    "orders:serviceorder_deliver": BROKER,
    "orders:serviceorder_withdraw": UNORDER,
    "orders:message_note_read": CASE_READ | {"rut": frozenset()},  # the brokerage's own, for the district to read
    "invoicing:invoices": PAY,
    "invoicing:invoice_month": INVOICE,
    "invoicing:invoice": PAY,
    "invoicing:invoice_pdf": PAY,
    "invoicing:invoice_credit": INVOICE,
    "invoicing:creditnote_pdf": PAY,
    "invoicing:charges": PAY,
    "invoicing:lines": PAY,
    "invoicing:invoice_xml": PAY,
    "invoicing:creditnote_xml": PAY,
    "invoicing:invoice_postings": INVOICE,
    "invoicing:invoice_credit_lines": INVOICE,
    "invoicing:invoice_settle": INVOICE,
    "invoicing:invoice_remind": INVOICE,
    "invoicing:invoice_object": CONTEST,
    "invoicing:objections": PAY,
    "invoicing:objection": PAY,
    "invoicing:objection_uphold": INVOICE,
    "invoicing:objection_reject": INVOICE,
    "invoicing:payers": INVOICE,
    "invoicing:payer_edit": INVOICE,
    "invoicing:seller_edit": INVOICE,
    "invoicing:dispatches": INVOICE,
    "invoicing:dispatch_send_again": INVOICE,
    "charges:prices": PRICES,
    "charges:price_set": INVOICE,
    "charges:charge_add": INVOICE,
    "charges:charge": PAY,
    "charges:charge_strike": INVOICE,
    "charges:budget_set": CONTEST,
    "charges:budget_change": CONTEST,
    "imports:imports": IMPORT,
    "imports:import_upload": IMPORT,
    "imports:import_template": IMPORT,
    "imports:importbatch": IMPORT,
    "imports:importbatch_apply": IMPORT,
    "imports:importbatch_drop": IMPORT,
    "decisions:clients": CASE_READ,
    "decisions:client_register": CASE_WORK,
    "decisions:client": CASE_READ,
    "decisions:client_edit": CASE_WORK,
    "decisions:client_add_guardian": CASE_WORK,
    "decisions:client_edit_guardian": CASE_WORK,
    "decisions:client_end_guardian": CASE_WORK,
    "decisions:client_link_sibling": CASE_WORK,
    "decisions:client_unlink_sibling": CASE_WORK,
    "decisions:client_record_consent": CASE_WORK,
    "decisions:client_withdraw_consent": CASE_WORK,
    "decisions:decision_record": CASE_WORK,
    "decisions:decisions": CASE_READ,
    "decisions:situation": CASE_READ,
    "decisions:decision": CASE_READ,
    "decisions:decision_describe_need": CASE_WORK,
    "decisions:decision_execute": CASE_WORK,
    "decisions:decision_change_extent": CASE_WORK,
    "decisions:decision_renew": CASE_WORK,
    "decisions:decision_review": CASE_WORK,
    "decisions:decision_note_individual_plan": CASE_WORK,
    "decisions:decision_note_partial": CASE_WORK,
    "decisions:decision_interrupt": CASE_WORK,
    "decisions:decision_resume": CASE_WORK,
    "decisions:decision_end": CASE_WORK,
    "decisions:decision_state_cause": CASE_READ,
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
    "decisions:followups": CASE_READ,
    "decisions:followup": CASE_READ,
    "decisions:followup_plan": CASE_WORK,
    "decisions:followup_move": CASE_WORK,
    "decisions:followup_hold": CASE_WORK,
    "decisions:followup_call_off": CASE_WORK,
    "matching:plan": SEARCH,  # the districts by case, the brokerage by order
    "matching:shortlists": SEARCH,
    "matching:shortlist": SEARCH,
    "matching:shortlist_pool": SEARCH,
    "matching:shortlist_note_conflict": SEARCH_WORK,
    "matching:shortlist_ask": SEARCH_WORK,
    "matching:shortlist_close": SEARCH_WORK,
    "matching:shortlist_open_own": CASE_WORK,
    "matching:shortlist_open_brokered": BROKER,
    "matching:proposal": SEARCH,
    "matching:proposal_ask": SEARCH_WORK,
    "matching:proposal_enter_answer": SEARCH_WORK,
    "matching:proposal_drop": SEARCH_WORK,
    "matching:proposal_note_contact": SEARCH_WORK,
    # The client chooses, and the district appoints, whoever has found them.
    "matching:proposal_choose": CASE_WORK,
    "matching:proposal_decline": CASE_WORK,
    "matching:proposal_record_check": CASE_WORK,
    "matching:proposal_appoint": CASE_WORK,
    "matching:offer_answer": PUBLIC,  # whoever holds the link
    "matching:assignments": CASE_READ,
    "matching:assignment": CASE_READ,
    "matching:assignment_agreement_pdf": CASE_READ,
    "matching:assignment_write_agreement": CASE_WORK,
    "matching:assignment_sign_agreement": CASE_WORK,
    "matching:assignment_start": CASE_WORK,
    "matching:assignment_cancel": CASE_WORK,
    "matching:assignment_end": CASE_WORK,
    "matching:assignment_pay": CASE_READ,
    "matching:assignment_agree_terms": CASE_WORK,
    "matching:assignment_plan_visit": CASE_WORK,
    "matching:assignment_open_month": CASE_WORK,
    "matching:assignment_note_jour": CASE_WORK,
    "matching:assignment_decide_extension": {"hedda": IOF},
    "matching:monthreports": CASE_READ,
    "matching:monthreports_attest": ORDER,
    "matching:monthreport": CASE_READ,
    "matching:monthreport_put_visit": CASE_WORK,
    "matching:monthreport_strike_visit": CASE_WORK,
    "matching:monthreport_submit": CASE_WORK,
    "matching:monthreport_check": CHECK_PAY,
    "matching:monthreport_send_back": CHECK_PAY,
    "matching:monthreport_correct": CHECK_PAY,
    "matching:monthreport_attest": ORDER,
    "matching:monthreport_note_undecided": {"hedda": IOF},
    "matching:monthreport_report": PUBLIC,  # whoever holds the link
    "matching:payrolls": SEE_PAYROLL,
    "matching:pay_overview": SEE_PAYROLL,
    "matching:payroll": SEE_PAYROLL,
    "matching:payroll_file": SEE_PAYROLL,
    "matching:payroll_statement": SEE_PAYROLL,
    "matching:payroll_close": ORDER,
    "recruitment:interest": PUBLIC,
    "recruitment:interest_thanks": PUBLIC,
    "recruitment:recruitment_report": RECRUIT,
    "recruitment:enquiries": RECRUIT,
    "recruitment:enquiry_register": RECRUIT,
    "recruitment:enquiry": RECRUIT,
    "recruitment:enquiry_contact": RECRUIT,
    "recruitment:enquiry_note_contact": RECRUIT,
    "recruitment:enquiry_invite": RECRUIT,
    "recruitment:enquiry_attend": RECRUIT,
    "recruitment:enquiry_miss": RECRUIT,
    "recruitment:enquiry_uninvite": RECRUIT,
    "recruitment:enquiry_open_vetting": RECRUIT,
    "recruitment:enquiry_close": RECRUIT,
    "recruitment:enquiry_reopen": RECRUIT,
    "recruitment:enquiry_edit": RECRUIT,
    "recruitment:enquiry_hand_over": RECRUIT,
    "recruitment:enquiry_merge": RECRUIT,
    "recruitment:enquiry_route": RECRUIT,
    "recruitment:enquiry_come_back": RECRUIT,
    "recruitment:drifting": RECRUIT,
    "recruitment:drifting_pool": RECRUIT,
    "recruitment:interest_answer": PUBLIC,  # whoever holds the link
    "recruitment:meetings": RECRUIT,
    "recruitment:meeting_plan": RECRUIT,
    "recruitment:meeting": RECRUIT,
    "recruitment:informationmeeting_hold": RECRUIT,
    "recruitment:informationmeeting_cancel": RECRUIT,
    "recruitment:meeting_invite": RECRUIT,
    "recruitment:meeting_calendar": RECRUIT,
    "recruitment:enquiry_put_on_waiting_list": RECRUIT,
    "recruitment:meeting_sign_up": PUBLIC,  # whoever holds the link
    "recruitment:sign_up_calendar": PUBLIC,
    "recruitment:campaigns": RECRUIT,
    "recruitment:campaign_start": RECRUIT,
    "recruitment:campaign": RECRUIT,
    "recruitment:campaign_edit": RECRUIT,
    "recruitment:campaign_poster": RECRUIT,
    "recruitment:campaign_report": RECRUIT,
    "recruitment:volunteer_recommend": RECRUIT,
    "recruitment:vettings": READ,
    "recruitment:vetting_open_named": RECRUIT,
    "recruitment:vetting": READ,
    "recruitment:vetting_note_consent": RECRUIT,
    "recruitment:vetting_record_check": RECRUIT,
    "recruitment:vetting_name_reference": RECRUIT,
    "recruitment:vetting_record_interview": RECRUIT,
    "recruitment:vetting_record_visit": RECRUIT,
    "recruitment:vetting_propose": RECRUIT,
    "recruitment:vetting_approve": DECIDE,
    "recruitment:vetting_send_back": DECIDE,
    "recruitment:vetting_refuse": DECIDE,
    "recruitment:vetting_withdraw": RECRUIT,
    "recruitment:vetting_note_told": RECRUIT,
    "recruitment:reference_take": RECRUIT,
    "recruitment:reference_drop": RECRUIT,
    "recruitment:volunteers": READ,
    "recruitment:volunteer": READ,
    "recruitment:volunteer_edit": RECRUIT,
    "recruitment:volunteer_describe": RECRUIT,
    "recruitment:volunteer_calendar": RECRUIT,
    "recruitment:volunteer_drop_time": RECRUIT,
    "recruitment:volunteer_add_member": RECRUIT,
    "recruitment:volunteer_member_moved": RECRUIT,
    "recruitment:volunteer_log_contact": RECRUIT,
    "recruitment:volunteer_take_in": READ,
    "recruitment:volunteer_ask_data": RECRUIT,
    "recruitment:volunteer_share": RECRUIT,
    "recruitment:volunteer_unshare": RECRUIT,
    "recruitment:volunteer_offer": RECRUIT,
    "recruitment:datachange": RECRUIT,
    "recruitment:datachange_settle": RECRUIT,
    "recruitment:datachange_take_back": RECRUIT,
    "recruitment:datachange_answer": PUBLIC,  # whoever holds the link
    "recruitment:transfers": RECRUIT,
    "recruitment:transfer": RECRUIT,
    "recruitment:transfer_accept": RECRUIT,
    "recruitment:transfer_decline": RECRUIT,
    "recruitment:transfer_call_off": RECRUIT,
    "recruitment:transfer_give_back": RECRUIT,
    "recruitment:concerns": READ,  # what one has taken in, or answers for
    "recruitment:concern": READ,
    "recruitment:concern_assess": DECIDE,
    "recruitment:concern_close": DECIDE,
    "recruitment:concern_pass_on": DECIDE,
    "recruitment:volunteer_pause": RECRUIT,
    "recruitment:volunteer_prolong": RECRUIT,
    "recruitment:volunteer_resume": RECRUIT,
    "recruitment:volunteer_leave": RECRUIT,
}
# Nobody decides about their own investigation: these pages are closed to whoever has led it.
BY_ANOTHER = {"recruitment:vetting_approve", "recruitment:vetting_send_back", "recruitment:vetting_refuse"}
# Whoever has found somebody asks them: of a brokered search these pages are the brokerage's alone.
BY_SEARCHER = {
    "decisions:consultation_answer",
    "matching:proposal_ask",
    "matching:proposal_enter_answer",
    "matching:proposal_drop",
    "matching:proposal_note_contact",
}

# Who may ever read the name of which kind of row, on whatever page, in whatever file.
NAMES: dict[str, Who] = {
    "campaign": RECRUIT,
    "meeting": RECRUIT,
    "enquiry": RECRUIT,
    "letter": RECRUIT,
    "volunteer": READ,
    "concern": READ,
    "datachange": RECRUIT,
    "transfer": RECRUIT,
    "member": READ,
    "vetting": READ,
    "reference": READ,
    "client": CASE_READ,
    "decision": CASE_READ,
    "reportedcase": CASE_READ,
    "opinion": CASE_READ,
    "consultation": CASE_READ | BROKER,
    "plan": CASE_READ,
    "followup": CASE_READ,
    "order": CASE_READ | BROKER,  # its number, and what the district has tried; never whose it is
    "service": CASE_READ | BROKER,
    "message": CASE_READ | BROKER,
    "shortlist": SEARCH,
    "proposal": CASE_READ,  # what the client says; what the volunteer says is the offer's
    "offer": SEARCH,
    "assignment": CASE_READ,
    "monthreport": CASE_READ,
    "payroll": SEE_PAYROLL,
    "charge": PAY,
    "invoice": PAY,
    "creditnote": PAY,
    "objection": PAY,
    "dispatch": INVOICE,
    "budget": CONTEST,
    "payer": PAY,  # of the unit's own name on its invoices
    "seller": STAFF,
    "import": IMPORT,
}
# In a search of the own pool a case officer reads who is in it: the name, and nothing more.
NAMED: dict[str, Who] = {"volunteer": {"hedda": IOF}, "member": {"hedda": IOF}}

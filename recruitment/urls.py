"""The addresses of recruitment, by noun: an address is looked for among those of its noun alone."""

from django.urls import URLPattern, URLResolver, include, path

from recruitment.views import (
    binder,
    calendars,
    campaigns,
    changes,
    concerns,
    contacts,
    documents,
    duplicates,
    enquiries,
    guides,
    interest,
    investigations,
    meetings,
    public,
    references,
    registers,
    renewals,
    reports,
    routines,
    sharing,
    signups,
    training,
    vettings,
    volunteers,
)

app_name = "recruitment"
Paths = list[URLPattern | URLResolver]

ENQUIRIES: Paths = [
    path("", enquiries.enquiries, name="enquiries"),
    path("ny/", enquiries.enquiry_register, name="enquiry_register"),
    path(
        "<int:pk>/",
        include(
            [
                path("", enquiries.enquiry, name="enquiry"),
                path("kontakt/", enquiries.enquiry_contact, name="enquiry_contact"),
                path("anteckna/", enquiries.enquiry_note_contact, name="enquiry_note_contact"),
                path("bjud-in/", enquiries.enquiry_invite, name="enquiry_invite"),
                path("kom/", enquiries.enquiry_attend, name="enquiry_attend"),
                path("kom-inte/", enquiries.enquiry_miss, name="enquiry_miss"),
                path("ta-bort/", enquiries.enquiry_uninvite, name="enquiry_uninvite"),
                path("utred/", enquiries.enquiry_open_vetting, name="enquiry_open_vetting"),
                path("avsluta/", enquiries.enquiry_close, name="enquiry_close"),
                path("oppna/", enquiries.enquiry_reopen, name="enquiry_reopen"),
                path("andra/", enquiries.enquiry_edit, name="enquiry_edit"),
                path("lamna-over/", enquiries.enquiry_hand_over, name="enquiry_hand_over"),
                path("sla-ihop/", duplicates.enquiry_merge, name="enquiry_merge"),
                path("finns-redan/", duplicates.enquiry_recognise, name="enquiry_recognise"),
                path("familjehem/", duplicates.enquiry_route, name="enquiry_route"),
                path("tillbaka/", duplicates.enquiry_come_back, name="enquiry_come_back"),
                path("vantelista/", signups.enquiry_put_on_waiting_list, name="enquiry_put_on_waiting_list"),
            ]
        ),
    ),
]

DRIFTING: Paths = [
    path("", interest.drifting, name="drifting"),
    path("poolen/", interest.drifting_pool, name="drifting_pool"),
]

MEETINGS: Paths = [
    path("", meetings.meetings, name="meetings"),
    path("ny/", meetings.meeting_plan, name="meeting_plan"),
    path(
        "<int:pk>/",
        include(
            [
                path("", meetings.meeting, name="meeting"),
                path("kom/", meetings.informationmeeting_hold, name="informationmeeting_hold"),
                path("stall-in/", meetings.informationmeeting_cancel, name="informationmeeting_cancel"),
                path("bjud-in/", signups.meeting_invite, name="meeting_invite"),
                path("kalender.ics", signups.meeting_calendar, name="meeting_calendar"),
            ]
        ),
    ),
]

CAMPAIGNS: Paths = [
    path("", campaigns.campaigns, name="campaigns"),
    path("ny/", campaigns.campaign_start, name="campaign_start"),
    path("utfall/", campaigns.campaign_report, name="campaign_report"),
    path(
        "<int:pk>/",
        include(
            [
                path("", campaigns.campaign, name="campaign"),
                path("affisch/", campaigns.campaign_poster, name="campaign_poster"),
                path("andra/", campaigns.campaign_edit, name="campaign_edit"),
            ]
        ),
    ),
]

VETTINGS: Paths = [
    path("", vettings.vettings, name="vettings"),
    path("namngivet/", vettings.vetting_open_named, name="vetting_open_named"),
    path("att-fornya/", renewals.renewals, name="renewals"),
    path(
        "<int:pk>/",
        include(
            [
                path("", vettings.vetting, name="vetting"),
                path("medgivande/", vettings.vetting_note_consent, name="vetting_note_consent"),
                path("jourhem/", vettings.vetting_assess_jour, name="vetting_assess_jour"),
                path(
                    "kontroll/<slug:source>/<int:member>/", vettings.vetting_record_check, name="vetting_record_check"
                ),
                path("socialregister/<int:member>/", registers.vetting_ask_registers, name="vetting_ask_registers"),
                path("registersvar/<int:question>/", registers.vetting_note_answer, name="vetting_note_answer"),
                path(
                    "registersvar/<int:question>/utgar/", registers.vetting_drop_question, name="vetting_drop_question"
                ),
                path("referens/", vettings.vetting_name_reference, name="vetting_name_reference"),
                path("intervju/", guides.vetting_record_interview, name="vetting_record_interview"),
                path("hembesok/", guides.vetting_record_visit, name="vetting_record_visit"),
                path("foresla/", vettings.vetting_propose, name="vetting_propose"),
                path("godkann/", vettings.vetting_approve, name="vetting_approve"),
                path("sand-tillbaka/", vettings.vetting_send_back, name="vetting_send_back"),
                path("bedomning/", investigations.vetting_draft, name="vetting_draft"),
                path("sammanstall/", investigations.vetting_put_together, name="vetting_put_together"),
                path("medgivande/aterta/", investigations.vetting_withdraw_consent, name="vetting_withdraw_consent"),
                path("undantag/", investigations.vetting_exempt, name="vetting_exempt"),
                path("kollega/", investigations.vetting_ask_colleague, name="vetting_ask_colleague"),
                path("avsla/", vettings.vetting_refuse, name="vetting_refuse"),
                path("avbryt/", vettings.vetting_withdraw, name="vetting_withdraw"),
                path("besked/", vettings.vetting_note_told, name="vetting_note_told"),
            ]
        ),
    ),
]

COLLEAGUES: Paths = [
    path("<int:pk>/last/", investigations.colleague_read, name="colleague_read"),
    path("<int:pk>/avsluta/", investigations.colleague_end, name="colleague_end"),
]

COMPILATIONS: Paths = [
    path(
        "<int:pk>/",
        include(
            [
                path("", investigations.compilation, name="compilation"),
                path("pdf/", investigations.compilation_pdf, name="compilation_pdf"),
                path("skicka/", investigations.compilation_send, name="compilation_send"),
                path("godkand/", investigations.compilation_note_agreed, name="compilation_note_agreed"),
                path("vill-andra/", investigations.compilation_note_objected, name="compilation_note_objected"),
                path("svar-last/", investigations.compilation_note_seen, name="compilation_note_seen"),
            ]
        ),
    ),
]

REFERENCES: Paths = [
    path(
        "<int:pk>/",
        include(
            [
                path("", references.reference_take, name="reference_take"),
                path("fraga/", references.reference_ask, name="reference_ask"),
                path("sokt/", references.reference_note_chase, name="reference_note_chase"),
                path("utgar/", references.reference_drop, name="reference_drop"),
            ]
        ),
    ),
]

VOLUNTEERS: Paths = [
    path("", volunteers.volunteers, name="volunteers"),
    path(
        "<int:pk>/",
        include(
            [
                path("", volunteers.volunteer, name="volunteer"),
                path("tipsa/", campaigns.volunteer_recommend, name="volunteer_recommend"),
                path("fornya/", renewals.volunteer_renew, name="volunteer_renew"),
                path("andra/", volunteers.volunteer_edit, name="volunteer_edit"),
                path("profil/", volunteers.volunteer_describe, name="volunteer_describe"),
                path("kalender/", calendars.volunteer_calendar, name="volunteer_calendar"),
                path("kalender/<int:entry>/ta-bort/", calendars.volunteer_drop_time, name="volunteer_drop_time"),
                path("hemmet/", volunteers.volunteer_add_member, name="volunteer_add_member"),
                path("hemmet/<int:member>/flyttat/", volunteers.volunteer_member_moved, name="volunteer_member_moved"),
                path("kontakt/", contacts.volunteer_log_contact, name="volunteer_log_contact"),
                path("dokument/", documents.volunteer_documents, name="volunteer_documents"),
                path("dokument/nytt/", documents.volunteer_add_document, name="volunteer_add_document"),
                path("dokument/<int:document>/", documents.volunteer_document_file, name="volunteer_document_file"),
                path(
                    "dokument/<int:document>/ta-bort/",
                    documents.volunteer_remove_document,
                    name="volunteer_remove_document",
                ),
                path("oro/", concerns.volunteer_take_in, name="volunteer_take_in"),
                path("uppgifter/", changes.volunteer_ask_data, name="volunteer_ask_data"),
                path("dela/", sharing.volunteer_share, name="volunteer_share"),
                path("sluta-dela/", sharing.volunteer_unshare, name="volunteer_unshare"),
                path("lana-ut/", sharing.volunteer_offer, name="volunteer_offer"),
                path("fortbildning/", training.volunteer_book, name="volunteer_book"),
                path("parmen/", binder.volunteer_send_binder, name="volunteer_send_binder"),
                path("mentor/", training.volunteer_begin_mentorship, name="volunteer_begin_mentorship"),
                path("pausa/", contacts.volunteer_pause, name="volunteer_pause"),
                path("fraga-igen/", contacts.volunteer_prolong, name="volunteer_prolong"),
                path("ateruppta/", contacts.volunteer_resume, name="volunteer_resume"),
                path("avsluta/", contacts.volunteer_leave, name="volunteer_leave"),
            ]
        ),
    ),
]

CHANGES: Paths = [
    path(
        "<int:pk>/",
        include(
            [
                path("", changes.datachange, name="datachange"),
                path("ga-igenom/", changes.datachange_settle, name="datachange_settle"),
                path("ta-tillbaka/", changes.datachange_take_back, name="datachange_take_back"),
            ]
        ),
    ),
]

TRANSFERS: Paths = [
    path("", sharing.transfers, name="transfers"),
    path(
        "<int:pk>/",
        include(
            [
                path("", sharing.transfer, name="transfer"),
                path("ta-emot/", sharing.transfer_accept, name="transfer_accept"),
                path("nej/", sharing.transfer_decline, name="transfer_decline"),
                path("ta-tillbaka/", sharing.transfer_call_off, name="transfer_call_off"),
                path("avsluta/", sharing.transfer_give_back, name="transfer_give_back"),
            ]
        ),
    ),
]

TRAININGS: Paths = [
    path("", training.trainings, name="trainings"),
    path("ny/", training.training_plan, name="training_plan"),
    path(
        "<int:pk>/",
        include(
            [
                path("", training.training, name="training"),
                path("kom/", training.training_hold, name="training_hold"),
                path("stall-in/", training.training_cancel, name="training_cancel"),
                path("bjud-in/", training.training_invite_fitting, name="training_invite_fitting"),
            ]
        ),
    ),
]

SEATS: Paths = [
    path("<int:pk>/avboka/", training.seat_unbook, name="seat_unbook"),
    path("<int:pk>/intyg/", training.seat_certificate_pdf, name="seat_certificate_pdf"),
]

MENTORSHIPS: Paths = [
    path(
        "<int:pk>/",
        include(
            [
                path("", training.mentorship, name="mentorship"),
                path("anteckna/", training.mentorship_note, name="mentorship_note"),
                path("avsluta/", training.mentorship_end, name="mentorship_end"),
            ]
        ),
    ),
]

BINDER: Paths = [
    path("", binder.binder, name="binder"),
    path("pdf/", binder.binder_pdf, name="binder_pdf"),
    path("ny/", binder.binder_add_page, name="binder_add_page"),
    path("inte-last/", binder.binder_unread, name="binder_unread"),
    path("skicka/", binder.binder_send_unread, name="binder_send_unread"),
    path("<int:pk>/andra/", binder.binderpage_edit, name="binderpage_edit"),
]

CONCERNS: Paths = [
    path("", concerns.concerns, name="concerns"),
    path(
        "<int:pk>/",
        include(
            [
                path("", concerns.concern, name="concern"),
                path("bedom/", concerns.concern_assess, name="concern_assess"),
                path("avsluta/", concerns.concern_close, name="concern_close"),
                path("lamna-vidare/", concerns.concern_pass_on, name="concern_pass_on"),
            ]
        ),
    ),
]

ROUTINES: Paths = [
    path("", routines.routines, name="routines"),
    path("ny/", routines.routine_add, name="routine_add"),
    path(
        "<int:pk>/",
        include(
            [
                path("", routines.routine, name="routine"),
                path("pdf/", routines.routine_pdf, name="routine_pdf"),
                path("andra/", routines.routine_edit, name="routine_edit"),
                path("kopiera/", routines.routine_copy, name="routine_copy"),
                path("forlagan/", routines.routine_take_over, name="routine_take_over"),
                path("behall/", routines.routine_keep_own, name="routine_keep_own"),
            ]
        ),
    ),
]

INTEREST: Paths = [
    path("", public.interest, name="interest"),
    path("tack/", public.interest_thanks, name="interest_thanks"),
    path("passar-det-mig/", public.self_test, name="self_test"),
    path("<slug:district>/", public.interest, name="interest"),
]

RECRUITMENT: Paths = [
    path("uppdragstagare/", include(VOLUNTEERS)),
    path("anmalningar/", include(ENQUIRIES)),
    path("utredningar/", include(VETTINGS)),
    path("traffar/", include(MEETINGS)),
    path("kampanjer/", include(CAMPAIGNS)),
    path("utan-kontakt/", include(DRIFTING)),
    path("kollegor/", include(COLLEAGUES)),
    path("sammanstallningar/", include(COMPILATIONS)),
    path("referenser/", include(REFERENCES)),
    path("uppgifter/", include(CHANGES)),
    path("lan/", include(TRANSFERS)),
    path("fortbildning/", include(TRAININGS)),
    path("platser/", include(SEATS)),
    path("mentorskap/", include(MENTORSHIPS)),
    path("parmen/", include(BINDER)),
    path("oro/", include(CONCERNS)),
    path("lage/", reports.recruitment_report, name="recruitment_report"),
]

urlpatterns = [
    path("rekrytering/", include(RECRUITMENT)),
    path("mallar/", include(ROUTINES)),
    path("anmal/", include(INTEREST)),
    path("kriterier/", routines.criteria, name="criteria"),
    # Behind the link of a letter
    path("svar/intresse/<str:token>/", interest.interest_answer, name="interest_answer"),
    path("svar/traff/<str:token>/", signups.meeting_sign_up, name="meeting_sign_up"),
    path("svar/traff/<str:token>/kalender.ics", signups.sign_up_calendar, name="sign_up_calendar"),
    path("las/utredning/<str:token>/", investigations.compilation_read, name="compilation_read"),
    path("svar/referens/<str:token>/", references.reference_answer, name="reference_answer"),
    path("mina-uppgifter/<str:token>/", changes.datachange_answer, name="datachange_answer"),
    path("fortbildning/<str:token>/", training.seat_answer, name="seat_answer"),
    path("utvardera/<str:token>/", training.seat_evaluate, name="seat_evaluate"),
    path("mentor/<str:token>/", training.mentorship_card, name="mentorship_card"),
    path("parmen/<str:token>/", binder.binderreading_confirm, name="binderreading_confirm"),
]

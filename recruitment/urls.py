"""The addresses of recruitment."""

from django.urls import path

from recruitment.views import calendars, enquiries, meetings, public, reports, vettings, volunteers

app_name = "recruitment"

urlpatterns = [
    path("anmal/", public.interest, name="interest"),
    path("anmal/tack/", public.interest_thanks, name="interest_thanks"),
    path("anmal/<slug:district>/", public.interest, name="interest"),
    path("rekrytering/lage/", reports.recruitment_report, name="recruitment_report"),
    path("rekrytering/anmalningar/", enquiries.enquiries, name="enquiries"),
    path("rekrytering/anmalningar/ny/", enquiries.enquiry_register, name="enquiry_register"),
    path("rekrytering/anmalningar/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("rekrytering/anmalningar/<int:pk>/kontakt/", enquiries.enquiry_contact, name="enquiry_contact"),
    path("rekrytering/anmalningar/<int:pk>/anteckna/", enquiries.enquiry_note_contact, name="enquiry_note_contact"),
    path("rekrytering/anmalningar/<int:pk>/bjud-in/", enquiries.enquiry_invite, name="enquiry_invite"),
    path("rekrytering/anmalningar/<int:pk>/kom/", enquiries.enquiry_attend, name="enquiry_attend"),
    path("rekrytering/anmalningar/<int:pk>/kom-inte/", enquiries.enquiry_miss, name="enquiry_miss"),
    path("rekrytering/anmalningar/<int:pk>/ta-bort/", enquiries.enquiry_uninvite, name="enquiry_uninvite"),
    path("rekrytering/anmalningar/<int:pk>/utred/", enquiries.enquiry_open_vetting, name="enquiry_open_vetting"),
    path("rekrytering/anmalningar/<int:pk>/avsluta/", enquiries.enquiry_close, name="enquiry_close"),
    path("rekrytering/anmalningar/<int:pk>/oppna/", enquiries.enquiry_reopen, name="enquiry_reopen"),
    path("rekrytering/anmalningar/<int:pk>/andra/", enquiries.enquiry_edit, name="enquiry_edit"),
    path("rekrytering/anmalningar/<int:pk>/lamna-over/", enquiries.enquiry_hand_over, name="enquiry_hand_over"),
    path("rekrytering/traffar/", meetings.meetings, name="meetings"),
    path("rekrytering/traffar/ny/", meetings.meeting_plan, name="meeting_plan"),
    path("rekrytering/traffar/<int:pk>/", meetings.meeting, name="meeting"),
    path("rekrytering/traffar/<int:pk>/kom/", meetings.informationmeeting_hold, name="informationmeeting_hold"),
    path(
        "rekrytering/traffar/<int:pk>/stall-in/", meetings.informationmeeting_cancel, name="informationmeeting_cancel"
    ),
    path("rekrytering/kampanjer/", meetings.campaigns, name="campaigns"),
    path("rekrytering/kampanjer/ny/", meetings.campaign_start, name="campaign_start"),
    path("rekrytering/kampanjer/<int:pk>/", meetings.campaign, name="campaign"),
    path("rekrytering/kampanjer/<int:pk>/andra/", meetings.campaign_edit, name="campaign_edit"),
    path("rekrytering/utredningar/", vettings.vettings, name="vettings"),
    path("rekrytering/utredningar/namngivet/", vettings.vetting_open_named, name="vetting_open_named"),
    path("rekrytering/utredningar/<int:pk>/", vettings.vetting, name="vetting"),
    path("rekrytering/utredningar/<int:pk>/medgivande/", vettings.vetting_note_consent, name="vetting_note_consent"),
    path(
        "rekrytering/utredningar/<int:pk>/kontroll/<slug:source>/<int:member>/",
        vettings.vetting_record_check,
        name="vetting_record_check",
    ),
    path("rekrytering/utredningar/<int:pk>/referens/", vettings.vetting_name_reference, name="vetting_name_reference"),
    path(
        "rekrytering/utredningar/<int:pk>/intervju/", vettings.vetting_record_interview, name="vetting_record_interview"
    ),
    path("rekrytering/utredningar/<int:pk>/hembesok/", vettings.vetting_record_visit, name="vetting_record_visit"),
    path("rekrytering/utredningar/<int:pk>/foresla/", vettings.vetting_propose, name="vetting_propose"),
    path("rekrytering/utredningar/<int:pk>/godkann/", vettings.vetting_approve, name="vetting_approve"),
    path("rekrytering/utredningar/<int:pk>/sand-tillbaka/", vettings.vetting_send_back, name="vetting_send_back"),
    path("rekrytering/utredningar/<int:pk>/avsla/", vettings.vetting_refuse, name="vetting_refuse"),
    path("rekrytering/utredningar/<int:pk>/avbryt/", vettings.vetting_withdraw, name="vetting_withdraw"),
    path("rekrytering/utredningar/<int:pk>/besked/", vettings.vetting_note_told, name="vetting_note_told"),
    path("rekrytering/referenser/<int:pk>/", vettings.reference_take, name="reference_take"),
    path("rekrytering/referenser/<int:pk>/utgar/", vettings.reference_drop, name="reference_drop"),
    path("rekrytering/uppdragstagare/", volunteers.volunteers, name="volunteers"),
    path("rekrytering/uppdragstagare/<int:pk>/", volunteers.volunteer, name="volunteer"),
    path("rekrytering/uppdragstagare/<int:pk>/andra/", volunteers.volunteer_edit, name="volunteer_edit"),
    path("rekrytering/uppdragstagare/<int:pk>/profil/", volunteers.volunteer_describe, name="volunteer_describe"),
    path("rekrytering/uppdragstagare/<int:pk>/kalender/", calendars.volunteer_calendar, name="volunteer_calendar"),
    path(
        "rekrytering/uppdragstagare/<int:pk>/kalender/<int:entry>/ta-bort/",
        calendars.volunteer_drop_time,
        name="volunteer_drop_time",
    ),
    path("rekrytering/uppdragstagare/<int:pk>/hemmet/", volunteers.volunteer_add_member, name="volunteer_add_member"),
    path(
        "rekrytering/uppdragstagare/<int:pk>/hemmet/<int:member>/flyttat/",
        volunteers.volunteer_member_moved,
        name="volunteer_member_moved",
    ),
    path("rekrytering/uppdragstagare/<int:pk>/pausa/", volunteers.volunteer_pause, name="volunteer_pause"),
    path("rekrytering/uppdragstagare/<int:pk>/ateruppta/", volunteers.volunteer_resume, name="volunteer_resume"),
    path("rekrytering/uppdragstagare/<int:pk>/avsluta/", volunteers.volunteer_leave, name="volunteer_leave"),
]

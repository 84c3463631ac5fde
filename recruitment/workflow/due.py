"""What falls due in recruitment: the due loop does each of these once a minute."""

from recruitment.workflow import interest, references, signups, training

DUE = (
    interest.expire_run_out,
    interest.ask_the_silent,
    signups.fill_seats,
    training.fill_seats,
    signups.remind_invited,
    references.remind_silent,
)

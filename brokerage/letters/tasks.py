"""The one job of the outbox. Its only argument is a number: no personal data lies in the job table."""

from django_tasks import task


@task()
def deliver(letter_id: int) -> None:
    """Send one letter."""
    from brokerage.letters import workflow  # noqa: PLC0415 — the outbox enqueues this job, and this job is the outbox's

    workflow.send(letter_id)

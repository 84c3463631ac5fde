"""How a volunteer is written to: by mail, by SMS, by both, or not at all, and then somebody calls."""

from brokerage.letters import sms
from brokerage.letters.models import Channel
from brokerage.letters.workflow import compose
from matching.wording import Message
from recruitment.models import Volunteer

_WAYS = {
    Volunteer.Way.MAIL: (Channel.MAIL, Channel.SMS),
    Volunteer.Way.SMS: (Channel.SMS, Channel.MAIL),
    Volunteer.Way.BOTH: (Channel.MAIL, Channel.SMS),
    Volunteer.Way.PHONE: (),
}


def channels_to(volunteer: Volunteer) -> list[Channel]:
    """The ways to write to somebody: what they want, or else what there is; none, and they are called.

    To whoever has protected identity nothing is written: a letter or an SMS can be read by others.
    """
    if volunteer.is_protected:
        return []
    there = {
        Channel.MAIL: bool(volunteer.email),
        Channel.SMS: sms.is_set_up() and bool(sms.number_of(volunteer.phone)),
    }
    wanted = [each for each in _WAYS[Volunteer.Way(volunteer.way)] if there[each]]
    return wanted if volunteer.way == Volunteer.Way.BOTH else wanted[:1]


def write_to(volunteer: Volunteer, purpose: str, message: Message) -> bool:
    """Put the message in the outbox, once for each way; whether there was any."""
    channels = channels_to(volunteer)
    for channel in channels:
        by_sms = channel == Channel.SMS
        compose(
            purpose=purpose,
            channel=channel,
            address=volunteer.phone if by_sms else volunteer.email,
            subject="" if by_sms else message.subject,
            body=message.sms if by_sms else message.body,
            unit_id=volunteer.unit_id,
            area=volunteer.area,
            receiver=("recruitment.volunteer", volunteer.pk),
        )
    return bool(channels)

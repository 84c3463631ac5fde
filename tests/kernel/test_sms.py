"""The SMS: it leaves through the provider that the environment names, is tried again, and refuses what it can't be."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs

import pytest
from django.conf import settings as ours

from brokerage import clock
from brokerage.letters import sms, workflow
from brokerage.letters.models import Channel, Letter
from brokerage.letters.states import State
from brokerage.letters.tasks import deliver

NUMBER, TEXT = "070-174 06 05", "Stockholms stad har en förfrågan till er."


def compose(number: str = NUMBER) -> Letter:
    receiver = ("recruitment.volunteer", 7)
    return workflow.compose(
        purpose="offer", address=number, body=TEXT, receiver=receiver, unit_id=4, channel=Channel.SMS
    )


@pytest.fixture(autouse=True)
def nothing_sent():
    sms.OUTBOX.clear()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0046 70 174 06 05", "+46701740605"),
        ("+46 (0)70 174 06 05", ""),
        ("+4670-1740605", "+46701740605"),
        ("08-465 004 35", ""),
        ("+358 40 123 4567", "+358401234567"),
        ("070-174", ""),
        ("", ""),
    ],
)
def test_a_mobile_number_as_the_provider_wants_it(written: str, number: str):
    assert sms.number_of(written) == number


@pytest.mark.django_db
def test_an_sms_is_sent_once_as_a_letter_is(mailoutbox):
    letter = compose()
    deliver.call(letter.pk)
    deliver.call(letter.pk)
    letter.refresh_from_db()
    assert sms.OUTBOX == [("+46701740605", TEXT)]
    assert (letter.state, letter.attempts, str(letter)) == (State.SENT, 1, TEXT)
    assert mailoutbox == []


@pytest.mark.django_db
@pytest.mark.parametrize(("backend", "number", "fault"), [("", NUMBER, "NotSent"), ("memory", "08-12", "ValueError")])
def test_what_cannot_be_sent_says_so_and_is_tried_again(settings, backend: str, number: str, fault: str):
    settings.SMS_BACKEND = backend
    letter = compose(number)
    deliver.call(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.fault) == (State.WAITING, fault)
    settings.SMS_BACKEND = "memory"
    with clock.at(clock.now() + timedelta(minutes=2)):
        deliver.call(letter.pk)
    assert len(sms.OUTBOX) == (1 if backend == "" else 0)


def test_the_console_shows_it(settings, capsys):
    settings.SMS_BACKEND = "console"
    sms.send(NUMBER, TEXT)
    assert capsys.readouterr().out == f"SMS +46701740605: {TEXT}\n"


@pytest.fixture
def provider(settings):
    """A provider on this machine that keeps what it is asked, and answers with `answers`."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            server.asked.append((self.path, self.headers["Authorization"], parse_qs(body)))
            self.send_response(server.answer)
            if server.answer == 302:
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    server.asked, server.answer = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_BACKEND = "http"
    settings.SMS_ADDRESS = f"http://127.0.0.1:{server.server_port}/a1/sms"
    settings.SMS_USER, settings.SMS_PASSWORD = "u1", "hemligt"
    yield server
    server.shutdown()
    server.server_close()


def test_the_provider_is_asked_as_it_wants(provider):
    sms.send(NUMBER, TEXT)
    ((path, key, fields),) = provider.asked
    assert path == "/a1/sms"
    assert key == "Basic dTE6aGVtbGlndA=="
    assert fields == {"from": ["Stockholm"], "to": ["+46701740605"], "message": [TEXT]}


@pytest.mark.parametrize("answer", [302, 400, 403, 500])
def test_a_provider_that_refuses_or_points_elsewhere_is_a_fault(provider, answer: int):
    provider.answer = answer
    with pytest.raises(HTTPError):
        sms.send(NUMBER, TEXT)
    assert len(provider.asked) == 1  # the password went nowhere else


WRONG = [
    ("SMS_URL", "http://u:p@sms.example/a1/sms"),
    ("SMS_URL", "https://sms.example/a1/sms"),
    ("SMS_URL", "https://u:hemligt@sms.example:x/"),
    ("SMS_URL", "smtp://u:p@sms.example"),
    ("SMS_FROM", "Stockholms stad"),
    ("SMS_FROM", "070-1740605"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_refused_by_name_and_not_repeated(name: str, value: str):
    given = {"SECRET_KEY": "x" * 60, "PLAIN_HTTP": "1", name: value}
    kept = {each: os.environ[each] for each in ("PATH", "HOME") if each in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", "import brokerage.settings"],
        env={**kept, **given},
        cwd=ours.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"Inställningen {name} ska vara" in done.stderr
    assert "hemligt" not in done.stderr

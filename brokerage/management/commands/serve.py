"""Serves the whole on this machine: the web, the job worker and the due loop, started together and stopped together."""

import ctypes
import errno
import io
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from brokerage.demo.cast import PARTS
from brokerage.management.commands.prepare import alone, prepare

MANAGE = (sys.executable, str(settings.BASE_DIR / "manage.py"))
READY_WITHIN = 60  # seconds from the start of the web server to the first «ok» of /readyz
STOP_WITHIN = 10  # seconds for everybody to finish what they do
LONGEST_PAUSE = 60  # seconds before a child that keeps dying is tried again
BUSY = "Port {port} är upptagen: stoppa det som kör där, eller välj en annan port med --port."
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


class Stopped(Exception):
    """Somebody asked us to stop."""


class Command(BaseCommand):
    help = "Serves the web, works off the jobs and does what is due, until it is stopped (Ctrl-C)."

    def handle(self, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
                signal.signal(number, stop)
        crew = Crew(self.say)
        try:
            port = settings.BIND.rpartition(":")[2]
            with alone(f"port-{port}", refusal=BUSY.format(port=port)):
                self.serve(crew)
        except Stopped:
            self.say("Avslutar …")
        finally:
            crew.stop()

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def serve(self, crew: "Crew") -> NoReturn:
        door = reserve(settings.BIND)
        logins = self.database(crew)
        connection.close()
        self.say("Startar …")
        environment = os.environ | {"DEMO": "1" if logins else "0"}
        open_door(door)
        web = (sys.executable, "-m", "gunicorn", "-c", "python:brokerage.gunicorn", "--bind", f"fd://{door.fileno()}")
        crew.hire("Webbservern", *web, "brokerage.wsgi", environment=environment, door=door)
        crew.hire("Jobbarbetaren", *MANAGE, "db_worker", "--no-reload", environment=environment)
        crew.hire("Bevakningen", *MANAGE, "due_loop", environment=environment)
        crew.wait_until(is_ready, within=READY_WITHIN)
        self.say(f"\nFörmedlingen är igång: {settings.BASE_URL}\n")
        if logins:
            self.say(logins)
        self.say("Avsluta med Ctrl-C.")
        crew.look_after()

    def database(self, crew: "Crew") -> str:
        """Brings the database up to date, builds the demo city where it is wanted, and answers with its logins."""
        file = Path(settings.DATABASES["default"]["NAME"])
        if settings.DEMO and connection.vendor == "sqlite" and not file.exists():
            with alone("demo", waiting="Väntar på att en annan script/server bygger demostaden …"):
                if not file.exists():
                    self.build(crew, file)
        prepare()
        if not settings.DEMO:
            if not get_user_model().objects.exists():
                self.say(
                    "Databasen har inga användare än: skapa den första med .venv/bin/python manage.py createsuperuser."
                )
            return ""
        with alone("demo", waiting="Väntar på att en annan script/server bygger demostaden …"):
            if not get_user_model().objects.exists():
                self.say("Bygger demostaden (bara första gången) …")
                crew.run(*MANAGE, "demo_city")
        if not get_user_model().objects.filter(email__in=[part.email for part in PARTS]).exists():
            self.say("Databasen har redan egna användare: startar utan demo.")
            return ""
        logins = io.StringIO()
        call_command("demo_logins", stdout=logins)
        return logins.getvalue().rstrip()

    def build(self, crew: "Crew", file: Path) -> None:
        """Builds the demo city in a draft that takes its name only when it is complete."""
        self.say("Bygger demostaden (bara första gången) …")
        draft = file.with_name(f"{file.stem}.draft{file.suffix}")
        for leftover in file.parent.glob(f"{draft.name}*"):
            leftover.unlink()
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{quote(str(draft))}"}
        crew.run(*MANAGE, "prepare", environment=environment)
        crew.run(*MANAGE, "demo_city", environment=environment)
        with sqlite3.connect(draft) as whole:
            whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what lies in a file beside it would not be renamed
        whole.close()
        draft.rename(file)


class Crew:
    """The children: one process group that never outlives this process."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.children: list[Child] = []

    @property
    def group(self) -> int:
        """The first child leads the group; 0 founds it."""
        return self.children[0].process.pid if self.children else 0

    def hire(self, name: str, *command: str, environment: Mapping[str, str], door: socket.socket | None = None) -> None:
        self.children.append(Child(name, command, environment, group=self.group, door=door))

    def run(self, *command: str, environment: Mapping[str, str] | None = None) -> None:
        """Runs one command to its end, and goes no further when it fails."""
        child = Child(command[-1], command, environment or os.environ, group=0)
        self.children = [child]
        status = child.process.wait()
        self.children = []
        if status:  # with 1 it has said why
            sys.exit(1 if status == 1 else f"{child.name} avbröts (status {status}).")

    def wait_until(self, ready: Callable[[], bool], *, within: float) -> None:
        deadline = time.monotonic() + within
        while not ready():
            if time.monotonic() > deadline:
                sys.exit(f"Servern svarade inte inom {within} sekunder.")
            self.look_round()
            time.sleep(0.1)

    def look_after(self) -> NoReturn:
        while True:
            self.look_round()
            time.sleep(0.5)

    def look_round(self) -> None:
        """Starts again who has died, after a pause that doubles each time; without the web there is nothing to do."""
        for child in self.children:
            if child.process.poll() is None:
                continue
            if child is self.children[0]:
                sys.exit(f"{child.name} stannade (status {child.process.returncode}).")
            if child.next_try is None:
                child.plan_next_try()
                self.say(f"{child.name} stannade (status {child.process.returncode}); ny start om {child.pause} s.")
            elif time.monotonic() >= child.next_try:
                child.start(group=self.group)

    def stop(self) -> None:
        if not self.children:
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGINT, lambda *_: self.send(signal.SIGKILL))  # Ctrl-C once more: at once
        self.send(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        while any(child.process.poll() is None for child in self.children) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.send(signal.SIGKILL)
        for child in self.children:
            child.process.wait()

    def send(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.group, number)


class Child:
    """One process that is kept going."""

    process: subprocess.Popen[bytes]
    next_try: float | None

    def __init__(
        self,
        name: str,
        command: tuple[str, ...],
        environment: Mapping[str, str],
        *,
        group: int,
        door: socket.socket | None = None,
    ) -> None:
        self.name, self.command, self.environment, self.door = name, command, environment, door
        self.pause = 0
        self.start(group=group)

    def start(self, *, group: int) -> None:
        self.started, self.next_try = time.monotonic(), None
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            pass_fds=[self.door.fileno()] if self.door else [],
            process_group=group,
            preexec_fn=die_with(os.getpid()),  # safe: there is no other thread that could hold a lock
        )
        if self.door:
            self.door.close()

    def plan_next_try(self) -> None:
        lived = time.monotonic() - self.started
        self.pause = 1 if lived > LONGEST_PAUSE else min(max(1, self.pause * 2), LONGEST_PAUSE)
        self.next_try = time.monotonic() + self.pause


def die_with(parent: int) -> Callable[[], None]:
    """What a child does first: the kernel is to end it when its parent dies, however that happens."""

    def promise() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the promise
            os._exit(1)

    return promise


def stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


def reserve(bind: str) -> socket.socket:
    """A socket on this address that doesn't listen yet: whoever calls too early is turned away, not kept waiting."""
    host, _, port = bind.rpartition(":")
    door = socket.socket(socket.AF_INET6 if "[" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host.strip("[]"), int(port)))
    except OSError as error:
        refuse(port, error)
    return door


def open_door(door: socket.socket) -> None:
    try:
        door.listen()
    except OSError as error:  # another was faster since
        refuse(door.getsockname()[1], error)


def refuse(port: object, error: OSError) -> NoReturn:
    if error.errno == errno.EADDRINUSE:
        sys.exit(BUSY.format(port=port))
    sys.exit(f"Port {port} går inte att använda: {error.strerror}.")


def is_ready() -> bool:
    host, _, port = settings.BIND.rpartition(":")
    web = HTTPConnection(host.strip("[]"), int(port), timeout=5)
    try:
        web.request("GET", "/readyz", headers={"Host": urlsplit(settings.BASE_URL).netloc})
        return web.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        web.close()

"""Measures the main pages against a plain Django list, in one run and turn by turn: CPU, queries and bytes.

Ends with status 1 when a page is dearer than its ceiling, asks more than its budget, or grows too much with the city:
the figures of scale 1 are kept in var/, and those of a larger city are put beside them.
"""

import argparse
import io
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, reverse

from bench.budget import CEILINGS, GROWTH, MOST_BYTES, PAGES, READ_A_POOL, SEARCH, Page
from bench.settings import PLAIN_MIDDLEWARE, configure

ROUNDS, WARM_UP, MOST_SECONDS = 40, 3, 60
KEPT = Path(__file__).parent.parent / "var" / "bench-scale-1.json"
REFERENCE = "/payments/"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pages", nargs="*", help="only pages whose name holds one of these words")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is asked for (%(default)s)")
    options.add_argument("--scale", type=int, default=1, help="so many times the city (%(default)s)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        configure(folder)
        return measure(given.pages, given.rounds, given.scale)


def measure(words: list[str], rounds: int, scale: int) -> int:
    from bench import city  # noqa: PLC0415 — models, and so not before the settings

    began = time.perf_counter()
    city.build(scale)
    built = time.perf_counter() - began
    bench = Bench()
    wanted = [page for page in (*PAGES, SEARCH) if not words or any(word in page.name for word in words)]
    rows = city.rows_of()
    paths = {page: bench.path(page.name, rows.get(city.LARGEST if page is SEARCH else page.name)) for page in wanted}
    for page in [page for page, path in paths.items() if not path]:
        del paths[page]
        print(f"{page.name} is not measured: give it a row in rows_of() of bench/city.py.")
    dear = papers(words)
    if not paths:
        return dear
    costs = bench.costs(paths, rounds)
    print(f"{built:.0f} s to build the city, {time.perf_counter() - began:.0f} s in all.")
    return report(paths, costs, bench, scale) or dear


class Bench:
    """The site and the reference behind the same door that gunicorn knocks on."""

    def __init__(self) -> None:
        self.site = WSGIHandler()
        with override_settings(MIDDLEWARE=PLAIN_MIDDLEWARE):
            self.reference = WSGIHandler()  # reads its middleware once, here
        self.cookies = {who: session_of(who) for who in ("rut", "anna", "mia", "ria", "eva")} | {"anonymous": ""}

    def path(self, name: str, pk: int | None) -> str:
        """Where the page is; empty where it is about a row and there is none."""
        try:
            return reverse(name, args=[pk] if pk else [])
        except NoReverseMatch:
            return ""

    def ask(self, handler: Any, path: str, who: str) -> bytes:
        """One request through WSGI: the status must be 200, and the whole answer is read."""
        heads: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookies[who],
            "HTTP_ACCEPT": "text/html",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        answer = handler(environ, lambda status, headers, *rest: heads.append(status))
        body = b"".join(answer)
        answer.close()
        if heads != ["200 OK"]:
            raise SystemExit(f"{path} answers {heads[0]} to {who}.")
        return body

    def costs(self, paths: dict[Any, str], rounds: int) -> dict[Any, tuple[float, float]]:
        """For each page the median CPU of the page and of the reference asked for just before it, in ms."""
        times: dict[Any, list[tuple[float, float]]] = {page: [] for page in paths}
        ends = time.perf_counter() + MOST_SECONDS
        for number in range(WARM_UP + rounds):
            for page, path in paths.items():
                pair = (
                    self.timed(self.reference, REFERENCE, "rut"),
                    self.timed(self.site, path, page.who),
                )
                if number >= WARM_UP:
                    times[page].append(pair)
            if time.perf_counter() > ends and number > WARM_UP:
                print(f"Stopped after {number + 1 - WARM_UP} rounds: the machine is busy.")
                break
        return {
            page: (median(own for _, own in pairs), median(ref for ref, _ in pairs)) for page, pairs in times.items()
        }

    def timed(self, handler: Any, path: str, who: str) -> float:
        start = time.process_time()
        self.ask(handler, path, who)
        return (time.process_time() - start) * 1000

    def queries(self, handler: Any, path: str, who: str) -> int:
        with CaptureQueriesContext(connection) as found:
            self.ask(handler, path, who)
        return len(found)


def session_of(who: str) -> str:
    """The cookie of somebody who is logged in."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=f"{who}@demo.example"))
    return f"sessionid={client.cookies['sessionid'].value}"


def papers(words: list[str]) -> int:
    """The invoices of a month as PDF, beside WeasyPrint alone."""
    if words and not any(word in "papers" for word in words):
        return 0
    from bench.papers import CEILING, DISTRICTS, ratio  # noqa: PLC0415 — models, and so not before the settings

    found, own = ratio()
    print(
        f"\nPapers of {DISTRICTS} districts: {own:.0f} ms, {found:.2f} times WeasyPrint alone ({CEILING} is the most)."
    )
    return 1 if found > CEILING else 0


def label(page: Page) -> str:
    return f"{page.name} ({page.who})" if page is SEARCH else page.name


def report(paths: dict[Page, str], costs: dict[Page, tuple[float, float]], bench: Bench, scale: int) -> int:
    faults = []
    reference = median(ref for _, ref in costs.values())
    size = len(bench.ask(bench.reference, REFERENCE, "rut"))
    asked = bench.queries(bench.reference, REFERENCE, "rut")
    kept: dict[str, float] = json.loads(KEPT.read_text()) if scale > 1 and KEPT.exists() else {}
    ratios: dict[str, float] = {}
    head = ("page", "shape", "CPU ms", "ratio", "limit", "growth", "queries", "budget", "bytes")
    print("\n{:38} {:7} {:>7} {:>6} {:>6} {:>7} {:>8} {:>7} {:>7}".format(*head))
    print(f"{'(the reference)':38} {'list':7} {reference:7.1f} {1:6.2f} {'':6} {'':7} {asked:8} {'':7} {size:7}")
    for page, path in paths.items():
        own, beside = costs[page]
        name, ratio, ceiling = label(page), own / beside, CEILINGS.get(page.shape)
        ratios[name] = ratio
        queries, size = bench.queries(bench.site, path, page.who), len(bench.ask(bench.site, path, page.who))
        limit = f"{ceiling:.1f}" if ceiling else ""
        growth = ratio / kept[name] if name in kept else None
        grown = f"{growth:.2f}" if growth else ""
        figures = f"{own:7.1f} {ratio:6.2f} {limit:>6} {grown:>7} {queries:8} {page.queries:7} {size:7}"
        print(f"{name:38} {page.shape:7} {figures}")
        if ceiling and ratio > ceiling:
            faults.append(f"{name} takes {ratio:.2f} times the CPU of a plain list; {limit} is its ceiling.")
        if queries > page.queries:
            faults.append(f"{name} makes {queries} queries; {page.queries} are its budget.")
        if growth and growth > GROWTH and page.shape not in READ_A_POOL:
            faults.append(f"{name} takes {growth:.2f} times what it does at scale 1; {GROWTH} is the most.")
        if size > MOST_BYTES.get(page.shape, size):
            faults.append(f"{name} sends {size} bytes; {MOST_BYTES[page.shape]} are the most.")
    if scale == 1:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps({**(json.loads(KEPT.read_text()) if KEPT.exists() else {}), **ratios}, indent=1))
    print("\n" + ("\n".join(faults) or "Every page is within its ceiling and its budget."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""What falls due is done piece by piece: what is refused in one of them neither stops the others nor is written out."""

import pytest
from django.db import DatabaseError

from brokerage.management.commands import due_loop
from brokerage.workflow import Refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", [Refusal("Karin Åberg är redan inbjuden."), DatabaseError("away")])
def test_one_that_is_refused_does_not_hold_up_the_others(monkeypatch, caplog, fault):
    done = []

    def fails():
        raise fault

    monkeypatch.setattr(due_loop, "DUE", (fails, lambda: done.append(1)))
    due_loop.Command().handle(once=True, every=1)
    assert done == [1]
    assert "fails" in caplog.text
    assert "Karin" not in caplog.text

"""No page of matching links to a page that its reader may not open: a dead link tells that there is something."""

import pytest

from tests.reading import pick, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", ["hedda", "anna", "mia", "lo", "rut"])
def test_every_link_leads_somewhere(world, browser_of, person):
    browser, seen, dead = browser_of(person), set(), []
    for row in world.rows:
        if row.kind in ("shortlist", "proposal", "assignment"):
            page = row.obj.get_absolute_url()
            response = browser.get(page)
            if response.status_code == 200:
                links = {link.get("href") for link in pick(read(response), "main a[href]")}
                for path in {link for link in links if link.startswith("/")} - seen:
                    seen.add(path)
                    status = browser.get(path).status_code
                    if status != 200:
                        dead.append(f"{page} leads {person} to {path}: {status}")
    assert seen
    assert not dead, "\n".join(dead)

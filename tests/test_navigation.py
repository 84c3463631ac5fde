"""The navigation: one entry to an address, and every section in one piece."""

from itertools import groupby

from brokerage.home.navigation import ENTRIES


def test_no_address_stands_there_twice():
    names = [entry.name for entry in ENTRIES]
    assert len(names) == len(set(names))


def test_a_section_stands_in_one_place():
    sections = [section for section, _ in groupby(entry.section for entry in ENTRIES)]
    assert len(sections) == len(set(sections))

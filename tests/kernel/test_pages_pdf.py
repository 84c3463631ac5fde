"""A paper: a template as PDF that is the same every time, and that fetches nothing."""

import io

import pikepdf
import pytest
from django.template import engines
from django.template.loader import render_to_string

from brokerage.pages import pdf
from tests.reading import words_on_paper

PAPER = "{% extends 'paper.html' %}{% block content %}<h1>{{ heading }}</h1>{{ more|safe }}{% endblock %}"


@pytest.fixture
def paper(monkeypatch):
    """`paper(more="<p>…")`: the answer for a small template that extends the shared one."""

    def render(template, context):
        return engines["django"].from_string(PAPER).render(context)

    monkeypatch.setattr(pdf, "render_to_string", render)
    return lambda **given: pdf.pdf_response("none.html", {"title": "Prov", "heading": "Å ä ö", **given}, "prov å.pdf")


def test_a_paper_is_a_file_to_download(paper):
    response = paper()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''prov%20%C3%A5.pdf"
    assert "Å ä ö" in words_on_paper(response.content)


def test_the_same_paper_has_the_same_bytes(paper):
    assert paper().content == paper().content


def test_a_paper_has_a_language_a_title_and_tags(paper):
    with pikepdf.open(io.BytesIO(paper().content)) as made:
        assert str(made.Root.Lang) == "sv"
        assert str(made.docinfo["/Title"]) == "Prov"
        assert made.Root.MarkInfo.Marked


@pytest.mark.parametrize(
    "more",
    [
        '<img src="file://localhost/etc/hostname">',
        '<img src="http://127.0.0.1/picture.png">',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '<object data="file://localhost/etc/hostname"></object>',
        '<link rel="attachment" href="file://localhost/etc/hostname">',
    ],
)
def test_a_paper_fetches_nothing(paper, more):
    with pytest.raises(RuntimeError, match="fetches nothing"):
        paper(more=more)


def test_what_the_shared_template_leaves_open_is_empty():
    assert '<html lang="sv">' in render_to_string("paper.html", {})

"""One page for one deed: it says what will happen, asks what must be known, does it, and leads back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

T = TypeVar("T")


@dataclass(frozen=True)
class Deed:
    """The words of such a page; its title names nobody, which a heading may."""

    heading: str
    button: str
    done: str
    back: str
    intro: str = ""
    warns: bool = False
    title: str = ""


def found(row: T | None) -> T:
    """Return a row, or answer that there is none."""
    if row is None:
        raise Http404
    return row


def answer(request: PractitionerRequest, deed: Deed, form: OperationForm) -> HttpResponse:
    """Lead back when it was done; else show the form."""
    if form.applied:
        messages.success(request, deed.done)
        return redirect(deed.back)
    classes = "govuk-button--warning" if deed.warns else ""
    shown = {"deed": deed, "form": form, "button_classes": classes, "heading": deed.heading}
    return render(request, "layouts/deed.html", shown)

"""The list of old registers, and choosing one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.registers.operations.waiting import choose_register
from opencaf.registers.permissions import can_import_registers, can_write_registers
from opencaf.registers.queries.imports import imports_of
from opencaf.registers.queries.waiting import waiting_of
from opencaf.web.registers.forms import ChooseForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 25


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """List the registers that were brought in, and one's own that wait."""
    require(can_import_registers(request.practitioner))
    page = Paginator(imports_of(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "waiting": waiting_of(request.practitioner),
        "imports": page,
        "pages": page_links(page, request),
        "can_write": can_write_registers(request.practitioner),
    }
    return render(request, "registers/index.html", shown)


@require_http_methods(["GET", "POST"])
def choose(request: PractitionerRequest) -> HttpResponse:
    """Take a register and have it tried."""
    require(can_import_registers(request.practitioner))
    form = ChooseForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        waiting = form.apply(
            choose_register, file=given["file"], codes=given["codes"], by=request.practitioner
        )
        if waiting:
            return redirect("registers:waiting", waiting.id)
    shown = {"form": form, "button": "Choose and try it", "cancel_href": reverse("registers:index")}
    return render(request, "registers/choose.html", shown)

"""All addresses: the first segment is the name of the folder in opencaf/web."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from opencaf.web.shared import policy

handler400 = "opencaf.web.shared.errors.bad_request"
handler403 = "opencaf.web.shared.errors.forbidden"
handler404 = "opencaf.web.shared.errors.not_found"
handler429 = "opencaf.web.shared.errors.too_many"  # allauth looks for it here
handler500 = "opencaf.web.shared.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="home:my_work"), name="root"),
    path("account/", include("opencaf.web.account.urls")),
    path("home/", include("opencaf.web.home.urls")),
    path("children/", include("opencaf.web.children.urls")),
    path("episodes/", include("opencaf.web.episodes.urls")),
    path("oversight/", include("opencaf.web.oversight.urls")),
    path("directory/", include("opencaf.web.directory.urls")),
    path("reports/", include("opencaf.web.reports.urls")),
    path("national/", include("opencaf.web.national.urls")),
    path("extracts/", include("opencaf.web.extracts.urls")),
    path("costing/", include("opencaf.web.costing.urls")),
    path("linkage/", include("opencaf.web.linkage.urls")),
    path("registers/", include("opencaf.web.registers.urls")),
    path("case-audits/", include("opencaf.web.case_audit.urls")),
    path("quality/", include("opencaf.web.quality.urls")),
    path("voices/", include("opencaf.web.voices.urls")),
    path("training/", include("opencaf.web.training.urls")),
    path("practice/", include("opencaf.web.practice.urls")),
    path("guidance/", include("opencaf.web.guidance.urls")),
    path("authority/", include("opencaf.web.authority.urls")),
    path("invited/", include("opencaf.web.invited.urls")),
    path("help/", include("opencaf.web.help.urls")),
    path(policy.REPORT_ADDRESS.lstrip("/"), policy.csp_report, name="csp_report"),
]

"""What an authority writes to help: guidance by question, examples, and who read the refresher."""

from opencaf.guidance.models.examples import AgeBand, Example
from opencaf.guidance.models.refresher import RefresherRead
from opencaf.guidance.models.versions import GuidanceVersion

__all__ = ["AgeBand", "Example", "GuidanceVersion", "RefresherRead"]

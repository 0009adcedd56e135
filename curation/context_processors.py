from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from curation.models import Edition


def edition(request: HttpRequest) -> dict[str, object]:
    """The edition that a page shows: taken by the view before its data, else now."""
    taken = getattr(request, "edition", None)
    return {"edition": taken if taken is not None else SimpleLazyObject(Edition.current)}

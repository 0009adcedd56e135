from typing import Any

from django.http import HttpRequest

from sources.models import Collection


def collections(request: HttpRequest) -> dict[str, Any]:
    """The collections to choose from: (label, address of this page with it, whether it is chosen).

    ``collection`` is the label of the chosen one, empty for all. Where nothing can be chosen there
    is neither. What was entered here alone can be asked for, and is offered only then.
    """
    if not hasattr(request, "collection"):
        return {}
    query = request.GET.copy()
    for name in ("collection", "page"):
        query.pop(name, None)
    choices = [("All", f"?{query.urlencode()}", not request.collection)]
    for collection in Collection:
        if collection in (Collection.SOURCE_TEXTS, Collection.CASEBOOK, request.collection):
            query["collection"] = collection
            address = f"?{query.urlencode()}"
            choices.append((str(collection.label), address, collection == request.collection))
    chosen = str(Collection(request.collection).label) if request.collection else ""
    return {"collections": choices, "collection": chosen}

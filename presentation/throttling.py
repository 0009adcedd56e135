from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.throttling import SimpleRateThrottle


class PerAddress(SimpleRateThrottle):
    """So many requests of one address in a time, as the setting ``API_RATE`` says; None for all."""

    scope = "api"
    num_requests: int
    duration: int

    def get_rate(self) -> Any:
        return settings.API_RATE

    def get_cache_key(self, request: Any, view: Any) -> str:
        ident = self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def allows(self, request: HttpRequest) -> bool:
        return bool(self.allow_request(request, None))  # type: ignore[arg-type]  # reads META alone

    def say_limits(self, response: HttpResponse) -> None:
        """How many requests a window has, how many are left in it, and the seconds to its end."""
        if self.rate is None:
            return
        left = self.num_requests - len(self.history)
        response["RateLimit-Limit"] = str(self.num_requests)
        response["RateLimit-Remaining"] = str(max(left, 0))
        response["RateLimit-Reset"] = str(self.seconds_to_next)
        if response.status_code == 429:
            response["Retry-After"] = str(self.seconds_to_next)

    @property
    def seconds_to_next(self) -> int:
        """Until the oldest request counts no more."""
        oldest = self.history[-1] if self.history else self.now
        return max(1, math.ceil(self.duration - (self.now - oldest)))

"""An upload of 50 MB to a real server is answered with a sentence, and needs little memory."""

import http.client
import tracemalloc

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from curation.models import KeptFile
from tests.roles import REVIEWER, person

pytestmark = pytest.mark.django_db(transaction=True)
PIECE = b"initiative,example,,,Example\n" * 2000


def post(live_server, size):
    """The status and text of the answer to an upload of so many bytes, sent piece by piece."""
    client = Client()
    client.force_login(User.objects.filter(username="reviewers").first() or person(REVIEWER))
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    connection = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port)
    connection.putrequest("POST", reverse("admin:curation_import"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    connection.putheader("Cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(len(head) + size))
    connection.endheaders(head)
    for _ in range(size // len(PIECE)):
        connection.send(PIECE)
    connection.send(PIECE[: size % len(PIECE)])
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_fifty_megabytes_are_refused_with_a_sentence_and_little_memory(live_server):
    post(live_server, 20_000_000)  # whatever is loaded once is loaded now
    tracemalloc.start()
    try:
        status, text = post(live_server, 50_000_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert status == 413
    assert "the file has 50 MB; 10 MB are the most. Divide it into several." in text
    assert most < 5_000_000
    assert not KeptFile.objects.exists()

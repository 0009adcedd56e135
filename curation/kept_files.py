"""Files between their dry run and their import: taken once, forgotten after a day."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from curation.models import Batch, KeptFile
from curation.sheets import read
from curation.sheets.uploads import Upload, printable, text_of

KEPT_FOR = timedelta(days=1)


class Gone(Exception):
    """The file was brought in already, or forgotten."""


def keep(file: Any, author: Any) -> KeptFile:
    """Keep an uploaded file that may be one of ours; raises UploadError if it can't be."""
    KeptFile.objects.filter(created__lt=timezone.now() - KEPT_FOR).delete()
    name = printable(file.name, 200)
    text_of(file, name)
    file.seek(0)
    return KeptFile.objects.create(name=name, content=file.read(), author=author)


def kept_by(author: Any) -> models.QuerySet[KeptFile]:
    """The files that wait for a decision of their author, the newest first."""
    recent = KeptFile.objects.filter(author=author, created__gte=timezone.now() - KEPT_FOR)
    return recent.order_by("-created", "-id").defer("content")


def upload_of(kept: KeptFile) -> Upload:
    """What a kept file says; raises UploadError."""
    return read(io.BytesIO(bytes(kept.content)), kept.name)


def take(kept: KeptFile) -> Upload:
    """Take the file away and read it; of two that try, one is told that it is ``Gone``.

    The caller holds the transaction: if it is rolled back, the file is still there.
    """
    file = KeptFile.objects.filter(pk=kept.pk).first()
    if file is None or not KeptFile.objects.filter(pk=kept.pk).delete()[0]:
        raise Gone
    return upload_of(file)


def brought_in(pk: int, author: Any) -> Batch | None:
    """The batch that a file of this author became."""
    imports = Batch.objects.filter(kind=Batch.Kind.IMPORT, author=author)
    return imports.filter(details__kept=pk).first()

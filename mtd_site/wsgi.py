"""The site as a WSGI application, for a server such as granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")

application = get_wsgi_application()

"""What this room adds to the tools of the desk."""

from curation.desk import TOOLS, Tool
from initiatives.coding_admin import LIST

TOOLS.append(Tool("Code a case a second time", LIST))

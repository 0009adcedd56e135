"""What the planner of the database must be told after many rows were written at once."""

from django.db import connection


def tell_the_planner() -> None:
    """Have PostgreSQL count its rows anew: until it has, it plans queries as for empty tables."""
    if connection.vendor == "postgresql":
        names = connection.introspection.django_table_names(only_existing=True)
        tables = ", ".join(map(connection.ops.quote_name, names))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")

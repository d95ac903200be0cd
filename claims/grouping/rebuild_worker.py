"""A process that shares a rebuild.

Apart from ``rebuilding``: a new process imports this file before Django is set up,
so nothing here may import a model above its functions.
"""


def do_remaining_parts() -> None:
    import django

    django.setup()
    from claims.grouping import rebuilding

    for _ in rebuilding.do_remaining_parts():
        pass

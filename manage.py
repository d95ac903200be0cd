#!/usr/bin/env python
"""On Record's command line. ``manage.py help`` lists what it can do."""

import sys

from config import environment, postgres


def main() -> None:
    environment.load_settings()
    from django.core.management import execute_from_command_line
    from django.db import Error

    from config.database import explain, is_outage

    postgres.ensure_running()
    try:
        execute_from_command_line(sys.argv)
    except Error as error:
        if not is_outage(error):
            raise
        sys.exit(explain(error))


if __name__ == "__main__":
    main()

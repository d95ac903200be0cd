#!/usr/bin/env python
"""On Record's command line. ``manage.py help`` lists what it can do."""

import sys

from config import environment, interrupts, postgres


def main() -> None:
    environment.load_settings()
    from django.core.management import execute_from_command_line
    from django.db import Error

    from config.database import explain, is_outage

    try:
        postgres.ensure_running()
        execute_from_command_line(sys.argv)
    except Error as error:
        if not is_outage(error):
            raise
        sys.exit(explain(error))
    except KeyboardInterrupt:
        sys.stderr.write(f"{interrupts.STOPPED}\n")
        sys.exit(interrupts.EXIT_CODE)


if __name__ == "__main__":
    main()

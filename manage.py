#!/usr/bin/env python
"""On Record's command line. ``manage.py help`` lists what it can do."""

import sys

from config import environment, postgres


def main() -> None:
    environment.load_settings()
    from django.core.management import execute_from_command_line

    postgres.ensure_running()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

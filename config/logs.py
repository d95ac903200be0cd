"""What is left out of the log."""

import logging


class RefusalFilter(logging.Filter):
    """What a client sent wrong is one line: only the site's own faults have a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True

"""What a client sent wrong is one line in the log, what the site did wrong has its traceback."""

import logging
import sys


def logged(level: int) -> str:
    """The lines that the site's own handler writes of a request that raised an error."""
    try:
        raise ValueError("half a form")
    except ValueError:
        arguments = ("Bad request: %s", ("/add/",), sys.exc_info())
    record = logging.LogRecord("django.request", level, __file__, 1, *arguments)
    handlers = logging.getLogger("django").handlers
    handler = next(one for one in handlers if type(one) is logging.StreamHandler)
    assert handler.filter(record)
    return handler.format(record)


def test_a_refused_request_is_one_line():
    assert len(logged(logging.WARNING).splitlines()) == 1


def test_a_fault_of_the_site_has_its_traceback():
    assert "half a form" in logged(logging.ERROR)

"""Everything on record as a folder of files, and back again. See docs/dump.md.

``write(folder)`` and ``read(folder)`` yield a ``Progress`` now and then; a ``DumpError`` says in
one line what is wrong and what to do, and leaves nothing half done. What ``read`` loads, ``write``
writes again byte for byte.
"""

from claims.export.dump.errors import DumpError, Progress
from claims.export.dump.reader import read
from claims.export.dump.writer import write

__all__ = ["DumpError", "Progress", "read", "write"]

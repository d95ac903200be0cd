"""What the lines of a text are, where its input says so: a heading, an item, a link, a caption."""

from collections.abc import Mapping
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    QUOTE = "quote"  # of a block quotation
    EMBED = "embedded post"  # of a social network, with who posted it
    TABLE = "table row"
    CAPTION = "caption"
    FURNITURE = "furniture"  # as outlets.toml says of the outlet's pages
    LINK = "link"  # nothing but a link to another page


# The kind of each line that is no paragraph, by the line's first code point. None where the input
# is plain text, in which a paragraph may be wrapped into several lines.
Structure = Mapping[int, LineKind]

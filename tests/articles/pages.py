"""Invented news pages, with the frame that pages have."""

LEAD = "The harbour board closed the north pier on Friday after two cranes failed an inspection."
QUOTE = "“We had no choice,” said Ann Bell, who heads the board. “People work under those cranes.”"
LAST = "The pier should open again in May, according to a letter that the board sent to shippers."
STORY = f"<p>{LEAD}</p><p>{QUOTE}</p><p>{LAST}</p>"
NAMES = "Ann Bell, Sam Roe, Ida Chen, Max Moss, Eva Lind, Tom Hart, Una Kerr, Jon Vale".split(", ")


def page(
    story: str = STORY,
    *,
    head: str = "<title>Board closes north pier - The Example Times</title>",
    top: str = "<h1>Board closes north pier</h1>",
    attributes: str = 'lang="en"',
) -> str:
    """A whole page around ``story``: menus above, other headlines and a footer below."""
    return f"""<!DOCTYPE html>
<html {attributes}><head><meta charset="utf-8">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article>{top}<div class="article-body">{story}</div></article></main>
<aside><h2>Most read</h2><ul><li><a href="/1">Ten walks to take this spring</a></li></ul></aside>
<footer><p>Contact us. Copyright 2022 The Example Times. All rights reserved.</p></footer>
</body></html>"""


def story(number: int) -> str:
    """A page with one statement, whose words no other number has."""
    name, port = NAMES[number % len(NAMES)], f"port number {number}"
    said = (
        f"“We had no choice about {port},” said {name}, who heads the board. “People work there.”"
    )
    return page(
        f"<p>{LEAD.replace('north pier', port)}</p><p>{said}</p><p>The rest of {port} stays open "
        f"until the summer, according to a letter that the board sent to shippers.</p>",
        top=f"<h1>Board closes {port}</h1>",
    )

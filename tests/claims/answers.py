"""What an address answers, as text."""

from django.http import StreamingHttpResponse
from django.test import Client


def answer_text(client, address: str) -> str:
    response = client.get(address)
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue().decode()
    return response.content.decode(errors="replace") + response.get("Location", "")


def page(client: Client, address: str, status: int = 200) -> str:
    """The page as text, which must have come with this status."""
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()

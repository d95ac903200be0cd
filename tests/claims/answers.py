"""What an address answers, as text."""

from django.http import StreamingHttpResponse


def answer_text(client, address: str) -> str:
    response = client.get(address)
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue().decode()
    return response.content.decode(errors="replace") + response.get("Location", "")

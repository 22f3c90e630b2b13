"""Pages of costing as a client gets them."""

from django.test import Client
from django.urls import reverse


def page_of(client: Client, name: str, *args: str, **query: str) -> str:
    response = client.get(reverse(f"costing:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()

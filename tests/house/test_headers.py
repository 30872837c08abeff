"""What every answer carries, whoever asks for what."""

import re

import pytest

from tests.cast import sign_in

ADDRESSES = ["/", "/sign-in", "/password/reset", "/nowhere", "/static/tracker.css", "/healthz", "/admin/people"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_the_strict_policy(client, path):
    with client.get(path) as page:
        headers = page.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/admin/people", "/admin/people/add", "/password/change", "/nowhere"])
def test_no_page_carries_inline_style_or_script_or_is_kept(client, administrator, path):
    sign_in(client, administrator)
    page = client.get(path)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page.get_data(as_text=True))
    assert page.headers["Cache-Control"] == "no-store"


def test_over_tls_browsers_are_told_to_stay_there(client):
    assert "max-age" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:8000", "localhost@evil.example"]
)
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400
    page = client.post("/password/reset", data={"email": "maya.noor@example.org"}, headers={"Host": host})
    assert page.status_code == 400


def test_what_is_sent_without_the_pages_token_is_refused_and_said(client, administrator, with_csrf):
    sign_in(client, administrator)
    page = client.post("/admin/people/add", data={"name": "Ann Bell", "email": "ann@example.org"})
    assert page.status_code == 400
    assert "Nothing was saved yet. Copy what you typed from below, open the page again" in page.get_data(as_text=True)
    assert "Ann Bell" not in client.get("/admin/people").get_data(as_text=True)


def test_with_the_pages_token_it_is_taken(client, administrator, with_csrf):
    sign_in(client, administrator)
    html = client.get("/admin/people/add").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)[1]
    data = {"name": "Ann Bell", "email": "ann@example.org", "csrf_token": token}
    assert client.post("/admin/people/add", data=data).status_code == 302


@pytest.mark.parametrize("path", ["/nowhere", "/appendices.docx", "/static/../config.py", "/services/"])
def test_an_unknown_address_is_not_found(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "Page not found" in page.get_data(as_text=True)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_takes_nothing_says_so(client, method):
    page = getattr(client, method)("/")
    assert page.status_code == 405
    assert "This address cannot be used in that way" in page.get_data(as_text=True)
    assert "GET" in page.headers["Allow"]

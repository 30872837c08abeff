"""Letters, handed to a real mail server, to a stand-in for GOV.UK Notify, and to files."""

from dataclasses import replace

import jwt
import pytest
from flask_mailman.backends.smtp import EmailBackend

from tests.post import NOTIFY_KEY, TEMPLATE, mail_server, nobody_there, notify, use_server
from tracker.mail import Letter, MailDownError, NotSentError, send
from tracker.sign_in.mail import WORKER

LETTER = Letter(
    "ann@example.org", "Your week: 1 overdue", "Hello Ann,\n\nLeaflets – “now”.\n", "week-1", "https://x.example/stop/1"
)


@pytest.fixture
def server(app, monkeypatch):
    with mail_server() as there:
        use_server(app, monkeypatch, there.port)
        yield there


@pytest.fixture
def by_notify(app, monkeypatch):
    with notify() as there:
        config = replace(
            app.config["TRACKER"], notify_api_key=NOTIFY_KEY, notify_template=TEMPLATE, notify_url=there.url
        )
        monkeypatch.setitem(app.config, "TRACKER", config)
        yield there


def test_a_mail_server_gets_the_letter_as_it_is(server):
    send(LETTER)
    [letter] = server.letters
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n") == LETTER.body
    assert letter["List-Unsubscribe"] == f"<{LETTER.stop}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_second_copy_of_a_letter_has_the_same_name(server):
    send(LETTER)
    send(LETTER)
    send(replace(LETTER, name=""))
    names = [letter["Message-ID"] for letter in server.letters]
    assert names[:2] == ["<week-1@localhost>"] * 2
    assert names[2] not in {None, names[0]}


def test_whom_a_mail_server_refuses_is_said_and_it_is_not_down(server):
    server.refused.add(LETTER.to)
    with pytest.raises(NotSentError, match=r"refused the letter.*nobody of that name here") as error:
        send(LETTER)
    assert not isinstance(error.value, MailDownError)
    assert server.letters == []


def test_a_mail_server_that_is_not_there_is_down(app, monkeypatch):
    use_server(app, monkeypatch, nobody_there())
    with pytest.raises(MailDownError, match=r"The mail server: .*refused"):
        send(LETTER)


def test_a_mail_server_that_is_rude_at_the_end_has_taken_the_letter(server, monkeypatch, caplog):
    def hang(backend):
        backend.connection.close()
        raise TimeoutError("timed out")

    monkeypatch.setattr(EmailBackend, "close", hang)
    send(LETTER)
    assert [letter["To"] for letter in server.letters] == [LETTER.to]
    assert "The mail server did not let us hang up: timed out" in caplog.text


def test_without_a_mail_server_it_is_a_file(app, home):
    folder = home / "mail"
    before = set(folder.glob("*")) if folder.exists() else set()
    send(LETTER)
    [file] = set(folder.glob("*")) - before
    assert "Message-ID: <week-1@localhost>" in file.read_text()


def test_notify_gets_it_through_its_template(by_notify):
    send(LETTER)
    assert by_notify.paths == ["/v2/notifications/email"]
    assert by_notify.asked == [
        {
            "email_address": LETTER.to,
            "template_id": TEMPLATE,
            "personalisation": {"subject": LETTER.subject, "body": LETTER.body},
            "reference": "week-1",
            "one_click_unsubscribe_url": LETTER.stop,
        }
    ]
    token = by_notify.authorised[0].removeprefix("Bearer ")
    claims = jwt.decode(token, NOTIFY_KEY[-36:], algorithms=["HS256"], options={"verify_aud": False})
    assert claims["iss"] == NOTIFY_KEY[-73:-37]


@pytest.mark.parametrize(
    ("status", "is_down"), [(400, False), (401, True), (403, True), (429, True), (500, True), (503, True)]
)
def test_what_notify_answers_tells_whether_it_takes_others(by_notify, status, is_down):
    by_notify.status, by_notify.fault = status, "That is not possible"
    with pytest.raises(NotSentError, match=f"GOV.UK Notify: {status}.*That is not possible") as error:
        send(LETTER)
    assert isinstance(error.value, MailDownError) == is_down
    assert NOTIFY_KEY[-36:] not in str(error.value)


def test_a_notify_out_of_reach_is_down(app, monkeypatch):
    url = f"http://127.0.0.1:{nobody_there()}"
    config = replace(app.config["TRACKER"], notify_api_key=NOTIFY_KEY, notify_template=TEMPLATE, notify_url=url)
    monkeypatch.setitem(app.config, "TRACKER", config)
    with pytest.raises(MailDownError, match=r"GOV\.UK Notify"):
        send(LETTER)


def test_a_link_to_choose_a_password_goes_the_same_way(app, client, account, by_notify):
    client.post("/password/reset", data={"email": account.email})
    app.extensions[WORKER].submit(lambda: None).result(timeout=20)
    [asked] = by_notify.asked
    assert asked["email_address"] == account.email
    assert asked["personalisation"]["subject"] == "Choose a new password: Minimum Standards tracker"
    assert "/password/reset/" in asked["personalisation"]["body"]

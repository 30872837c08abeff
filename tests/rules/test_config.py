"""How large a file and a request may be, as the environment says it."""

import pytest

from tracker.config import Config
from tracker.errors import NotReady
from tracker.signing import SigningKey


@pytest.mark.parametrize(("said", "limit"), [("", 20), ("1", 1), ("50", 50), ("999", 999)])
def test_a_request_has_room_for_a_file_and_a_form(said, limit):
    config = Config.from_environment({"TRACKER_FILE_LIMIT": said})
    assert (config.file_limit, config.request_limit) == (limit, (limit + 5) * 2**20)


@pytest.mark.parametrize("said", ["0", "-1", "20MB", "1000", "1.5", "²", " 20"])
def test_a_limit_that_is_none_is_said(said):
    with pytest.raises(NotReady, match="TRACKER_FILE_LIMIT"):
        Config.from_environment({"TRACKER_FILE_LIMIT": said})


def test_the_key_for_seals_is_made_once_and_only_its_owner_reads_it(tmp_path):
    config = Config(tmp_path)
    config.make_signing_key()
    first = config.signing_key().public
    config.make_signing_key()
    assert config.signing_key().public == first
    assert (tmp_path / "signing-key").stat().st_mode & 0o777 == 0o600


def test_a_missing_key_for_seals_is_said_and_not_made(tmp_path):
    config = Config(tmp_path)
    config.make_home()
    with pytest.raises(NotReady, match="Put it back from a backup"):
        config.signing_key()
    assert not (tmp_path / "signing-key").exists()


def test_a_damaged_key_for_seals_is_said_and_not_replaced(tmp_path):
    config = Config(tmp_path)
    config.make_signing_key()
    (tmp_path / "signing-key").write_text("x")
    config.make_signing_key()
    with pytest.raises(NotReady, match="is damaged"):
        config.signing_key()


def test_several_machines_have_the_key_for_seals_from_the_environment(tmp_path):
    key, file = "0a" * 32, tmp_path / "shared-key"
    file.write_text(f"{key}\n")
    for said in (key, str(file)):
        config = Config.from_environment({"TRACKER_HOME": str(tmp_path), "TRACKER_SIGNING_KEY": said})
        config.make_signing_key()
        assert config.signing_key().public == SigningKey(key).public
        assert key not in repr(config)
    assert not (tmp_path / "signing-key").exists()


def test_a_key_that_is_not_quite_one_is_not_taken_for_the_name_of_a_file_and_shown(tmp_path):
    key = "0a" * 32
    for said in (f" {key}\n", key.upper()):
        config = Config.from_environment({"TRACKER_HOME": str(tmp_path), "TRACKER_SIGNING_KEY": said})
        assert config.signing_key().public == SigningKey(key).public
    for said in (key[1:], f"{key}0", f"{key[1:]}O"):
        with pytest.raises(NotReady, match="TRACKER_SIGNING_KEY is no key for seals") as error:
            Config.from_environment({"TRACKER_SIGNING_KEY": said})
        assert "0a0a" not in str(error.value)


KEY_ID, KEY_SECRET = "0a1b2c3d-0000-4000-8000-000000000002", "0A1B2C3D-0000-4000-8000-000000000003"
NOTIFY = {"NOTIFY_API_KEY": f" our_key-{KEY_ID}-{KEY_SECRET}\n", "NOTIFY_TEMPLATE": KEY_ID}


def test_mail_goes_through_notify_where_its_key_and_template_are_set():
    config = Config.from_environment(NOTIFY)
    assert (config.notify_api_key, config.notify_template) == (f"our_key-{KEY_ID}-{KEY_SECRET}", KEY_ID)
    assert config.notify_url == "https://api.notifications.service.gov.uk"
    assert KEY_SECRET not in repr(config)
    assert Config.from_environment({}).notify_api_key == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"NOTIFY_API_KEY": ""}, "NOTIFY_API_KEY is no key"),
        ({"NOTIFY_API_KEY": KEY_SECRET}, "NOTIFY_API_KEY is no key"),
        ({"NOTIFY_API_KEY": f"our_key-{KEY_ID}-{KEY_SECRET}0"}, "NOTIFY_API_KEY is no key"),
        ({"NOTIFY_TEMPLATE": ""}, "NOTIFY_TEMPLATE is “”: copy the ID"),
        ({"NOTIFY_TEMPLATE": "weekly letter"}, "NOTIFY_TEMPLATE is “weekly letter”"),
        ({"SMTP_URL": "smtp://localhost"}, "not both"),
    ],
)
def test_half_a_setting_for_notify_is_said_at_the_start_and_no_key_is_shown(wrong, said):
    with pytest.raises(NotReady, match=said) as error:
        Config.from_environment(NOTIFY | wrong)
    assert KEY_SECRET not in str(error.value)

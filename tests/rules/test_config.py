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

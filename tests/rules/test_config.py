"""How large a file and a request may be, as the environment says it."""

import pytest

from tracker.config import Config
from tracker.errors import NotReady


@pytest.mark.parametrize(("said", "limit"), [("", 20), ("1", 1), ("50", 50), ("999", 999)])
def test_a_request_has_room_for_a_file_and_a_form(said, limit):
    config = Config.from_environment({"TRACKER_FILE_LIMIT": said})
    assert (config.file_limit, config.request_limit) == (limit, (limit + 5) * 2**20)


@pytest.mark.parametrize("said", ["0", "-1", "20MB", "1000", "1.5", "²", " 20"])
def test_a_limit_that_is_none_is_said(said):
    with pytest.raises(NotReady, match="TRACKER_FILE_LIMIT"):
        Config.from_environment({"TRACKER_FILE_LIMIT": said})

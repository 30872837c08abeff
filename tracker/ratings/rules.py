"""How long somebody counts as being at a standard."""

from datetime import timedelta
from typing import Final

HERE_FOR: Final = timedelta(seconds=50)
"""After the last sign of life; an open page gives one every 20 seconds."""

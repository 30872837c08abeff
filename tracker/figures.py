"""Figures as people type and print them ("1,524", "14.07", "17.5%"), how they changed, and those that name somebody."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tracker.errors import Invalid

FEW: Final = 5  # people, of whom fewer may be recognised
FEWER: Final = f"fewer than {FEW}"
PERCENT: Final = "%"

_TYPED = re.compile(
    r"(?P<sign>[-−–]?)(?P<pound>£?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?\s*(?P<percent>%?)"
)
_DIGITS, _PLACES = 12, 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A name, what was counted or measured, in which unit and period, and what it was before, if that is known.

    ``as_few`` is whether what is under five is printed as "fewer than 5".
    """

    name: str
    value: Decimal
    unit: str
    period: str
    earlier: Decimal | None = None
    earlier_period: str = ""
    as_few: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is a share of a whole, so that its change is one of percentage points."""
        return self.unit == PERCENT


def number(text: str) -> tuple[Decimal, str]:
    """The number that ``text`` is, and the unit that stands with it: "£", "%" or none. Raises ``Invalid``."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise Invalid(f"“{text.strip()[:40]}” is not a number. Write it like 1,524 or 14.07 or 17.5%")
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    if len(whole.lstrip("0")) > _DIGITS or len(part) > _PLACES + 1:
        raise Invalid(f"At most {_DIGITS} digits before the point, and {_PLACES} after it")
    value = Decimal(f"{'-' if found['sign'] else ''}{whole}{part}")
    return value, found["percent"] or found["pound"]


def in_digits(value: Decimal) -> str:
    """ "1,524", "14.07", "−3"."""
    return f"{value:,f}".replace("-", "−")


def amount(value: Decimal, unit: str) -> str:
    """A number with its unit: "1,524 referrals", "17.5%", "£1,200"."""
    if unit in {PERCENT, ""}:
        return f"{in_digits(value)}{unit}"
    if unit == "£":
        return f"−£{in_digits(-value)}" if value < 0 else f"£{in_digits(value)}"
    return f"{in_digits(value)} {unit}"


def change(figure: Figure) -> str:
    """How the value differs from the earlier one, in words: "14.07 % more than before"; empty where there is none."""
    if figure.earlier is None:
        return ""
    before = f"in {figure.earlier_period}" if figure.earlier_period else "before"
    difference = figure.value - figure.earlier
    if not difference:
        return f"the same as {before}"
    word = "more" if difference > 0 else "less"
    if figure.is_share:
        points = in_digits(_rounded(abs(difference)))
        return f"{points} percentage {'point' if points == '1' else 'points'} {word} than {before}"
    if figure.earlier <= 0:
        return f"{word} than {before}, when it was {in_digits(figure.earlier)}"
    percent = _rounded(abs(difference) / figure.earlier * 100)
    return f"{in_digits(percent) if percent else 'less than 0.01'} % {word} than {before}"


def _rounded(value: Decimal) -> Decimal:
    """To two places, without noughts at the end."""
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short.normalize()


def is_few(value: Decimal | None, unit: str) -> bool:
    """Whether a value may be so few people that one is recognised: 1 to 4, whole, and neither a share nor money."""
    return value is not None and unit not in {PERCENT, "£"} and 0 < value < FEW and value == value.to_integral_value()


def has_few(figure: Figure) -> bool:
    """Whether the figure, or what it was before, may be so few people that one is recognised."""
    return is_few(figure.value, figure.unit) or is_few(figure.earlier, figure.unit)


def printed_amount(value: Decimal, figure: Figure) -> str:
    """A value of ``figure`` as it may be published: "1,524 referrals", or "fewer than 5 referrals"."""
    if figure.as_few and is_few(value, figure.unit):
        return f"{FEWER} {figure.unit}".strip()
    return amount(value, figure.unit)


def printed(figure: Figure) -> str:
    """The figure as it may be published: "1,524 referrals, 2020-21, 14.07 % more than in 2019-20".

    Where a number is printed as fewer than 5, the change is left out: it would give the number away.
    """
    hidden = figure.as_few and has_few(figure)
    parts = [printed_amount(figure.value, figure), figure.period, "" if hidden else change(figure)]
    return ", ".join(part for part in parts if part)

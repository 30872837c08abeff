"""GOV.UK Frontend's compiled stylesheet and script, made fit for a service outside GOV.UK.

The typeface GDS Transport and the royal coat of arms are licensed for use on GOV.UK only, so neither may be
shipped, named or asked for. A rule that draws with an image goes as a whole: the background that the image
masks would stay as a solid block.
"""

import re

GOVUK_FONTS = "GDS Transport,arial,sans-serif"
SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif'

_ASSET = r"url\((?!\s*[\"']?(?:data:|#))"
_COMMENT = r"/\*(?:[^*]|\*(?!/))*\*/"

# The comment in front of the first @font-face is the typeface's copyright notice.
_FONT_FACE = re.compile(rf"(?:{_COMMENT}\s*)?@font-face\s*\{{[^{{}}]*\}}")
_RULE_WITH_ASSET = re.compile(rf"[^{{}};]+\{{[^{{}}]*{_ASSET}[^{{}}]*\}}", re.IGNORECASE)
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/\s*|//# sourceMappingURL=.*\s*")

_UNWANTED = {
    "the typeface GDS Transport": re.compile(r"GDS Transport", re.IGNORECASE),
    "an @font-face rule": re.compile(r"@font-face", re.IGNORECASE),
    "the address of an image or font": re.compile(_ASSET, re.IGNORECASE),
    "a crest or crown image": re.compile(r"(?:crest|crown)[\w-]*\.(?:svg|png|gif|ico)", re.IGNORECASE),
    "the address of a source map": re.compile(r"sourceMappingURL"),
}


def adapted_stylesheet(css: str) -> str:
    """The stylesheet in system fonts and without images."""
    css = _FONT_FACE.sub("", css)
    css = css.replace(GOVUK_FONTS, SYSTEM_FONTS)
    css = _RULE_WITH_ASSET.sub("", css)
    return _SOURCE_MAP.sub("", css)


def adapted_script(javascript: str) -> str:
    """The script without the address of its source map, which is not shipped."""
    return _SOURCE_MAP.sub("", javascript)


def unwanted_in(text: str) -> list[str]:
    """What may not be shipped and is still in a stylesheet or script, each with the text around it."""
    found = ((what, pattern.search(text)) for what, pattern in _UNWANTED.items())
    return [f"{what}: …{_around(match)}…" for what, match in found if match]


def _around(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 40) : match.end() + 40]

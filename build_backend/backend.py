"""How the project is built (PEP 517): by setuptools, once GOV.UK Frontend is in the package."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import govuk_frontend
from setuptools import build_meta
from setuptools.build_meta import prepare_metadata_for_build_editable, prepare_metadata_for_build_wheel

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

ConfigSettings = Mapping[str, str | list[str] | None]

PROJECT = Path(__file__).resolve().parents[1]
GOVUK_FOLDER = PROJECT / "tracker" / "static" / "govuk"
WORK_FOLDER = PROJECT / "build"


def get_requires_for_build_wheel(config_settings: ConfigSettings | None = None) -> list[str]:
    return build_meta.get_requires_for_build_wheel(config_settings) + _npm_where_needed()


def get_requires_for_build_editable(config_settings: ConfigSettings | None = None) -> list[str]:
    return build_meta.get_requires_for_build_editable(config_settings) + _npm_where_needed()


def get_requires_for_build_sdist(config_settings: ConfigSettings | None = None) -> list[str]:
    return build_meta.get_requires_for_build_sdist(config_settings) + _npm_where_needed()


def build_wheel(
    wheel_directory: str,
    config_settings: ConfigSettings | None = None,
    metadata_directory: str | None = None,
) -> str:
    _add_govuk_frontend()
    shutil.rmtree(WORK_FOLDER / "lib", ignore_errors=True)  # setuptools would pack what an earlier build left there
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(
    wheel_directory: str,
    config_settings: ConfigSettings | None = None,
    metadata_directory: str | None = None,
) -> str:
    _add_govuk_frontend()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: ConfigSettings | None = None) -> str:
    _add_govuk_frontend()
    return build_meta.build_sdist(sdist_directory, config_settings)


def _npm_where_needed() -> list[str]:
    return govuk_frontend.requirements(GOVUK_FOLDER)


def _add_govuk_frontend() -> None:
    try:
        govuk_frontend.add_to(GOVUK_FOLDER, work_folder=WORK_FOLDER)
    except govuk_frontend.FrontendError as error:
        # Whoever builds reads the message alone, without a traceback, as with setuptools' own errors.
        raise SystemExit(f"error: {error}") from error

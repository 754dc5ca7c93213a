"""environment.yml and postBuild set up for Binder what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
POST_BUILD = (ROOT / "postBuild").read_text(encoding="utf-8")
# The same package under conda-forge's name.
CONDA = {"matplotlib": "matplotlib-base", "torch": "pytorch-cpu"}


def listed() -> dict[str, Requirement]:
    """Read what environment.yml installs, from conda-forge or from pip, by name."""
    entries = []
    for entry in ENVIRONMENT["dependencies"]:
        entries += (
            entry["pip"] if isinstance(entry, dict) else [re.sub(r"(?<![<>=])=(?!=)", "==", entry)]
        )
    return {Requirement(entry).name: Requirement(entry) for entry in entries}


def wanted() -> list[Requirement]:
    """Read the base dependencies and those of the extras; dask[distributed] is two packages.

    No chapter prints the story: Binder needs nothing of that extra.
    """
    extras = [
        PROJECT["optional-dependencies"][name] for name in ("learn", "ldpc", "cluster", "scans")
    ]
    found = [Requirement(text) for text in sum(extras, PROJECT["dependencies"])]
    parts = [
        Requirement(f"{extra}{requirement.specifier}")
        for requirement in found
        for extra in requirement.extras
    ]
    return [requirement for requirement in (*found, *parts) if requirement.name != "pyldpc"]


@pytest.mark.parametrize("requirement", wanted(), ids=lambda requirement: requirement.name)
def test_each_dependency_is_listed_with_its_bounds(requirement: Requirement) -> None:
    there = listed()[CONDA.get(requirement.name, requirement.name)]
    assert there.specifier == requirement.specifier


def test_nothing_is_listed_that_is_not_wanted() -> None:
    names = {CONDA.get(requirement.name, requirement.name) for requirement in wanted()}
    assert set(listed()) - names == {"python", "pip", "setuptools", "jupyterlab"}


def test_python_is_one_that_the_project_takes() -> None:
    (version,) = listed()["python"].specifier
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(
        Version(version.version)
    )


def test_the_package_is_installed_after_the_environment() -> None:
    assert not any(
        "-e" in str(entry) or "ee376a" in str(entry) for entry in ENVIRONMENT["dependencies"]
    )
    assert "pip install --no-cache-dir --no-deps -e ." in POST_BUILD
    (ldpc,) = PROJECT["optional-dependencies"]["ldpc"]
    assert f"--no-build-isolation '{ldpc}'" in POST_BUILD
    assert (ROOT / "postBuild").stat().st_mode & 0o111

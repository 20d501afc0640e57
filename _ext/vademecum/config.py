"""The settings of the handbook: default, type, check and help of each, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.core.skills.notation import DomainSpec
from vademecum.findings.codes import Code, Severity
from vademecum.findings.warnings import warn

PREFIX = "vademecum_"
REPORTS = ("people", "github", "sarif")


def _strings(value: object) -> frozenset[str]:
    if isinstance(value, str) or not all(isinstance(v, str) for v in value):  # type: ignore[attr-defined]
        raise TypeError("a list of strings")
    return frozenset(map(str, value))  # type: ignore[call-overload]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string")
    return value


def _report(value: object) -> str:
    if value not in REPORTS:
        raise TypeError("“people”, “github” or “sarif”")
    return str(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise TypeError("a whole number above 0")
    return value


def _domains(value: object) -> tuple[DomainSpec, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list of tables with slug, code, name and perhaps aliases")
    return tuple(
        DomainSpec(
            slug=str(entry["slug"]),
            code=str(entry["code"]),
            name=str(entry["name"]),
            aliases=tuple(entry.get("aliases", ())),
        )
        for entry in value
    )


def _labels(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    ):
        raise TypeError("a table of names and labels")
    return dict(value)


def _severities(value: object) -> dict[str, str]:
    known = {code.value for code in Code}
    levels = {level.value for level in Severity}
    table = _labels(value)
    if not set(table) <= known or not set(table.values()) <= levels:
        raise TypeError("a table of codes of the check, each with “error”, “notice” or “off”")
    return table


def _setting(read: Callable[[object], Any], told: str, default: Callable[[], Any]) -> Any:
    return field(default_factory=default, metadata={"read": read, "help": told})


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``conf.py`` may say, checked; each field is the option ``vademecum_<field>``."""

    domains: tuple[DomainSpec, ...] = _setting(
        _domains, "The domains known by name: slug, code, name, aliases.", tuple
    )
    skills_notes: frozenset[str] = _setting(
        _strings, "Names or titles of the notes whose lists are skills.", frozenset
    )
    link_schemes: frozenset[str] = _setting(
        _strings,
        "Schemes that a link may lead to.",
        lambda: frozenset({"http", "https", "mailto", "tel", "obsidian"}),
    )
    directives: frozenset[str] = _setting(
        _strings, "Directives allowed in notes beside those known to be harmless.", frozenset
    )
    title_property: str = _setting(
        _text, "Property that gives a page its title before the first H1 does.", str
    )
    edit_url: str = _setting(
        _text, "Where a note is edited: an address in which {path} stands for the note.", str
    )
    note_limit: int = _setting(
        _count, "Bytes beyond which a note is shown as plain text.", lambda: 1_000_000
    )

    severity: dict[str, str] = _setting(  # noqa: RUF009  it gives a field
        _severities, "How much each code of the check matters: error, notice or off.", dict
    )
    report: str = _setting(
        _report, "How the check speaks: people, github or sarif.", lambda: "people"
    )
    guide_url: str = _setting(
        _text, "Where a code of the check is explained: an address with {code} in it.", str
    )
    long_note: int = _setting(
        _count, "Words beyond which the check calls a note long.", lambda: 4000
    )
    tags: frozenset[str] = _setting(_strings, "Tags that the check knows.", frozenset)
    properties: frozenset[str] = _setting(
        _strings, "Properties of notes that the check knows.", frozenset
    )

    shown_properties: frozenset[str] = _setting(
        _strings,
        "Properties that readers see at the head of a note.",
        lambda: frozenset(
            "auteur autrice auteurs author Autor autore institution musée museum contact public "
            "lieu ort luogo place période period Zeitraum periodo source sources Quelle fonte "
            "licence license Lizenz licenza durée duration Dauer durata".split()
        ),
    )

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Return the settings of a build; a bad value has been told once and is the default."""
        return cls(**{f.name: _read(f, getattr(config, PREFIX + f.name))[0] for f in fields(cls)})


def _read(setting: Any, value: object) -> tuple[Any, str | None]:
    if value is None:
        return setting.default_factory(), None
    try:
        return setting.metadata["read"](value), None
    except (TypeError, KeyError, AttributeError) as error:
        return setting.default_factory(), str(error)


def _check(_app: Sphinx, config: Config) -> None:
    for setting in fields(Settings):
        name = PREFIX + setting.name
        _, problem = _read(setting, getattr(config, name))
        if problem is not None:
            warn(Code.CONFIG, None, name=name, wanted=problem)


def setup(app: Sphinx) -> None:
    """Declare every setting; a change of one re-reads the notes."""
    for setting in fields(Settings):
        assert setting.default_factory is not MISSING
        app.add_config_value(
            PREFIX + setting.name, None, "env", description=setting.metadata["help"]
        )
    app.connect("config-inited", _check)

"""What the chapters that no note has are written with: heads of parts and tables, plain words."""

from __future__ import annotations

from vademecum.pdf.plan import Plan
from vademecum.pdf.syntax import call, string
from vademecum.pdf.tables import Cell
from vademecum.pdf.translator import TypstTranslator
from vademecum.skills.catalogue import PlacedSkill


class AnnexWriter:
    """Writes chapters that no note has."""

    def __init__(self, plan: Plan, translator: TypstTranslator) -> None:
        self.plan = plan
        self.translator = translator

    def part(self, name: str, title: str) -> str:
        """Return the page that opens a part."""
        return self.translator.part(name, self.translator.exact(title))

    def chapter(self, name: str, title: str) -> str:
        """Return the head of a chapter that no note has."""
        self.translator.places.place(name)
        return call("chapter", string(name), string(title), running_title=string(title))

    def skill(self, identifier: str) -> PlacedSkill:
        """Return a skill by its id."""
        return self.translator.handbook.catalogue.skills[identifier]  # type: ignore[index]

    def row(self, *titles: str) -> list[Cell]:
        """Return the head of a table."""
        return [Cell(string(title), weight=len(title)) for title in titles]

    def words(self, text: str) -> str:
        """Return a text that nothing stands before."""
        self.translator.last = ""
        return self.translator.text(text)

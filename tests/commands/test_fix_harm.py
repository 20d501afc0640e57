"""A mend is kept only if the check is cleaner after it: each is judged by itself."""

from __future__ import annotations

from conftest import Vault

from vademecum.commands.cli import main
from vademecum.lint.fix import LineFix, harmful
from vademecum.lint.rulebook import Rulebook
from vademecum.vault.records import Finding

Findings = tuple[Finding, ...]


def findings(*faults: tuple[str, str, int, str]) -> Findings:
    return tuple(Finding(c, p, line, raw=raw) for c, p, line, raw in faults)


def harm(before: Findings, after: Findings, fixes: list[LineFix]) -> list[LineFix]:
    return harmful(before, after, fixes, Rulebook())


def mend(line: int, raw: str = "[[Un]]", code: str = "link-note", path: str = "A.md") -> LineFix:
    return LineFix(code=code, path=path, line=line, old=raw, new="[[Deux]]")


BEFORE = findings(("link-note", "A.md", 1, "[[Un]]"), ("link-note", "A.md", 2, "[[Un]]"))


def test_a_mend_that_works_is_kept() -> None:
    assert not harm(BEFORE, findings(), [mend(1), mend(2)])


def test_a_mend_whose_finding_stays_does_harm_alone() -> None:
    after = findings(("link-note", "A.md", 2, "[[Un]]"))
    assert harm(BEFORE, after, [mend(1), mend(2)]) == [mend(2)]


def test_a_new_error_is_not_set_off_by_two_that_are_mended() -> None:
    after = findings(("link-heading", "A.md", 2, "[[Deux]]"))
    assert mend(2) in harm(BEFORE, after, [mend(1), mend(2)])


def test_what_a_heading_lets_be_read_may_have_faults_of_its_own() -> None:
    before = findings(("heading-form", "A.md", 1, "##B"))
    heading = mend(1, "##B", "heading-form")
    assert not harm(before, findings(("mark-form", "A.md", 3, "x")), [heading])


def test_a_new_error_in_another_note_spoils_all() -> None:
    after = findings(("link-heading", "C.md", 1, "[[A#B]]"))
    assert harm(BEFORE, after, [mend(1)]) == [mend(1)]


def test_the_other_lines_of_a_note_are_mended(vault: Vault) -> None:
    """Two slips in one note; the words of the first stand in its line as code too."""
    vault.write(
        {
            "A.md": "# A\n\n[[Glossiare]] et `[[Glossiare]]`\n\n[[Glossiare]]\n",
            "Glossaire.md": "# Glossaire\n",
        }
    )
    assert main(["fix", "--vault", str(vault.folder)]) == 0
    text = (vault.folder / "A.md").read_text(encoding="utf-8")
    assert text == "# A\n\n[[Glossiare]] et `[[Glossiare]]`\n\n[[Glossaire]]\n"


TEN = """---
competences: true
tags:contribuer
---
# Compétences

##Curation

- Écrire pour le web ^CUR01
	- Dire en mots simples.
	- acquisition: auto-formation et prestataire
	- Voire [[Giude du web]]
• Photographier une pièce ^cur-02
	- Cadrer, éclairer.
	- [[Guide du web]]
- Décrire **une image ^cur_03**
	- Avec [le site](https:/example.org).
	- Voir [[Guide du web|]]

### Marketing et communication

- [] Vendre en ligne ^mar-01
	- Des billets [acquisition = prestataire]
	- Voir [[Guide du web]]
"""


def test_a_note_with_more_than_ten_slips_is_mended_in_one_go(vault: Vault) -> None:
    """A heading that was none hides skills, whose slips are seen only when it is one."""
    vault.write(
        {
            "Compétences.md": TEN,
            "Guide du web.md": "# Guide du web\n\nTexte.\n",
            "index.md": "# Accueil\n\n[[Compétences]]\n",
        }
    )
    assert main(["fix", "--vault", str(vault.folder)]) == 0
    built = vault.build("check")
    assert built.status == 0
    skills = built.handbook.catalogue.skills
    assert list(skills) == ["CUR-01", "CUR-02", "CUR-03", "MAR-01"]
    assert [len(placed.see) for placed in skills.values()] == [1, 1, 1, 1]
    assert skills["CUR-01"].skill.values("acquisition") == ("auto-formation", "prestataire")  # type: ignore[index]

"""Which file a target means, seen from the note that links."""

import unicodedata

import pytest

from vademecum.vault.index import NoteEntry, VaultIndex, Via
from vademecum.vault.names import NotePath

NFD = unicodedata.normalize("NFD", "Éducation.md")
NOTES = [
    "Accueil.md",
    "C. F. Ramuz.md",
    "MuseumXTD.ch.md",
    "2.0.md",
    "plan.png.md",
    NFD,
    "projets/Note.md",
    "projets/b/Note.md",
    "projets/b/Long chemin/Note.md",
    "archives/Note.md",
    "projets/Accueil.md",
    "a/x/Fiche.md",
    "b/x/Fiche.md",
    ".trash/Corbeille.md",
    ".cachée.md",
    "Seule.md",
]
FILES = ["images/plan.png", "images/Affiche.PNG", "b/images/plan.png", ".obsidian/app.png"]


@pytest.fixture(scope="module")
def vault() -> VaultIndex:
    notes = [NoteEntry(NotePath(path)) for path in NOTES]
    notes.append(NoteEntry(NotePath("Réseaux.md"), ("Médias sociaux", "Double", "Seule")))
    notes.append(NoteEntry(NotePath("Outils.md"), ("Double", "Comment/Outiller")))
    return VaultIndex(notes, map(NotePath, FILES))


@pytest.mark.parametrize(
    ("target", "source", "path", "via", "others"),
    [
        ("", "a/x/Fiche.md", "a/x/Fiche.md", Via.SAME_NOTE, 0),
        ("Accueil", "projets/Note.md", "Accueil.md", Via.EXACT, 0),
        ("accueil.MD", "Seule.md", "Accueil.md", Via.EXACT, 0),
        ("projets/Note", "archives/Note.md", "projets/Note.md", Via.EXACT, 0),
        ("b/Note", "Accueil.md", "projets/b/Note.md", Via.SUFFIX, 0),
        ("B/NOTE", "Accueil.md", "projets/b/Note.md", Via.SUFFIX, 0),
        ("Long chemin/Note", "Accueil.md", "projets/b/Long chemin/Note.md", Via.SUFFIX, 0),
        ("emin/Note", "Accueil.md", None, Via.MISSING, 0),
        ("Note", "Accueil.md", "projets/Note.md", Via.NAME, 3),
        ("Note", "archives/Autre.md", "archives/Note.md", Via.NAME, 3),
        ("Note", "projets/b/Autre.md", "projets/b/Note.md", Via.NAME, 3),
        ("Note", "projets/b/Long chemin/x.md", "projets/b/Long chemin/Note.md", Via.NAME, 3),
        ("x/Fiche", "Accueil.md", "a/x/Fiche.md", Via.SUFFIX, 1),
        ("x/Fiche", "b/Autre.md", "b/x/Fiche.md", Via.SUFFIX, 1),
        ("ailleurs/Accueil", "Accueil.md", None, Via.MISSING, 0),
        ("éducation", "Accueil.md", NFD, Via.EXACT, 0),
        ("C. F. Ramuz", "Accueil.md", "C. F. Ramuz.md", Via.EXACT, 0),
        ("C.\u00a0F.\u00a0Ramuz", "Accueil.md", "C. F. Ramuz.md", Via.EXACT, 0),
        ("MuseumXTD.ch", "Accueil.md", "MuseumXTD.ch.md", Via.EXACT, 0),
        ("2.0", "Accueil.md", "2.0.md", Via.EXACT, 0),
        ("plan.png", "Accueil.md", "images/plan.png", Via.NAME, 1),
        ("plan.png", "b/Autre.md", "b/images/plan.png", Via.NAME, 1),
        ("plan.png.md", "Accueil.md", "plan.png.md", Via.EXACT, 0),
        ("affiche.png", "Accueil.md", "images/Affiche.PNG", Via.NAME, 0),
        ("/Accueil", "projets/Note.md", "Accueil.md", Via.EXACT, 0),
        ("/Note", "projets/Note.md", None, Via.MISSING, 0),
        ("./Accueil", "projets/Note.md", "projets/Accueil.md", Via.EXACT, 0),
        ("./Seule", "projets/Note.md", None, Via.MISSING, 0),
        ("../Accueil", "projets/b/Note.md", "projets/Accueil.md", Via.EXACT, 0),
        ("../../Accueil", "projets/b/Note.md", "Accueil.md", Via.EXACT, 0),
        ("../../../Accueil", "projets/b/Note.md", None, Via.MISSING, 0),
        ("../archives/../Accueil", "projets/Note.md", "Accueil.md", Via.EXACT, 0),
        ("projets/../Accueil", "Accueil.md", None, Via.MISSING, 0),
        ("Corbeille", "Accueil.md", None, Via.MISSING, 0),
        (".trash/Corbeille", "Accueil.md", None, Via.MISSING, 0),
        (".cachée", "Accueil.md", None, Via.MISSING, 0),
        ("app.png", "Accueil.md", None, Via.MISSING, 0),
        ("médias sociaux", "Accueil.md", "Réseaux.md", Via.ALIAS, 0),
        ("Comment/Outiller", "Accueil.md", "Outils.md", Via.ALIAS, 0),
        ("Seule", "Accueil.md", "Seule.md", Via.EXACT, 0),
        ("Double", "Accueil.md", None, Via.MISSING, 2),
        ("/", "Accueil.md", None, Via.MISSING, 0),
        ("projets/", "Accueil.md", None, Via.MISSING, 0),
    ],
)
def test_resolve(
    vault: VaultIndex, target: str, source: str, path: str | None, via: Via, others: int
) -> None:
    match = vault.resolve(target, NotePath(source))
    assert (match.path, match.via, len(match.others)) == (path, via, others)
    assert match.path not in match.others


def test_others_are_the_other_candidates(vault: VaultIndex) -> None:
    match = vault.resolve("x/Fiche", NotePath("b/Autre.md"))
    assert match.others == ("a/x/Fiche.md",)
    assert vault.resolve("Double", NotePath("a.md")).others == ("Outils.md", "Réseaux.md")


def test_files_that_differ_by_case_alone() -> None:
    vault = VaultIndex([NoteEntry(NotePath("note.md")), NoteEntry(NotePath("Note.md"))])
    assert vault.resolve("note", NotePath("a.md")).path == "note.md"
    assert vault.resolve("Note", NotePath("a.md")).path == "Note.md"
    assert vault.resolve("NOTE", NotePath("a.md")).path == "Note.md"


def test_order_of_the_entries_does_not_matter() -> None:
    forwards = VaultIndex(NoteEntry(NotePath(path)) for path in NOTES)
    backwards = VaultIndex(NoteEntry(NotePath(path)) for path in reversed(NOTES))
    for target in ("Note", "x/Fiche", "plan.png"):
        source = NotePath("Accueil.md")
        assert forwards.resolve(target, source) == backwards.resolve(target, source)


@pytest.mark.parametrize(
    ("target", "suggestion"),
    [
        ("Acueil", "Accueil"),
        ("projets/Acueil", "Accueil"),
        ("Education", "Éducation"),
        ("Média sociaux", "Médias sociaux"),
        ("Corbeile", None),
        ("Exemple", None),
    ],
)
def test_suggest(vault: VaultIndex, target: str, suggestion: str | None) -> None:
    assert vault.suggest(target) == suggestion

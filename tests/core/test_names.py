"""Names compared, printed and turned into addresses."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.names import SLUG_LIMIT, NotePath, docnames, fold, note_name, printed, slug

NFD = unicodedata.normalize("NFD", "Éducation")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Éducation", NFD),
        ("ÉDUCATION", "éducation"),
        ("Où\u00a0?", "où ?"),
        ("« a »", "«\u202fa\u2009»"),
        ("Straße", "STRASSE"),
        ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"),
    ],
)
def test_fold_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("a", "à"), ("l'art", "l’art"), ("a b", "ab")])
def test_fold_different(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Note.md", "Note"),
        ("dossier/Note.md", "Note"),
        ("C. F. Ramuz.md", "C. F. Ramuz"),
        ("Note.MD", "Note"),
        ("plan.png", "plan.png"),
        (f"{NFD}.md", "Éducation"),
    ],
)
def test_note_name(path: str, name: str) -> None:
    assert note_name(path) == name


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Éducation et apprentissage", "education-et-apprentissage"),
        (NFD, "education"),
        ("Cœur & ex æquo, Straße", "coeur-ex-aequo-strasse"),
        ("L’art d'exposer", "l-art-d-exposer"),
        ("  « 2.0 » !  ", "2-0"),
        ("😀 Idées", "idees"),
    ],
)
def test_slug(text: str, part: str) -> None:
    assert slug(text) == part


@pytest.mark.parametrize("text", ["😀", "博物館", "", "!!!"])
def test_slug_of_nothing_in_ascii(text: str) -> None:
    assert re.fullmatch(r"n-[0-9a-f]{8}", slug(text))


def test_long_slugs_that_differ_late_stay_apart() -> None:
    first, second = slug("compétence " * 20 + "a"), slug("compétence " * 20 + "b")
    assert first != second
    assert first.startswith("competence-competence-")
    assert len(first) <= SLUG_LIMIT


@given(st.text())
def test_slug_is_always_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= SLUG_LIMIT
    assert slug(printed(text)) == slug(text)


def named(*paths: str, reserved: tuple[str, ...] = ()) -> dict[str, str]:
    return {str(k): str(v) for k, v in docnames(map(NotePath, paths), reserved).items()}


def test_docnames_plain() -> None:
    assert named("index.md", "Idées/Où ?.md", "a.md") == {
        "index.md": "index",
        "Idées/Où ?.md": "idees/ou",
        "a.md": "a",
    }


def test_docnames_first_by_path_keeps_the_plain_name() -> None:
    given_ = named("Où !.md", "Où ?.md")
    assert given_["Où !.md"] == "ou"
    assert re.fullmatch(r"ou-[0-9a-f]{6}", given_["Où ?.md"])


def test_docnames_home() -> None:
    assert named("Index.md")["Index.md"] == "index"
    assert named("INDEX.md", "index.md")["index.md"] == "index"
    assert named("Index !.md")["Index !.md"] != "index"
    assert named("a/index.md")["a/index.md"] == "a/index"


def test_docnames_reserved() -> None:
    given_ = named(
        "Search.md", "Compétences/a.md", "Compétences.md", reserved=("search", "competences/")
    )
    assert re.fullmatch(r"search-[0-9a-f]{6}", given_["Search.md"])
    assert re.fullmatch(r"competences-[0-9a-f]{6}/a", given_["Compétences/a.md"])
    assert given_["Compétences.md"] == "competences"


def test_docnames_of_names_that_differ_by_unicode_form_alone() -> None:
    given_ = named("Éducation.md", f"{NFD}.md")
    assert len(set(given_.values())) == 2


PATHS = st.lists(
    st.builds(
        "/".join, st.lists(st.text(alphabet="aAéœ-!?😀1", min_size=1, max_size=4), min_size=1)
    ).map(lambda text: NotePath(text + ".md")),
    max_size=12,
    unique=True,
)


@given(PATHS, st.randoms(), st.sets(st.sampled_from(["a", "a/", "a/a/", "ae", "n/"])))
def test_docnames_injective_and_independent_of_order(
    paths: list[NotePath], random: object, reserved: set[str]
) -> None:
    result = docnames(paths, reserved)
    assert set(result) == set(paths)
    assert len(set(result.values())) == len(paths)
    assert not reserved & set(result.values())
    folders = tuple(name for name in reserved if name.endswith("/"))
    assert not any(name.startswith(folders) for name in result.values() if folders)
    assert docnames(reversed(paths), reserved) == result

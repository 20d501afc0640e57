"""The application that is kept: whatever is saved, the site is what a clean build makes."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Built, Vault
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from sphinx.util.docutils import additional_nodes, register_node
from test_histories import HISTORIES, SAID, Histories, tried
from test_incremental import FILES, assert_same

from vademecum.commands.live_build import GivesWayError, Warm
from vademecum.environment.unfinished import MARK
from vademecum.vault.names import NotePath


class Disturbed:
    """Says that somebody saves, once, after so many questions."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.asked = 0

    def __call__(self) -> bool:
        self.asked += 1
        if self.left is None:
            return False
        self.left -= 1
        return self.left < 0


@contextlib.contextmanager
def another_application() -> Iterator[None]:
    """Let an application end beside the one that is kept.

    At its end Sphinx takes its nodes out of docutils, for all applications of a process.
    """
    kept = set(additional_nodes)
    yield
    for node in kept:
        register_node(node)


def built(warm: Warm) -> Built:
    """What stands in the folder of the site."""
    return Built(warm.vault, warm.build / "html", warm.app, "", "")


class Kept(Histories):
    """The same histories, each save answered by one application."""

    def __init__(self) -> None:
        super().__init__()
        self.disturbed = Disturbed()
        self.warm = Warm(self.vault.folder, ROOT, self.base / "warm", self.disturbed)
        self.warm.start()

    @rule(said=st.sets(st.sampled_from(SAID)))
    def settings_of_vault(self, said: set[str]) -> None:
        """As ``live`` does: when settings change, all is begun anew."""
        super().settings_of_vault(said)
        self.warm.close()

    def answer(self) -> None:
        """Bring the site up to date, as ``live`` does."""
        if self.warm.is_warm:
            self.warm.whole()
        else:
            self.warm.start()

    @precondition(lambda self: self.present and self.warm.is_warm)
    @rule(data=st.data())
    def glance(self, data: st.DataObject) -> None:
        """Show one note before all others, whether or not it has changed."""
        page = self.warm.glance(NotePath(data.draw(st.sampled_from(self.present))))
        assert page is None or (self.warm.build / "html" / page).is_file()
        self.changed = True

    @rule(after=st.integers(0, 80))
    def give_way(self, after: int) -> None:
        """Begin to build, and stop."""
        self.disturbed.left = after
        try:
            self.answer()
        except GivesWayError:
            self.changed = True
        finally:
            self.disturbed.left = None

    @precondition(lambda self: self.changed)
    @rule()
    def build(self) -> None:
        self.builds += 1
        self.changed = False
        self.answer()
        with another_application():
            clean = self.vault.build(out=f"clean-{self.builds}")
        assert_same(built(self.warm), clean)
        assert self.warm.is_warm
        shutil.rmtree(clean.outdir)
        self.vault.built.clear()

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self.warm.close()


PHASES = (Phase.generate,)
"""To make a history shorter takes minutes: each try builds sites."""


def test_a_few_histories_are_clean() -> None:
    run_state_machine_as_test(Kept, settings=tried(2, 8, derandomize=True, phases=PHASES))  # type: ignore[no-untyped-call]


@pytest.mark.slow
def test_many_histories_are_clean() -> None:
    run_state_machine_as_test(Kept, settings=tried(HISTORIES, 16, phases=PHASES))  # type: ignore[no-untyped-call]


Keep = Callable[..., Warm]


@pytest.fixture
def keep(vault: Vault, tmp_path: Path) -> Iterator[Keep]:
    """Write a vault, and keep an application that has built it."""
    kept: list[Warm] = []

    def start(disturbed: Callable[[], bool] = lambda: False) -> Warm:
        vault.write(FILES)
        warm = Warm(vault.folder, ROOT, tmp_path / "warm", disturbed)
        kept.append(warm)
        warm.start()
        return warm

    yield start
    for warm in kept:
        warm.close()


def page(warm: Warm, name: str) -> str:
    return (warm.build / "html" / name).read_text(encoding="utf-8")


def test_a_glance_shows_the_note_and_where_its_links_lead(vault: Vault, keep: Keep) -> None:
    warm = keep()
    vault.write({"Question.md": "# Que faire ?\n\nVers [[Un]], [[Reseau]] et [[Absente]].\n"})
    assert warm.glance(NotePath("Question.md")) == "question.html"
    shown = page(warm, "question.html")
    assert 'href="dossier/un.html"' in shown
    assert "Archives#Détails" not in shown
    codes = {f.code for f in warm.findings().findings if f.path == "Question.md"}
    assert codes == {"link-note", "link-ghost"}
    assert "Question.md" not in page(warm, "dossier/un.html")  # that is for the whole
    vault.write({"Question.md": "# Que faire ?\n\nVers [[Un]].\n"})
    warm.glance(NotePath("Question.md"))
    assert not [f for f in warm.findings().findings if f.path == "Question.md"]


def test_a_glance_reads_no_other_note_and_makes_no_need(
    vault: Vault, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm, read = keep(), list[str]()
    warm.app.connect("source-read", lambda _app, docname, _text: read.append(docname))
    warm.app.connect("needs-before-post-processing", lambda _app, _needs: read.append("needs"))
    vault.write({"Compétences.md": FILES["Compétences.md"] + "- Une autre ^cur-09\n"})
    assert warm.glance(NotePath("Compétences.md")) == "competences.html"
    assert read == ["competences"]
    assert "Une autre" in page(warm, "competences.html")


def test_what_a_glance_cannot_show_is_left_to_the_whole(vault: Vault, keep: Keep) -> None:
    warm = keep()
    vault.write({"Neuve.md": "# Neuve\n", "Question.md": None})
    assert warm.glance(NotePath("Neuve.md")) is None
    assert warm.glance(NotePath("Question.md")) is None
    warm.whole()
    assert_same(built(warm), vault.build(out="clean"))


@pytest.mark.parametrize("after", range(0, 200, 19))
def test_what_was_undone_while_the_whole_gave_way_leaves_nothing(
    vault: Vault, keep: Keep, after: int
) -> None:
    """Notes that link to others come and go: some pages have been written with them."""
    disturbed = Disturbed()
    warm = keep(disturbed)
    several = [f"Note {n}.md" for n in range(9)]
    vault.write(dict.fromkeys(several, "# Passante\n\nVers [[Un]] #éphémère\n"))
    disturbed.left = after
    try:
        warm.whole()
    except GivesWayError:
        disturbed.left = None
        vault.write(dict.fromkeys(several))
        warm.whole()
        assert_same(built(warm), vault.build(out="clean"))
    else:
        assert after > 40, "it is asked more often than that"


def test_the_mark_stands_until_the_whole_is_built(vault: Vault, keep: Keep) -> None:
    """Whoever pulls the plug meanwhile finds a clean start, as after any build cut short."""
    warm = keep()
    mark = Path(warm.app.doctreedir) / MARK
    assert not mark.exists()
    vault.write({"Question.md": "# Autrement\n"})
    warm.glance(NotePath("Question.md"))
    assert mark.exists()
    warm.whole()
    assert not mark.exists()


def test_a_whole_that_gives_way_is_made_up_for(vault: Vault, keep: Keep) -> None:
    disturbed = Disturbed()
    warm = keep(disturbed)
    vault.write({"Archives.md": "# Un autre titre\n\n[[Compétences]]\n", "Réseaux.md": None})
    disturbed.asked, disturbed.left = 0, 10_000
    warm.whole()
    questions = disturbed.asked
    assert questions > 20
    for after in range(0, questions, 7):
        vault.write({"Archives.md": f"# Titre {after}\n\n[[Compétences]]\n"})
        disturbed.left = after
        with pytest.raises(GivesWayError):
            warm.whole()
        disturbed.left = None
        assert warm.glance(NotePath("Archives.md")) == "archives.html"
        assert f"Titre {after}" in page(warm, "archives.html")
    warm.whole()
    assert_same(built(warm), vault.build(out="clean"))


def test_another_build_into_the_folder_is_noticed(vault: Vault, keep: Keep) -> None:
    warm = keep()
    other = Warm(warm.vault, warm.conf, warm.build, lambda: False)
    vault.write({"Question.md": "# Par un autre\n"})
    other.start()
    other.close()
    assert not warm.is_warm
    assert "Par un autre" in page(warm, "question.html")


def test_the_hundredth_save_costs_what_the_first_did(vault: Vault, keep: Keep) -> None:
    """Nothing is hung on the application at each build."""
    warm = keep()

    def hung() -> dict[str, int]:
        listeners = {name: len(of) for name, of in warm.app.events.listeners.items()}
        assets = len(warm.app.registry.css_files) + len(warm.app.registry.js_files)
        return {**listeners, "assets": assets, "config": len(repr(warm.app.config.values))}

    warm.whole()
    before = hung()
    for count in range(5):
        vault.write({"Question.md": f"# Question {count}\n"})
        warm.whole()
    assert hung() == before

"""Extensions outside the package: the two examples, and those that make mistakes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ROOT, Built, Vault
from sphinx.errors import ExtensionError

from vademecum.commands.cli import main

SKILLS = (
    "---\nskills: true\n---\n\n# Skills\n\n## Visitors\n\n"
    "- Welcome a class ^vis-01\n  - audience:: schools\n"
    "- Sell <tickets> ^vis-02\n  - audience:: schools, families\n"
)
AUDIENCES = "  - audience:: schools, families\n"
NOTES = {
    "index.md": "# Home\n\n[[Skills]] [[Who pays]] [[Who cleans]]\n",
    "Skills.md": SKILLS.replace("  - audience:: schools\n", "").replace(AUDIENCES, ""),
    "Who pays.md": "---\ntags: [question]\n---\n\n# Who pays?\n",
    "Who cleans.md": "---\ntags: [question]\nresponsible: Ada\n---\n\n# Who cleans?\n",
    "vademecum.toml": 'language = "en"\n',
}
CONF = "extensions = [{}]\nvademecum_vault = '.'\n"


@pytest.fixture
def project(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """A vault whose ``conf.py`` may name the examples, and modules beside it."""
    vault.conf = vault.folder.parent / "conf"
    vault.conf.mkdir()
    vault.write(NOTES)
    monkeypatch.syspath_prepend(ROOT / "examples")
    monkeypatch.syspath_prepend(vault.conf)
    known = set(sys.modules)
    yield vault
    for name in set(sys.modules) - known:
        if name.startswith("museum"):
            del sys.modules[name]


def built(vault: Vault, *extensions: str, builder: str = "html") -> Built:
    (vault.conf / "conf.py").write_text(CONF.format(str(list(extensions))[1:-1]))
    return vault.build(builder)


def extension(vault: Vault, name: str, body: str) -> None:
    head = "from vademecum.api import *\n\ndef nothing(handbook):\n    return []\n\n"
    (vault.conf / f"{name}.py").write_text(head + dedent(body), encoding="utf-8")


RULE = "Rule(code={!r}, message='x', find={})"
PAGE = "Page(name={!r}, title='T', template={!r}, facts={})"


def adding(call: str) -> str:
    return f"\ndef setup(app):\n    {call}\n"


class TestExamples:
    def test_rule_warns_and_is_reported(self, project: Vault) -> None:
        site = built(project, "vademecum", "museum_rule")
        (warning,) = site.warnings
        assert (warning.code, warning.path) == ("vademecum.museum-no-responsible", "Who pays.md")
        assert warning.text.startswith("Nobody answers for “Who pays?”. Add")
        check = built(project, "vademecum", "museum_rule", builder="check")
        codes = {(row.code, row.path) for row in check.reported}
        assert ("museum-no-responsible", "Who pays.md") in codes
        assert check.status == 1

    def test_page_and_field(self, project: Vault) -> None:
        project.write({"Skills.md": SKILLS})
        site = built(project, "museum_page", "vademecum")  # before ours, too
        assert site.warnings == []
        assert site.headings("audiences") == [
            ("h1", "Skills by audience"),
            ("h2", "Schools"),
            ("h2", "Families"),
        ]
        body = site.soup("audiences").find("main") or site.soup("audiences")
        links = [(a.get_text(), a["href"]) for a in body.select("section li a")]
        assert links == [(i, f"skills.html#{i}") for i in ("VIS-01", "VIS-02", "VIS-02")]
        assert "Sell &lt;tickets&gt;" in site.html("audiences")
        assert site.soup("skills").select('.site-nav a[href="audiences.html"]')
        assert "Audience" in site.text("catalogue")
        assert site.dead_links() == []

    def test_page_follows_the_notes_and_goes_with_its_extension(self, project: Vault) -> None:
        project.write({"Skills.md": SKILLS})
        first = built(project, "vademecum", "museum_page").html("audiences")
        project.write({"Skills.md": SKILLS.replace(AUDIENCES, "")})
        second = built(project, "vademecum", "museum_page")
        assert "VIS-02" in first
        assert "VIS-02" not in second.html("audiences")
        project.write({"Skills.md": NOTES["Skills.md"]})
        third = built(project, "vademecum")
        assert not (third.outdir / "audiences.html").exists()
        assert not third.soup("index").select('.site-nav a[href="audiences.html"]')


class TestMistakes:
    @pytest.mark.parametrize(
        "call",
        [
            "add_rule(app, 'no rule')",
            "add_rule(app, " + RULE.format("Not a code", "nothing") + ")",
            "add_rule(app, " + RULE.format("museum-x", "None") + ")",
            "add_rule(app, " + RULE.format("link-ghost", "nothing") + ")",
            "add_rule(app, Rule(code='x', message='100 %', find=nothing))",
            "add_rule(app, Rule(code='x', message='x', find=nothing, severity='fatal'))",
            "add_page(app, None)",
            "add_page(app, " + PAGE.format("../x", "", "nothing") + ")",
            "add_page(app, " + PAGE.format("catalogue", "", "nothing") + ")",
            "add_page(app, " + PAGE.format("x", 3, "nothing") + ")",
            "add_page(app, " + PAGE.format("x", "", "{}") + ")",
            "add_skill_field(app, {'key': 'x'})",
            "add_skill_field(app, FieldSpec('Not a key'))",
            "add_skill_field(app, FieldSpec('x', {'xx': 'x'}))",
            "add_skill_field(app, FieldSpec('x', values=('a',)))",
            "add_skill_field(app, FieldSpec('status'))",
        ],
    )
    def test_is_an_error_at_the_start_with_the_name(self, project: Vault, call: str) -> None:
        extension(project, "museum_wrong", adding(call))
        with pytest.raises(ExtensionError) as raised:
            built(project, "vademecum", "museum_wrong")
        assert raised.value.category == "Extension error (museum_wrong)"

    @pytest.mark.parametrize(
        "call",
        [
            "add_rule(app, " + RULE.format("museum-x", "nothing") + ")",
            "add_page(app, " + PAGE.format("x", "", "nothing") + ")",
            "add_skill_field(app, FieldSpec('x'))",
        ],
    )
    def test_twice(self, project: Vault, call: str) -> None:
        extension(project, "museum_one", adding(call))
        extension(project, "museum_two", adding(call))
        with pytest.raises(ExtensionError) as raised:
            built(project, "vademecum", "museum_one", "museum_two")
        assert raised.value.category == "Extension error (museum_two)"
        assert "museum_one" in str(raised.value)

    def test_a_setup_that_fails(
        self, project: Vault, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        extension(project, "museum_bad", adding("1 / 0"))
        (project.conf / "conf.py").write_text(CONF.format("'vademecum', 'museum_bad'"))
        monkeypatch.chdir(project.conf)
        assert main(["html", "--vault", str(project.folder)]) == 2
        said = capsys.readouterr().err
        assert "Extension error (museum_bad): " in said
        assert "(exception: division by zero)" in said
        assert "Traceback" not in said

    def test_too_late(self, project: Vault) -> None:
        body = """
        def later(app):
            add_rule(app, Rule(code="museum-x", message="x", find=nothing))
        def setup(app):
            app.connect("builder-inited", later)
        """
        extension(project, "museum_late", body)
        with pytest.raises(ExtensionError) as raised:
            built(project, "vademecum", "museum_late")
        assert raised.value.category == "Extension error (museum_late)"


class TestFailures:
    def test_a_failing_rule_costs_itself(self, project: Vault) -> None:
        bad = "\ndef bad(handbook):\n    yield 1 / 0\n"
        also = "\ndef also(handbook):\n    yield Finding.of('other', '', 1)\n"
        calls = [RULE.format("museum-bad", "bad"), RULE.format("museum-also", "also")]
        body = (
            bad + also + "\ndef setup(app):\n" + "".join(f"    add_rule(app, {c})\n" for c in calls)
        )
        extension(project, "museum_bad", body)
        site = built(project, "vademecum", "museum_bad", "museum_rule")
        assert site.codes == ["rule-failed", "rule-failed", "museum-no-responsible"]
        texts = [w.text for w in site.warnings if w.code == "vademecum.rule-failed"]
        assert all("(museum_bad)" in text for text in texts)
        assert "ZeroDivisionError" in texts[0]
        assert "museum-also" in texts[1]

    @pytest.mark.parametrize("template", ["{{ 1 / 0 }}", "{{ unknown }}", "{% broken"])
    def test_a_failing_template_costs_its_page(self, project: Vault, template: str) -> None:
        extension(
            project, "museum_bad", adding(f"add_page(app, {PAGE.format('x', template, 'dict')})")
        )
        site = built(project, "vademecum", "museum_bad", "museum_page")
        assert site.codes == ["page-failed"]
        assert "“x” of museum_bad" in site.warnings[0].text
        assert not (site.outdir / "x.html").exists()
        assert (site.outdir / "audiences.html").exists()

    def test_a_note_keeps_its_address(self, project: Vault) -> None:
        project.write({"audiences.md": "# A note\n"})
        site = built(project, "vademecum", "museum_page")
        assert site.codes == ["page-failed"]
        assert site.title("audiences") == "A note"

    def test_settings_go_before_a_field(self, project: Vault) -> None:
        toml = 'language = "en"\n[[skill_fields]]\nkey = "audience"\nname = {en = "For whom"}\n'
        project.write({"vademecum.toml": toml, "Skills.md": SKILLS.replace("audience", "for whom")})
        site = built(project, "vademecum", "museum_page")
        assert site.codes == []
        assert "For whom" in site.text("catalogue")


def test_the_event_comes_once_with_the_handbook(project: Vault) -> None:
    body = """
    def heard(app, book):
        app.heard = [*getattr(app, "heard", []), (book is handbook(app.env), len(book.notes))]
    def fails(app, book):
        1 / 0
    def setup(app):
        app.setup_extension("vademecum")
        app.connect("vademecum-handbook-ready", heard)
        app.connect("vademecum-handbook-ready", fails)
    """
    extension(project, "museum_ear", body)
    site = built(project, "vademecum", "museum_ear")
    assert site.app.heard == [(True, 4)]  # type: ignore[attr-defined]
    assert site.codes == ["extension-failed"]
    assert "museum_ear" in site.warnings[0].text


def test_same_bytes_without_extensions(project: Vault, tmp_path: Path) -> None:
    """An extension that adds nothing changes no page."""
    extension(project, "museum_mute", "\ndef setup(app):\n    pass\n")
    with_it = built(project, "vademecum", "museum_mute").files()
    project.work = tmp_path / "other"
    without = built(project, "vademecum").files()
    pages = {name for name in without if name.endswith(".html")}
    assert {name for name in pages if with_it[name] != without[name]} == set()


def test_page_in_the_theme_of_a_host(project: Vault) -> None:
    project.write({name: None for name in NOTES if name != "index.md"} | {"index.md": "# Home\n"})
    conf = "extensions = ['vademecum', 'museum_page']\nhtml_theme = 'basic'\n"
    (project.conf / "conf.py").write_text(conf)
    site = project.build()
    assert site.codes == []
    assert ("h1", "Skills by audience") in site.headings("audiences")
    assert ("h2", "Families") in site.headings("audiences")

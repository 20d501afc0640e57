"""« Change this page », « Report a mistake », the day of the last change and who made it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from conftest import Built, Vault, flat
from test_former_names import git

from vademecum.vault.addresses import contact_address, edit_address, issue_address

GITHUB = "https://github.com/musee/manuel"


@pytest.fixture
def repository(vault: Vault) -> Vault:
    vault.write({"index.md": "x\n", "d/Été.md": "# Été\n"})
    git(vault.folder, "init", "-q", "-b", "principal")
    git(vault.folder, "add", "-A")
    git(vault.folder, "commit", "-qm", "x")
    return vault


def mend(built: Built, page: str) -> dict[str, str]:
    links = built.soup(page).select("p.edit a")
    return {flat(a.get_text()): flat(unquote(str(a["href"]))) for a in links}


def test_from_the_repository(repository: Vault) -> None:
    built = repository.build(vademecum_repository_url=GITHUB)
    assert mend(built, "d/ete") == {
        "Modifier cette page": f"{GITHUB}/edit/principal/d/Été.md",
        "Signaler une erreur": f"{GITHUB}/issues/new?title=Erreur sur la page « Été »",
    }
    assert built.codes == []


def test_from_the_contact_where_there_is_no_repository(repository: Vault) -> None:
    built = repository.build(vademecum_contact="lea@musee.example")
    assert mend(built, "d/ete") == {
        "Signaler une erreur": "mailto:lea@musee.example?subject=Erreur sur la page « Été »"
    }


def test_nothing_without_either(repository: Vault) -> None:
    assert mend(repository.build(), "d/ete") == {}


def test_the_day_is_git_s_unless_the_note_says(repository: Vault) -> None:
    repository.write(
        {"B.md": "---\nmaj: 2020-05-06\n---\nb\n", "C.md": "---\ndate: 2019-01-01\n---\n"}
    )
    git(repository.folder, "add", "-A")
    git(repository.folder, "commit", "-qm", "y")
    built = repository.build()
    days = {
        p: str(built.soup(p).select_one("article time")["datetime"]) for p in ("d/ete", "b", "c")
    }  # type: ignore[index]
    assert days == {"d/ete": "2024-02-01", "b": "2020-05-06", "c": "2024-02-01"}
    assert "par L" not in built.text("d/ete")
    named = repository.build(vademecum_show_authors=True)
    assert "1er février 2024 , par L" in named.text("d/ete")


def test_a_new_commit_writes_the_page_and_reads_no_note(repository: Vault) -> None:
    repository.write({"B.md": "b\n"})
    assert repository.build().soup("b").select("article time") == []
    git(repository.folder, "add", "-A")
    git(repository.folder, "commit", "-qm", "y")
    read: list[str] = []
    assert repository.build(seen=read).soup("b").select("article time")
    assert read == []


@pytest.mark.parametrize(
    ("repository_url", "edit", "issue"),
    [
        ("https://gitlab.com/m/x.git", "/m/x/-/edit/main/a%20b.md",
         "/m/x/-/issues/new?issue[title]=t"),
        ("https://codeberg.org/m/x/", "/m/x/_edit/main/a%20b.md", "/m/x/issues/new?title=t"),
        ("https://git.musee.example/x", "", ""),
        ("https://github.com.evil.example/x", "/x/edit/main/a%20b.md", "/x/issues/new?title=t"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_hosts(repository_url: str, edit: str, issue: str) -> None:
    assert edit_address(repository_url, "main", "a b.md").endswith(edit)
    assert issue_address(repository_url, "t").endswith(issue)
    assert bool(edit) == bool(edit_address(repository_url, "main", "a b.md"))


def test_a_contact_may_be_a_page() -> None:
    assert contact_address("https://musee.example/", "x") == "https://musee.example/"
    assert contact_address("a@b.example", "&body=x") == "mailto:a@b.example?subject=%26body%3Dx"

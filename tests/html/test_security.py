"""The Content-Security-Policy: on every page, and nothing on a page needs what it refuses."""

from __future__ import annotations

import re

import pytest
from conftest import Build
from hypothesis import given
from hypothesis import strategies as st

from vademecum.html.security import policy, without_inline_styles

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SKILLS = "## Curation\n\n- Écrire ^cur-01\n\t- ![[p.png|40x30]]\n\t- Voir [[Riche]]\n"
DATA = {"application/ld+json", "application/json"}
"""Types of scripts that do not run: no policy concerns them."""
RICH = """# Riche

```{list-table}
:widths: 20 80
* - a
  - b
```

```{image} p.png
:width: 10em
:alt: une image
```

```{figure} p.png
:width: 50%
:alt: une autre
Légende
```

$$\\begin{align} a &= \\mathbf{b} \\\\ \\thickbar{c} \\end{align}$$

````{tab-set}
```{tab-item} Un
x
```
````

```{needtable}
:filter: type == "skill"
:style: datatables
```

```mermaid
graph TD; A[Un] --> B[Deux]; style A fill:#f9f
```

```{python}
:a: b
```
"""


def test_every_page_has_the_policy_and_no_inline_style_or_script(build: Build) -> None:
    built = build(
        {
            "Riche.md": RICH,
            "p.png": PIXEL,
            "Compétences.md": f"---\ntags: competences\n---\n{SKILLS}",
        },
        vademecum_skills_notes=["Compétences"],
    )
    pages = [name.removesuffix(".html") for name in built.files() if name.endswith(".html")]
    assert {"riche", "competences/cur-01", "index", "search"} <= set(pages)
    for page in pages:
        soup = built.soup(page)
        (meta,) = soup.select('meta[http-equiv="Content-Security-Policy"]')
        assert meta["content"] == policy()
        assert soup.select("[style], style") == []
        inline = [s for s in soup.select("script") if not s.get("src")]
        assert [s for s in inline if s.get("type") not in DATA] == []
        assert not re.search(r"\son\w+=", str([t.attrs for t in soup.find_all(True)]))


def test_sizes_become_attributes(build: Build) -> None:
    built = build({"Riche.md": RICH, "p.png": PIXEL})
    assert [str(c["data-width"]) for c in built.body("riche").select("col")][:2] == ["20", "80"]
    images = built.body("riche").select("img")
    assert [(i.get("width"), i.get("data-width")) for i in images[:1]] == [("160", None)]
    assert built.body("riche").select('[data-width="50"]')
    sheets = [str(link["href"]) for link in built.soup("riche").select("link[rel=stylesheet]")]
    assert "_static/vademecum.widths.css" in [s.partition("?")[0] for s in sheets]
    assert "vademecum.widths.css" not in built.html("index")


def test_hosts_are_told_in_headers(build: Build) -> None:
    built = build({"A.md": "x\n"})
    headers = built.files()["_headers"].decode()
    assert f"Content-Security-Policy: {policy()}; frame-ancestors 'self'\n" in headers


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<col style="width: 33.3%" />', '<col data-width="33" />'),
        ('<col style="width: 900%" />', '<col data-width="100" />'),
        ('<img alt="a &gt; b" style="width: 2in; height: 1in;" />',
         '<img alt="a &gt; b" width="192" height="96" />'),
        ('<mo style="font-weight: bold">x</mo>', "<mo>x</mo>"),
        ('<p title="a style=b">x style="c"</p>', '<p title="a style=b">x style="c"</p>'),
        ('<col style="width: ..%" />', '<col data-width="1" />'),
    ],
)  # fmt: skip
def test_styles_are_met(html: str, wanted: str) -> None:
    assert without_inline_styles(html) == wanted


@given(st.text())
def test_text_is_left_alone(text: str) -> None:
    plain = text.replace("<", "&lt;").replace(">", "&gt;")
    assert without_inline_styles(f"<p>{plain}</p>") == f"<p>{plain}</p>"

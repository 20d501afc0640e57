"""Drawings painted with parts that are painted with parts: refused where they never end."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET

import pytest

from vademecum.markdown.files import is_painted_too_often

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
SHAPES = "<rect/>" * 8


def levels(part: str, count: int = 12) -> str:
    """Return parts, each made of ``part`` with its number and the next in it."""
    return "".join(
        f'<pattern id="p{i}">{part.format(i=i, next=i + 1)}</pattern>' for i in range(count)
    )


ENDLESS = {
    "attribute": levels('<rect fill="url(#p{next})"/>' * 8),
    "style attribute": levels("<rect style='color:red; fill : URL( \"#p{next}\" )'/>" * 8),
    "a group around": levels(f'<g stroke="url(#p{{next}})">{SHAPES}</g>'),
    "class": "<style>"
    + "".join(f".a, svg g > rect.c{i}{{fill:url(#p{i})}}" for i in range(13))
    + "</style>"
    + levels('<rect class="b c{next}"/>' * 8),
    "number": "<style>@media all{"
    + "".join(f"#r{i} {{ stroke: url(#p{i}) }}" for i in range(13))
    + "}</style>"
    + levels(f'<g id="r{{next}}">{SHAPES}</g>'),
    "every element": "<style>/* x */[x]{fill:url(#p1)} *{stroke:url(#p2)}</style>"
    + f'<pattern id="p0">{SHAPES}</pattern>'
    + f'<pattern id="p1">{SHAPES}</pattern><pattern id="p2">{SHAPES}</pattern>',
    "property of one's own": levels(f'<g style="--a:url(#p{{next}})" fill="var(--a)">{SHAPES}</g>'),
    "what stands around": "".join(
        f'<g fill="url(#p{i + 1})"><pattern id="p{i}">{SHAPES}</pattern></g>' for i in range(12)
    ),
    "masks": levels('<rect mask="url(#p{next})"/>' * 8).replace("pattern", "mask"),
    "to itself": '<marker id="p0"><path marker-mid="url(#p0)"/><g marker="url(#p0)"><path/></g>'
    '<path marker-end="url(#p0)"/></marker>',
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_never_ends(kind: str) -> None:
    assert is_painted_too_often(ET.fromstring(SVG.format(ENDLESS[kind])))


ORDINARY = {
    "arrow": '<defs><marker id="a"><path d="M0 0"/></marker></defs>'
    + '<path marker-end="url(#a)"/>' * 5_000,
    "arrows by style": "<style>path{marker-end:url(#a)}</style>"
    '<marker id="a"><path/></marker>' + "<path/>" * 5_000,
    "clips in a mask": "".join(f'<clipPath id="c{i}"><rect/></clipPath>' for i in range(400))
    + '<mask id="m">'
    + "".join(f'<g clip-path="url(#c{i})"><path/><path/><path/></g>' for i in range(400))
    + '</mask><g mask="url(#m)"><path/></g>',
    "gradients": "<style>.a{fill:url(#g)}</style><linearGradient id='g'/>"
    + '<g class="a"><path/></g>' * 5_000,
    "shadow of all": '<filter id="f"/><g filter="url(#f)">' + "<path/>" * 5_000 + "</g>",
    "three levels": levels('<rect fill="url(#p{next})"/>' * 8, 3),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_what_is_drawn(kind: str) -> None:
    assert not is_painted_too_often(ET.fromstring(SVG.format(ORDINARY[kind])))


def test_a_large_drawing_is_read_in_time() -> None:
    rules = "".join(f".c{i}{{fill:url(#p{i})}}" for i in range(2_000))
    shapes = "".join(f'<g class="c{i % 2000}"><path/></g>' for i in range(50_000))
    root = ET.fromstring(SVG.format(f"<style>{rules}</style><pattern id='p'>{shapes}</pattern>"))
    start = time.process_time()
    assert not is_painted_too_often(root)
    assert time.process_time() - start < 5

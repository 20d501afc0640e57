"""Films of other sites: a card with a title and a link, loaded in place only where allowed."""

from __future__ import annotations

import pytest
from conftest import Build

from vademecum.html.security import policy
from vademecum.markdown.allow_list import start_tags
from vademecum.markdown.renderer_html import frame_of, may_load

YOUTUBE = '<iframe width="560" src="https://www.youtube.com/embed/rn5qm0gNQe0" title="{}"></iframe>'


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("https://www.youtube.com/embed/rn5qm0gNQe0?start=3", "https://www.youtube.com/watch?v=rn5qm0gNQe0"),
        ("//www.youtube-nocookie.com/embed/w-FMT5BWLR0", "https://www.youtube.com/watch?v=w-FMT5BWLR0"),
        ("https://player.vimeo.com/video/123456", "https://vimeo.com/123456"),
        ("https://tube.example.org/videos/embed/9db9-41fe", "https://tube.example.org/w/9db9-41fe"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
    ],
)  # fmt: skip
def test_a_frame_leads_to_the_page_for_people(source: str, page: str) -> None:
    frame = frame_of(start_tags(f'<iframe src="{source}">')[0])
    assert frame is not None
    assert frame.page == page


@pytest.mark.parametrize(
    "source",
    ["javascript:alert(1)", "data:text/html,x", "a.html", "", "https://a b", "https://[", "ftp://x/y",
     "https://u:p@example.org/", "https://example.org/" + "x" * 600, "https://ex;ample.org"],
)  # fmt: skip
def test_what_leads_to_no_page_of_the_web_is_no_frame(source: str) -> None:
    assert frame_of(start_tags(f'<iframe src="{source}">')[0]) is None


def test_a_refused_frame_leaves_its_title_and_a_link(build: Build) -> None:
    built = build(
        {
            "A.md": "# A\n\n" + YOUTUBE.format("Les réseaux &amp; nous")
            + "\n\n<div class='v'>" + YOUTUBE.format("YouTube video player") + "</div>\n\nUn mot "
            + YOUTUBE.format("Dans la ligne") + " après.\n"
        }
    )  # fmt: skip
    body = built.body("a")
    links = body.select(".frame-card a")
    assert [link.get_text() for link in links] == [
        "Les réseaux & nous",
        "Film ou page d’un autre site : youtube.com, rn5qm0gNQe0",
        "Dans la ligne",
    ]
    assert {str(link["href"]) for link in links} == {"https://www.youtube.com/watch?v=rn5qm0gNQe0"}
    assert body.select("iframe, button") == []
    assert body.select("p p, p div") == []
    assert [f.code for f in built.findings] == ["html-refused"] * 3
    assert "frame-src 'self';" in built.html("a")


def test_a_named_host_may_be_loaded_and_the_policy_names_it_alone(build: Build) -> None:
    built = build(
        {"A.md": YOUTUBE.format("Un film") + "\n", "B.md": "x\n"},
        vademecum_frame_hosts=["www.youtube.com"],
    )
    (button,) = built.body("a").select("button[hidden]")
    assert button["data-frame"] == "https://www.youtube.com/embed/rn5qm0gNQe0"
    assert button["data-title"] == "Un film"
    assert built.codes == []
    assert "frame-src 'self' https://www.youtube.com;" in built.html("b")
    assert "frame-src 'self' https://www.youtube.com;" in built.files()["_headers"].decode()
    assert "vademecum.frames.js" in built.html("a")
    assert "vademecum.frames.js" not in built.html("b")


def test_only_this_computer_may_do_without_encryption() -> None:
    def of(address: str) -> bool:
        frame = frame_of(start_tags(f'<iframe src="{address}">')[0])
        return frame is not None and may_load(frame, {"127.0.0.1:8000", "example.org"})

    assert of("http://127.0.0.1:8000/x")
    assert of("https://example.org/x")
    assert not of("http://example.org/x")
    assert not of("https://example.org.evil.example/x")
    assert "frame-src 'self' http://127.0.0.1:8000 https://example.org" in policy(
        ["example.org", "127.0.0.1:8000"]
    )


@pytest.mark.parametrize("bad", ["https://a.example", "a.example/x", "a b", "*", "'self'", "x;y"])
def test_a_host_is_a_host(build: Build, bad: str) -> None:
    built = build({"A.md": "x\n"}, vademecum_frame_hosts=[bad])
    assert built.codes != []
    assert "frame-src 'self';" in built.html("a")

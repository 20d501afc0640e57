"""Growth as a picture: seconds of the processor over the number of notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

COLOURS = ("#767676", "#0b5c8a", "#a34700", "#2f6f4e")
WIDTH, HEIGHT, EDGE = 640, 360, 56


def growth(lines: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Return a picture (SVG) of named lines, each of notes and seconds."""
    return "\n".join(_elements(lines)) + "\n"


def _elements(lines: Mapping[str, Sequence[tuple[int, float]]]) -> Iterator[str]:
    most = max(notes for points in lines.values() for notes, _ in points)
    longest = max(seconds for points in lines.values() for _, seconds in points)

    def place(notes: float, seconds: float) -> str:
        x = EDGE + (WIDTH - 3 * EDGE) * notes / most
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * seconds / longest
        return f"{x:.0f},{y:.0f}"

    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="t" aria-describedby="d" font-family="sans-serif" font-size="12">'
    )
    yield '<title id="t">Seconds of the processor over the number of notes</title>'
    said = "; ".join(
        f"{name}: " + ", ".join(f"{notes} notes {seconds:.1f} s" for notes, seconds in points)
        for name, points in lines.items()
    )
    yield f'<desc id="d">{said}.</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    axes = f"{place(0, longest)} {place(0, 0)} {place(most, 0)}"
    yield f'<polyline fill="none" stroke="#333" points="{axes}"/>'
    yield _text(place(0, longest), f"{longest:.0f} s", dy=-6)
    yield _text(place(most, 0), f"{most} notes", dy=18, anchor="end")
    for colour, (name, points) in zip(COLOURS, lines.items(), strict=False):
        path = " ".join(place(*point) for point in points)
        yield f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>'
        yield _text(place(*points[-1]), name, dx=6, colour=colour)
    yield "</svg>"


def _text(
    place: str, words: str, dx: int = 0, dy: int = 4, anchor: str = "start", colour: str = "#333"
) -> str:
    x, y = place.split(",")
    return (
        f'<text x="{int(x) + dx}" y="{int(y) + dy}" text-anchor="{anchor}" '
        f'fill="{colour}">{words}</text>'
    )

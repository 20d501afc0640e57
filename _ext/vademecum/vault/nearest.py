"""The one known name that a misspelt name most likely means, or none.

A wrong suggestion sends a contributor to the wrong note, so the words that differ must be close by
themselves, however much the rest of two names agrees.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vademecum.vault.text import normalised

# No name on disk is longer, and comparing longer ones would be slow.
LONGEST: Final = 255
NEAREST: Final = 50
"""Names that are looked at closely: where more are near, none is clearly meant."""


class Choices:
    """Known names, prepared for comparison with many wanted ones."""

    __slots__ = ("_keys", "_names")

    def __init__(self, known: Iterable[str]) -> None:
        # Sorted, so that of two names with the same key the same one stands for both each time.
        by_key = {normalised(name): name for name in sorted(set(known), reverse=True)}
        by_key.pop("", None)
        self._keys: Final = list(by_key)
        self._names: Final = list(by_key.values())

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._keys)

    def suggest(self, wanted: str) -> str | None:
        """Return the one known name that is clearly close to *wanted*.

        None if none is, or if two different names are equally close.
        """
        key = normalised(wanted)
        if not key or len(wanted) > LONGEST:
            return None
        reach = max(_allowed(len(key)), len(key) // 6)
        near = process.extract(
            key, self._keys, scorer=OSA.distance, score_cutoff=reach, limit=NEAREST
        )
        close = sorted(
            (int(distance), index) for name, distance, index in near if _plausible(key, name)
        )
        if not close or (len(close) > 1 and close[0][0] == close[1][0]):
            return None
        return self._names[close[0][1]]


def suggest(wanted: str, known: Iterable[str]) -> str | None:
    """Return the name of *known* that *wanted* most likely misspells, None if none clearly does.

    For many look-ups among the same names, keep a ``Choices`` instead.
    """
    return Choices(known).suggest(wanted)


def _allowed(length: int) -> int:
    """Return the number of typing errors that words of *length* characters may hold together."""
    if length < 5:
        return 0
    if length < 10:
        return 1
    return 2 if length < 16 else length // 8


def _plausible(wanted: str, known: str) -> bool:
    """Return whether the words in which the two differ are close enough by themselves.

    « Musée 1 » is not a slip for « Musée 2 », nor « Marc Dupont » one for « Marie Dupont ».
    """
    ours, theirs = _differing(wanted.split(), known.split())
    if _numbers(ours) != _numbers(theirs):
        return False
    left, right = " ".join(ours), " ".join(theirs)
    if left == right:  # the same words: a wrong folder, or another hyphen
        return True
    if not left or not right:
        # A small word more or less (« arts [and] culture »), in a name that is long enough.
        return len(left + right) < max(len(wanted), len(known)) // 6
    return OSA.distance(left, right) <= _allowed(max(len(left), len(right)))


def _differing(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Drop the words with which both begin, then those with which both end."""
    shortest = min(len(ours), len(theirs))
    start = 0
    while start < shortest and ours[start] == theirs[start]:
        start += 1
    end = 0
    while end < shortest - start and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    return ours[start : len(ours) - end], theirs[start : len(theirs) - end]


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(c.isdigit() for c in word))

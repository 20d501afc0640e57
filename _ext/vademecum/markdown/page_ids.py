"""The ids that the pages themselves have, which no heading or target of a note may take."""

from __future__ import annotations

from typing import Final

PAGE_IDS: Final = frozenset(
    "search search-empty search-facets search-more search-nearest search-results search-status "
    "v-around v-cited v-clear v-copied v-copy v-domains v-filters v-found v-ghosts v-in-catalogue "
    "v-learning v-levels v-look v-loosen v-needed v-newest v-others v-permanent v-print v-q "
    "v-q-help v-record v-references v-resources v-resting v-resting-roles v-retired v-roles "
    "v-shared v-skills v-source v-start v-text v-then v-toc v-which v-whole".split()
)
"""Each id of the templates; a test compares them."""

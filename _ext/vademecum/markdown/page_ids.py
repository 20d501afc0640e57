"""The ids that the pages themselves have, which no heading or target of a note may take."""

from __future__ import annotations

from typing import Final

PAGE_IDS: Final = frozenset(
    "search search-empty search-facets search-more search-nearest search-results search-status "
    "v-around v-chosen v-cite v-cited v-clear v-copied v-copy v-cost v-csv v-domain v-domains "
    "v-drafts v-files v-filters v-first v-for v-forget v-found v-gap-template v-gaps v-ghosts "
    "v-ics v-in-catalogue v-keep v-learning v-levels v-linked v-load v-look v-loosen v-matches "
    "v-matrix v-name v-needed v-newest v-offer v-offer-text v-oldest v-others v-people "
    "v-permanent v-plan v-plan-data v-plan-form v-plan-link v-plan-status v-print v-q v-q-help "
    "v-record v-references v-resources v-resting v-resting-roles v-result v-result-body "
    "v-result-head v-result-template v-retired v-role v-roles v-save v-shared v-single "
    "v-skill-template v-skills v-source v-spreadsheet v-start v-store v-teach v-team v-team-cost "
    "v-team-filters v-team-list v-team-result v-team-status v-team-table v-team-teach v-text "
    "v-then v-toc v-together v-told v-told-list v-unreached v-where v-which v-whole".split()
)
"""Each id of the templates; a test compares them."""

"""Skills, domains and roles in ``objects.inv``, so that any project of Sphinx can cite them.

As labels of Sphinx's standard domain: ``{external+museum:ref}`` and the number work in a project
that knows nothing of this extension. What only handbooks use of each other (names of notes) the
domain of the vault adds by itself.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders import Builder

from vademecum.environment.domain import VaultDomain
from vademecum.environment.objects import handbook_objects

_CITED = frozenset({"skill", "domain", "role"})


def add_labels(_app: Sphinx, builder: Builder) -> None:
    """Name the objects to the standard domain: after the environment is kept, for this build."""
    env = builder.env
    labels = env.domains.standard_domain.labels
    vault = VaultDomain.of(env)
    for entry in handbook_objects(vault.handbook, vault.addresses):
        if entry.kind in _CITED:  # a label that a note sets has the right of way
            labels.setdefault(entry.name.lower(), (entry.page, "", entry.title))


def setup(app: Sphinx) -> None:
    """Listen between the keeping of the environment and the writing: each build has both."""
    app.connect("write-started", add_labels)

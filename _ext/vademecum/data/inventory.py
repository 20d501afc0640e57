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


class Labels:
    """Names the objects to the standard domain: after the environment is kept, for one build."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def add(self, app: Sphinx, builder: Builder) -> None:
        """Add the labels; a label that a note sets has the right of way."""
        self.remove(app)
        labels = builder.env.domains.standard_domain.labels
        vault = VaultDomain.of(builder.env)
        for entry in handbook_objects(vault.handbook, vault.addresses):
            name = entry.name.lower()
            if entry.kind in _CITED and name not in labels:
                labels[name] = (entry.page, "", entry.title)
                self._names.add(name)

    def remove(self, app: Sphinx, _error: Exception | None = None) -> None:
        """Take the labels away: one application may build, and keep its environment, again."""
        for name in self._names:
            app.env.domains.standard_domain.labels.pop(name, None)
        self._names.clear()


def setup(app: Sphinx) -> None:
    """Listen between the keeping of the environment and the writing: each build has both."""
    labels = Labels()
    app.connect("write-started", labels.add)
    app.connect("build-finished", labels.remove)

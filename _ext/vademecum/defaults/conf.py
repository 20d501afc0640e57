"""The configuration of a vault in a project without a ``conf.py``: nothing but the defaults."""

language = "fr"  # a vault says otherwise in its vademecum.toml

extensions = ["sphinx_design", "vademecum"]
exclude_patterns = ["_build/**", "_modeles/**", "_templates/**", "_vorlagen/**", "_modelli/**"]

vademecum_vault = "."  # all of the folder that is built is one vault

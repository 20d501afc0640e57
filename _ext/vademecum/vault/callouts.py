"""The kinds of Obsidian's callouts, and what words of other languages mean among them."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    **dict.fromkeys(("tip", "hint", "important"), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    **dict.fromkeys(("quote", "cite"), "quote"),
    **{kind: kind for kind in ("note", "info", "todo", "bug", "example")},
}
"""Every name that Obsidian knows, and the kind that it is shown as."""

MEANT: Final = {
    **dict.fromkeys(("conseil", "conseils", "astuce", "astuces", "tipp", "consiglio"), "tip"),
    **dict.fromkeys(("remarque", "remarques", "hinweis", "notiz", "nota"), "note"),
    **dict.fromkeys(("résumé", "resume", "zusammenfassung", "riassunto"), "summary"),
    **dict.fromkeys(("exemple", "exemples", "beispiel", "esempio"), "example"),
    **dict.fromkeys(("avertissement", "prudence", "warnung", "achtung", "attenzione"), "warning"),
    **dict.fromkeys(("citation", "zitat", "citazione"), "quote"),
    **dict.fromkeys(("erreur", "fehler", "errore", "gefahr", "pericolo"), "error"),
    **dict.fromkeys(("succès", "succes", "réussite", "erfolg", "successo"), "success"),
    **dict.fromkeys(("échec", "echec", "misserfolg", "fallimento"), "failure"),
    **dict.fromkeys(("frage", "domanda", "aide", "hilfe", "aiuto"), "question"),
    **dict.fromkeys(("information", "informations", "informazione"), "info"),
    **dict.fromkeys(("à faire", "a faire", "aufgabe", "da fare"), "todo"),
}
"""Words that people write for a kind, in French, German and Italian."""

"""LaTeX formulas, read once for every output: checked MathML, or the word that nobody can draw."""

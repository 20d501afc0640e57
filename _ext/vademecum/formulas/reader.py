"""From LaTeX to checked MathML, which site and PDF draw alike. Alone imports math-core."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache

from math_core import LatexError, LatexToMathML

from vademecum.formulas.latex import NoteFormulas, UndrawableError, rewritten
from vademecum.formulas.mathml import checked

__all__ = ["FormulaReader", "UndrawableError"]


@cache
def _converter() -> LatexToMathML:
    """Return the converter, which keeps nothing from one formula to the next."""
    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)


class FormulaReader:
    """Reads the formulas of one note, from the first on: what one defines, the next ones know."""

    def __init__(self) -> None:
        self._note = NoteFormulas()

    def mathml(self, latex: str, *, block: bool) -> str:
        """Return a formula as MathML that a page may hold; empty if it draws nothing.

        :raises UndrawableError: it cannot be drawn, or not with certainty.
        """
        source = rewritten(latex, self._note, block=block)
        try:
            mathml = _converter().convert_with_local_state(source, displaystyle=block)
        except LatexError as error:
            raise UndrawableError(str(error)) from error
        tree = checked(mathml, block=block)
        if not len(tree):
            return ""
        return ET.tostring(tree, encoding="unicode", short_empty_elements=False)

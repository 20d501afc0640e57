"""Formulas of all kinds: what site and PDF draw, and what is told."""

from __future__ import annotations

DRAWN = [
    r"\frac12 \cdot \vec{v} + \binom{n}{k} + \boxed{x=1}",
    r"\begin{align} a &= \frac{b}{c} \\ d &= e \end{align}",
    r"\begin{align} a &= b \tag{1} \\ c &= d \end{align}",
    r"\begin{equation} x = 1 \end{equation}",
    r"\begin{gather} a \\ b + c \end{gather}",
    r"\begin{multline} a \\ b \\ c \tag{9} \end{multline}",
    r"\begin{split} a &= b \\ &= c \end{split}",
    r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
    r"\left[\begin{array}{|l:r|} \hline a & b \\ \hdashline c & d \\ \hline \end{array}\right]",
    r"f = \begin{cases} 1 & \text{si $x > 0$} \\ 0 & \text{sinon} \end{cases}",
    r"\begin{pmatrix} 1 & \cdots \\ \vdots & \ddots \end{pmatrix}",
    r"\bigl(\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}\bigr)",
    r"\sum_{\substack{i<n \\ j<m}} a_{ij} \int\limits_0^1 \lim_{x \to 0}",
    r"\overset{!}{=} \stackrel{?}{=} \underset{n}{\longrightarrow}",
    r"\color{red} x \textcolor{#00f}{y}",
    r"\cancel{x} \bcancel{y} \xcancel{z}",
    r"\hat n \bar x \dot y \widehat{abc} \overline{AB} \underline{AB} \overrightarrow{AB}",
    r"\underbrace{a+b}_{n} \overbrace{c}^{m} \overbracket{a} \underparen{b}",
    r"A \xrightarrow[g]{f} B \iff C",
    r"\left.\frac{dy}{dx}\right|_{x=0} \left\{ x \middle| y \right\} \Big(",
    r"\sideset{^a_b}{^c_d}\sum \prescript{14}{6}{C}",
    r"\phantom{x} \hphantom{y} \vphantom{z} \! \, \quad \hspace{1cm}",
    r"\mathbb{R} \mathcal{L} \mathfrak{g} \mathbf{x} \boldsymbol{\beta} \mathrm{d}x",
    r"\textbf{gras} \textit{italique} \texttt{code} \text{#read(\"/etc/passwd\") é}".replace(
        r"\"", '"'
    ),
    r"5~\mathrm{m^3}/\text{s} \quad 90^\circ \quad 5\,\% \quad a \neq b \notin C",
    r"\sqrt{" * 36 + "x" + "}" * 36,
]
TOLD = [r"\ce{H2O}", r"\href{https://exemple.org}{x}", r"\inconnu{x}", r"\colorbox{red}{x}"]
PAGE = "# Formules\n\n" + "".join(f"$${latex}$$\n\n" for latex in DRAWN + TOLD)

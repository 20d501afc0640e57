"""Mermaid diagrams as pictures: drawn in a process of their own, sanitised, kept by content."""

"""Findings about a vault: codes, severities, texts, and how they become warnings."""

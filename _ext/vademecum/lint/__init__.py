"""What may be wrong with a vault: codes, texts, and what finds them in records and source."""

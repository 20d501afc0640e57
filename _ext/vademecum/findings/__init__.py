"""What can be the matter with a vault: codes, words, and how a finding is recorded or told."""

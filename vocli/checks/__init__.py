"""Rules on exported data, one per file; the first come with `vocli check`."""

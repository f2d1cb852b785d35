"""Shows records: tables and texts for people, lines for programs."""

"""How things are shown and asked: tables, panels, prompts; JSON and CSV of the same data."""

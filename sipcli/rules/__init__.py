"""The rules: one pure function each, grouped by step, and the engine that runs them."""

"""Guidelines as YAML data, and their loader."""

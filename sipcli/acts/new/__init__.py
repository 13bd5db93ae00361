"""What people do about a new case."""

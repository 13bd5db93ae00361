"""`sip reply`: its commands."""

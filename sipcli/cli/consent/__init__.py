"""`sip consent`: its commands."""

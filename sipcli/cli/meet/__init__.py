"""`sip meet`: its commands."""

"""`sip plan`: its commands."""

"""`sip follow-up`: its commands."""

"""`sip new`: its commands."""

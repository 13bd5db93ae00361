"""`sip invite`: its commands."""

"""`sip event`: its commands."""

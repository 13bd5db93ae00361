"""What people do about consent: who says what, for which units, until when."""

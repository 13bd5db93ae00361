"""The archive on disk: finding, reading and writing cases, and their history in git."""

"""What people hand to each other: one view model a document, several engines."""

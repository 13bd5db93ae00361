"""What people do about the invitation to the meeting or a follow-up."""

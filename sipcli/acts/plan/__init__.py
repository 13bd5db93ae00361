"""What people do about the plan and its versions."""

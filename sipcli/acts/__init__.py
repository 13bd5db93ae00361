"""What people do in the process: each act changes the files of a case, and says what it did."""

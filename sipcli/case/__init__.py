"""What a case is: its files as models, the people and units in it, and date arithmetic. No I/O."""

"""What was accepted, how it is kept, and what has changed since."""

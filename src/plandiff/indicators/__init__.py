"""What documents say in numbers: indicators with their targets and results, side by side."""

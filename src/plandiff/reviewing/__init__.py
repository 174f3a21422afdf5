"""What a person decides on the changes of a comparison: values, their file, and what is made of them."""

"""A notebook's code cells as one program, and that program's edits back in the cells."""

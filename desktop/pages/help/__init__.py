"""F1: the manual that comes with the program, and the keys of what is in sight."""

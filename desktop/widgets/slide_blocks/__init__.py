"""The blocks of a page of a lesson, each set in units of its scene and painted."""

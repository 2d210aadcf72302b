"""What leaves the program: tables, citations, later plans and lessons. Made without Qt."""

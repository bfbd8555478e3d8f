"""CASE: Competencies and Academic Standards Exchange (1EdTech), written as 1.1, read as 1.0 too."""

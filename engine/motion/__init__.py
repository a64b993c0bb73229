"""Moving pictures: what moves when, pictures between pictures, and files that play anywhere."""

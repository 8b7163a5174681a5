"""What the other rooms ask of the database: domain values in, domain values out."""

"""Songs that come with the program or are brought by the therapist: read, labelled, chosen."""

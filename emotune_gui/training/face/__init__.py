"""Training and measuring the face recognisers: the expression network and the forest."""

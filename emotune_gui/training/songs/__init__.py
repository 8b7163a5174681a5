"""How the weights that label songs are made and measured."""

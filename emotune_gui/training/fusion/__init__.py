"""How the fusion of face and voice is fitted and measured."""

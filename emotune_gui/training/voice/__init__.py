"""See DESIGN.md, section 2: the room `training/voice`."""

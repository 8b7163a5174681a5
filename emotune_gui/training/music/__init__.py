"""The recurrent composer's networks, and the judge that measures composed music."""

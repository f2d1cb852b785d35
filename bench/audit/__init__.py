"""The actor-swap audit: the same sentences told of other states, armed groups and nationalities."""

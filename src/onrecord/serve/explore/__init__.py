"""What the explore page asks of all incidents at once: which pass, when, where, in which order."""

"""Says who answers for an incident, and on what evidence."""

"""A stand-in for the StatLine services (OData v3 and v4) on the loopback address, with faults on demand."""

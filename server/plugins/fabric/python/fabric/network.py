def disconnect_all():
    """Connections belong to the server, which shares them; there is nothing to close."""

"""What a user does, page by page: each act has a name and is one call."""

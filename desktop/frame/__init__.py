"""What stands around every page: top bar, rail, notices, status bar."""

"""笔记: everything the user wrote, as one list; what filters, sorts and counts it. Qt-free."""

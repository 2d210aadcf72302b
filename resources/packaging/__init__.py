"""What the built folder needs beyond the program: notices, icons, version data, archives.

Used by build.spec and by hand; nothing of it is packed into the folder or the wheel.
"""

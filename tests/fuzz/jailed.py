"""Runs a program that the kernel ends at its first socket of a network: python -m tests.fuzz.jailed

    python -m tests.fuzz.jailed PROGRAM ARGUMENTS

A filter of the kernel (seccomp), which needs no privilege and no tracing, kills the process with
SIGSYS when it asks for a socket of any other family than AF_UNIX. Linux on x86-64 and ARM64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import sys

# arch -> (AUDIT_ARCH, number of the system call `socket`)
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06


def is_possible() -> bool:
    """Whether this machine can be told so."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def jail() -> None:
    """From now on, for this process and all it starts. Raises OSError where the kernel refuses."""
    arch, number = _MACHINES[platform.machine()]
    program = b"".join(
        struct.pack("HBBI", *line)
        for line in (
            (_LOAD, 0, 0, 4),  # the architecture
            (_EQUAL, 1, 0, arch),
            (_RETURN, 0, 0, _KILL),
            (_LOAD, 0, 0, 0),  # the system call
            (_EQUAL, 0, 3, number),
            (_LOAD, 0, 0, 16),  # the family, its first argument
            (_EQUAL, 1, 0, socket.AF_UNIX),
            (_RETURN, 0, 0, _KILL),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    lines = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(lines))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(header), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


if __name__ == "__main__":
    jail()
    os.execvp(sys.argv[1], sys.argv[1:])

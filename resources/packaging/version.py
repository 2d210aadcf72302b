"""What Windows and macOS want to know of a program: version resource and Info.plist."""

from __future__ import annotations

import re
from typing import Final

NAME: Final = "Tashan"
CHINESE_NAME: Final = "他山"
BUNDLE_ID: Final = "io.github.tashan.Tashan"
_DESCRIPTION: Final = "他山 Tashan 案例浏览"
_COPYRIGHT: Final = "© The Tashan developers, MIT"
_MAC_FLOOR: Final = "12.0"  # of the newest Qt that the folder may carry
_CHINESE_UNICODE: Final = (0x0804, 1200)  # language and code page of the strings


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers Windows compares; "1.2.0rc1" is (1, 2, 0, 0)."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    if release is None:
        raise ValueError(f"no version number: {version!r}")
    first, second, third, fourth = [*map(int, release[0].split(".")), 0, 0, 0, 0][:4]
    return first, second, third, fourth


def windows_version(version: str) -> str:
    """The version resource in the words that PyInstaller reads from a file."""
    language, page = _CHINESE_UNICODE
    strings = {
        "CompanyName": "The Tashan developers",
        "FileDescription": _DESCRIPTION,
        "FileVersion": version,
        "InternalName": NAME,
        "LegalCopyright": _COPYRIGHT,
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": f"{CHINESE_NAME} {NAME}",
        "ProductVersion": version,
    }
    four = numbers(version)
    structs = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, "
        "mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)), "
        f"kids=[StringFileInfo([StringTable('{language:04X}{page:04X}', [{structs}])]), "
        f"VarFileInfo([VarStruct('Translation', [{language}, {page}])])])\n"
    )


def info_plist(version: str) -> dict[str, object]:
    """What Info.plist says beside what PyInstaller writes by itself."""
    return {
        "CFBundleDisplayName": CHINESE_NAME,
        "CFBundleShortVersionString": ".".join(map(str, numbers(version)[:3])),
        "CFBundleVersion": ".".join(map(str, numbers(version)[:3])),
        "CFBundleDevelopmentRegion": "zh_CN",
        "CFBundleLocalizations": ["zh_CN", "en"],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": _MAC_FLOOR,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": _COPYRIGHT,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }

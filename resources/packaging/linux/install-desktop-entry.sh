#!/bin/sh
# Puts 他山 Tashan into this user's menu of applications, wherever this folder lies; no root needed.
#
#     sh install-desktop-entry.sh            write the entry and the icons
#     sh install-desktop-entry.sh --remove   take them away again
#
# Run it again after the folder was moved. It writes below ~/.local/share (XDG_DATA_HOME) only.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P && echo x)
here=${here%
x}
data=${XDG_DATA_HOME:-${HOME:?HOME is not set: say where by XDG_DATA_HOME}/.local/share}
entry=$data/applications/tashan.desktop
icons=$data/icons/hicolor

refresh() {
  update-desktop-database -q "$data/applications" 2>/dev/null || true
  gtk-update-icon-cache -q -t "$icons" 2>/dev/null || true
}

case ${1-} in
  '') ;;
  --remove)
    rm -f -- "$entry" "$icons"/*/apps/tashan.png "$icons/scalable/apps/tashan.svg" \
      "$data/metainfo/io.github.tashan.Tashan.metainfo.xml"
    refresh
    echo "已从菜单中移除。Removed from the menu."
    exit 0 ;;
  *)
    echo "用法 usage: sh install-desktop-entry.sh [--remove]" >&2
    exit 2 ;;
esac

case $here in
  *'
'*)
    echo "文件夹名里不能有换行。The folder's name must not hold a line break." >&2
    exit 1 ;;
esac
if [ ! -x "$here/Tashan" ]; then
  echo "这里没有可以运行的 Tashan，请和程序放在同一个文件夹，U 盘上不能运行时请先复制到主文件夹。" >&2
  echo "No Tashan that can be run beside this script; copy the folder off a stick that forbids it." >&2
  exit 1
fi

# Twice escaped for Exec: as an argument in quotes, then as a string; % begins a field code.
argument=$(printf '%s\n' "$here/Tashan" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
path=$(printf '%s\n' "$here/Tashan" | sed -e 's/\\/\\\\/g')

mkdir -p -- "$data/applications" "$data/metainfo"
while IFS= read -r line; do
  case $line in
    Exec=*) printf 'Exec="%s"\n' "$argument" ;;
    TryExec=*) printf 'TryExec=%s\n' "$path" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$here/share/applications/tashan.desktop" >"$entry"
(cd -- "$here/share/icons/hicolor" && find . -type f) | while IFS= read -r icon; do
  mkdir -p -- "$icons/$(dirname -- "$icon")"
  cp -- "$here/share/icons/hicolor/$icon" "$icons/$icon"
done
cp -- "$here/share/metainfo/io.github.tashan.Tashan.metainfo.xml" "$data/metainfo/"
refresh
echo "已加入菜单，文件夹移动后请再运行一次。In the menu now; run this again after moving the folder."

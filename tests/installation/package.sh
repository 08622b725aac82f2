#!/usr/bin/env bash
# package.sh BUILD: makes the Debian package, twice, and looks at it.
source "$(dirname "$0")/check.sh"
build=$1
needs cpack dpkg-deb dpkg-shlibdeps

export SOURCE_DATE_EPOCH=1700000000
umask 022
for time in first second; do
  TZ=$([[ $time == first ]] && echo UTC || echo Asia/Tokyo) \
    cpack --config "$build/CPackConfig.cmake" -B "$work/$time" > "$work/log" 2>&1 ||
    fail "$(cat "$work/log")"
done
package=$(ls "$work"/first/*.deb)
cmp "$package" "$work/second/$(basename "$package")" || fail "two packages differ"

dpkg-deb --info "$package" > "$work/info"
cat "$work/info"
for line in 'Package: faultline' 'Section: science' 'Maintainer: Faultline developers' \
  'Recommends: .*gnuplot-nox' 'Depends: .*libc6' 'Depends: .*libcurl4' 'Depends: .*libsqlite3-0' \
  'Description: failure studies'; do
  grep -q "^ $line" "$work/info" || fail "the package does not say '$line'"
done

dpkg-deb --contents "$package" > "$work/contents"
for file in usr/bin/faultline usr/share/man/man1/faultline.1.gz \
  usr/share/man/man1/faultline-label-import.1.gz usr/share/bash-completion/completions/faultline \
  usr/share/zsh/vendor-completions/_faultline usr/share/fish/vendor_completions.d/faultline.fish \
  usr/share/doc/faultline/copyright usr/share/doc/faultline/changelog.gz \
  usr/share/doc/faultline/changelog.Debian.gz; do
  grep -q " ./$file$" "$work/contents" || fail "the package lacks $file"
done
awk '$1 !~ /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x)$/ || $2 != "root/root"' "$work/contents" |
  grep . && fail "these have other rights" || true

dpkg-deb --extract "$package" "$work/root"
dpkg-deb --control "$package" "$work/control"
(cd "$work/root" && md5sum --quiet -c "$work/control/md5sums") || fail "checksums are wrong"

#!/usr/bin/env bash
# nightly_clean_root.sh PACKAGE: installs the Debian package on a clean Debian 12, runs it there and
# removes it. Takes minutes, root and a network: not part of the tests that run with each build.
#
#     ./package.sh && tests/installation/nightly_clean_root.sh build/package/faultline_*.deb
#
# The mirror is the one that this machine's apt uses for bookworm, or $MIRROR.
source "$(dirname "$0")/check.sh"
"$(dirname "$0")/../../install_packages.sh" nightly
needs debootstrap chroot apt-get
[[ $(id -u) -eq 0 ]] || skip "this takes root"
package=$1

mirror=${MIRROR:-$(apt-get indextargets "Codename: bookworm" "Component: main" "ShortDesc: Packages" --format '$(SITE)' | head -1)}
[[ -n $mirror ]] || skip "apt knows no mirror of Debian 12"

root=$work/root
debootstrap --variant=minbase bookworm "$root" "$mirror" > "$work/log" 2>&1 ||
  fail "debootstrap: $(tail -5 "$work/log")"
# How this machine reaches the mirror holds for the root too.
for part in apt.conf apt.conf.d/; do
  [[ -e /etc/apt/$part ]] && cp -r "/etc/apt/${part%/}" "$root/etc/apt/"
done
cp /etc/resolv.conf "$root/etc/"
cp "$package" "$root/tmp/faultline.deb"
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" "$@"; }
files_of_root() { (cd "$root" && find etc usr opt root home srv -xdev | sort); }

in_root apt-get update -qq
# The packages that faultline needs come first, so that only its own files count as its own.
dpkg-deb --field "$package" Depends | tr ',' '\n' | sed 's/(.*//; s/|.*//' |
  xargs chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" \
    apt-get install -qq -y --no-install-recommends > "$work/log" 2>&1 || fail "$(tail -5 "$work/log")"
files_of_root > "$work/before"

# apt in the root brings whatever else the package says that it needs.
in_root apt-get install -qq -y --no-install-recommends /tmp/faultline.deb > "$work/log" 2>&1 ||
  fail "$(tail -5 "$work/log")"
in_root faultline --version
in_root faultline reproduce | tail -3
in_root faultline reproduce --out /tmp/reproduced > /dev/null
in_root sh -c 'cd /tmp/reproduced && faultline table stage && faultline status' | tail -3
# The library for GitHub is there too: asking nobody fails with no answer, not for want of it.
in_root sh -c 'cd /tmp/reproduced && faultline collect --api rest --base-url http://127.0.0.1:9' \
  > "$work/collect" 2>&1 || true
grep -q "gives no answer" "$work/collect" || fail "libcurl: $(cat "$work/collect")"
in_root dpkg --listfiles faultline > "$work/files"
grep -q man1/faultline.1 "$work/files" || fail "there is no manual"

in_root apt-get purge -qq -y faultline > "$work/log" 2>&1 || fail "$(tail -5 "$work/log")"
files_of_root > "$work/after"
diff "$work/before" "$work/after" || fail "these files are left, or gone"
echo "installed, ran and was removed on a clean Debian 12"

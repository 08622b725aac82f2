#!/usr/bin/env bash
# Installs the Debian packages of packages.txt that are missing: those of the section "build and run",
# and with the argument "test" those of the section "test" as well. Needs root, or sudo, only where
# something is missing.
set -euo pipefail
cd "$(dirname "$0")"

wanted=$(awk -v sections="build and run${1:+|$1}" '
  /^\[/ { gsub(/[][]/, ""); listed = index("|" sections "|", "|" $0 "|") > 0; next }
  listed { sub(/#.*/, ""); if (NF) print $1 }' packages.txt)

# What is installed, and what that provides: a newer Node.js, say, brings npm with it.
installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}, ${Provides}\n' |
  sed -n 's/^installed //p' | tr ',' '\n' | awk '{ print $1 }')

missing=()
for package in $wanted; do
  grep -qxF -- "$package" <<< "$installed" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || {
    echo "These packages are missing, and installing them needs root or sudo: ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -qq -y --no-install-recommends "${missing[@]}" > /dev/null

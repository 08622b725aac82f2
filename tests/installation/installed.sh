#!/usr/bin/env bash
# installed.sh BUILD: installs into a folder, and looks whether everything is there and works.
source "$(dirname "$0")/check.sh"
build=$1

cmake --install "$build" --prefix "$work/usr" --strip > /dev/null
cd "$work/usr"

# Names by which others find these files.
for file in bin/faultline share/man/man1/faultline.1.gz share/man/man1/faultline-label-import.1.gz \
  share/bash-completion/completions/faultline share/zsh/site-functions/_faultline \
  share/fish/vendor_completions.d/faultline.fish share/doc/faultline/README.md \
  share/doc/faultline/CHANGELOG.md share/doc/faultline/LICENSE; do
  [[ -s $file ]] || fail "$file is missing"
done

# A page for every command, and no other.
bin/faultline --help | sed -n '/^Commands:/,/^$/p' | grep '^  [a-z]' | cut -c3-26 |
  sed 's/ *$//; s/ /-/g; s/^/faultline-/; s/$/.1.gz/' | cat - <(echo faultline.1.gz) | sort \
  > "$work/commands"
ls share/man/man1 | sort | diff "$work/commands" - || fail "the pages are not those of the commands"

# The program needs nothing of where it was built.
cd /
[[ $(env -i "$work/usr/bin/faultline" --version) == "faultline "* ]] || fail "it does not start"
env -i PATH=/usr/bin:/bin "$work/usr/bin/faultline" reproduce > "$work/out" || fail "reproduce fails"
grep -q "agree" "$work/out" || fail "reproduce prints nothing"

size=$(stat -c %s "$work/usr/bin/faultline")
((size < 15000000)) || fail "the stripped program has $size bytes"
echo "stripped: $size bytes"

# GitHub's library brings thirty others, and is loaded when it is needed.
needs readelf
! readelf -d "$work/usr/bin/faultline" | grep libcurl || fail "libcurl is loaded by every command"

# What the checks of the installation share; sourced by them.

set -euo pipefail

fail() {
  echo "failed: $*" >&2
  exit 1
}

# Ends the check as skipped, which CTest knows by the exit code.
skip() {
  echo "skipped: $*"
  exit 77
}

needs() {
  for program in "$@"; do
    command -v "$program" > /dev/null || skip "$program is not installed"
  done
}

# A folder that is removed when the check ends.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

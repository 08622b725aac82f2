#!/usr/bin/env bash
# hardened.sh PROGRAM: whether a program has what FaultlineToolchain.cmake asks the compiler for.
source "$(dirname "$0")/check.sh"
needs readelf strings
program=$1

# Whether the description of the program's headers, sections or symbols has a line.
has() {
  readelf "$1" -W "$program" | grep -E "$2" > /dev/null
}

has -h 'Type:.*DYN' || fail "it is not position-independent"
has -d 'FLAGS_1.*PIE' || fail "it is not a position-independent program"
has -l GNU_RELRO || fail "its relocations stay writable"
has -d BIND_NOW || fail "its functions are bound late"
has -l 'GNU_STACK .* RW ' || fail "its stack is executable"
has -s __stack_chk_fail || fail "its stack is not protected"
has -s '__[a-z]+_chk(@|$)' || fail "its buffers are not checked"

# Two machines make the same bytes only where the builder's folders are not among them.
source_folder=$(cd "$(dirname "$0")/../.." && pwd)
! strings -a "$program" | grep -F "$source_folder" || fail "it names the folder it was built in"

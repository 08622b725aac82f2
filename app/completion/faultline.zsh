#compdef faultline
# Completion of faultline for zsh: asks the program itself, `faultline complete WORD...`.

_faultline() {
  local line word
  local -a candidates
  for line in "${(@f)$("${words[1]}" complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *)
        word=${line%%$'\t'*}
        candidates+=("${word//:/\\:}:${line#*$'\t'}")
        ;;
    esac
  done
  ((${#candidates})) && _describe -V faultline candidates
}

# Where it is a file of $fpath, it is the function itself; else it is sourced.
if [[ $funcstack[1] == _faultline ]]; then
  _faultline "$@"
else
  compdef _faultline faultline
fi

# Completion of faultline for bash: asks the program itself, `faultline complete WORD...`.

_faultline() {
  # The words as they were typed: bash parts them at equal signs and colons too.
  local -a words=()
  local i piece is_continued=''
  for ((i = 1; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    if ((${#words[@]} > 0)) && [[ -n $is_continued || $piece == [=:]* ]]; then
      words[${#words[@]} - 1]+=$piece
    else
      words+=("$piece")
    fi
    is_continued=''
    [[ $piece == *[=:] ]] && is_continued=1
  done

  # What stands before the last equal sign or colon is no part of what bash replaces.
  local current=${words[${#words[@]} - 1]} before=''
  [[ $current == *[=:]* ]] && before=${current%"${current##*[=:]}"}

  COMPREPLY=()
  local line word are_files=''
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        are_files=1
        local kind=-f
        [[ $line == :folders ]] && kind=-d
        while IFS= read -r word; do
          COMPREPLY+=("$word")
        done < <(compgen "$kind" -- "${current#"$before"}")
        ;;
      *)
        word=${line%%$'\t'*}
        word=${word#"$before"}
        # Names come from the study, which may be somebody else's: the shell must not expand them.
        [[ -z $are_files ]] && printf -v word %q "$word"
        COMPREPLY+=("$word")
        ;;
    esac
  done < <("$1" complete "${words[@]}" 2>/dev/null)
  [[ -n $are_files ]] && compopt -o filenames 2>/dev/null
  return 0
}

complete -o nosort -F _faultline faultline

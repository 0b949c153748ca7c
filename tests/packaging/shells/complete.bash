# usage: bash complete.bash SCRIPT LINE     prints what the function of SCRIPT offers at the end of LINE, one word a line
# The line is taken apart as bash does it for completions: at spaces, and an equals sign is a word of its own.
source "$1"
mapfile -t COMP_WORDS < <(printf '%s' "$2" | sed 's/=/ = /g; s/ \{1,\}/ /g' | tr ' ' '\n'; echo)
case $2 in *=) unset 'COMP_WORDS[-1]' ;; esac
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$2 COMP_POINT=${#2}
compopt() { :; }   # it only works while bash itself completes
set -u
_bulkhead
printf '%s\n' "${COMPREPLY[@]}"

# usage: zsh -f complete.zsh SCRIPT LINE     prints what zsh offers at the end of LINE, one word a line
# A real interactive shell in a pseudo terminal: compinit loads SCRIPT (named _bulkhead, in a folder of its own), a tab asks.
zmodload zsh/zpty || exit 77
script=${1:A} line=$2
zpty shell zsh -f -i
# Until the shell has read its set-up nothing is typed: `ready` comes in two pieces, so the echoed input does not match.
zpty -w shell "PROMPT= RPROMPT=; fpath=(${(q)script:h} \$fpath); autoload -Uz compinit; compinit -u -D
zstyle ':completion:*' list-colors; bindkey '^I' complete-word
compadd() {
  local -a hits
  if [[ \${@[1,(i)(-|--)]} != *-[OAD]* ]]; then
    builtin compadd -A hits \"\$@\"
    (( \$#hits )) && print -rl -- \"<\"\${^hits}\">\"
  fi
  builtin compadd \"\$@\"
}
finish() { print do''ne }
comppostfuncs=(finish)
print rea''dy"
zpty -r -m shell out '*ready*' || exit 1
zpty -n -w shell "$line"$'\t'
zpty -r -m shell out '*done*'
print -r -- ${(F)${(f)out}} | tr -d '\r' | sed -n 's/^.*<\([^<>]*\)>$/\1/p' | sort -u
zpty -d shell

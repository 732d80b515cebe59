#compdef stretchbreak
# Tab completion of stretchbreak in zsh. A line in ~/.zshrc, after compinit, brings it into every new shell:
#     source <(stretchbreak completion zsh)
# As a file called _stretchbreak in a folder of $fpath, this takes no time when a shell starts.

_stretchbreak() {
    local program=${${(Q)words[1]}/#\~\//$HOME/} answer
    local -a candidates
    # An alias cannot be called from here.
    [[ $(whence -w -- $program) == *:\ (command|function) ]] || program=stretchbreak
    for answer in "${(@f)$("$program" completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)}"; do
        case $answer in
            "") ;;
            /) _files; return ;;
            # Of several colons the first bare one ends the word.
            *) candidates+=("${${answer%%$'\t'*}//:/\\:}:${answer#*$'\t'}") ;;
        esac
    done
    _describe -t stretchbreak stretchbreak candidates
}

if [[ $funcstack[1] == _stretchbreak ]]; then
    _stretchbreak "$@"
else
    (($+functions[compdef])) || { autoload -Uz compinit && compinit -i; }
    compdef _stretchbreak stretchbreak
fi

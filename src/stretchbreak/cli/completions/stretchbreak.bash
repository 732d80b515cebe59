# Tab completion of stretchbreak in bash. A line in ~/.bashrc brings it into every new shell:
#     eval "$(stretchbreak completion bash)"
# Where the package bash-completion is installed, this takes no time when a shell starts:
#     stretchbreak completion bash > ~/.local/share/bash-completion/completions/stretchbreak

_stretchbreak() {
    local program="${1/#\~\//$HOME/}" answer
    # An alias cannot be called from here.
    case $(type -t "$program") in
        file | function) ;;
        *) program=stretchbreak ;;
    esac
    COMPREPLY=()
    while IFS= read -r answer; do
        case $answer in
            "") ;;
            /) return ;; # readline completes a path better than we could
            *) COMPREPLY+=("$answer") ;;
        esac
    done <<< "$("$program" completion bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null)"
    # What takes no path should not be offered one. The bash of macOS has no compopt, and offers it.
    if ((${#COMPREPLY[@]} == 0)); then compopt +o default 2> /dev/null; fi
}

complete -o default -F _stretchbreak stretchbreak

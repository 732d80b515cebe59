# Tab completion of stretchbreak in fish. As this file it takes no time when a shell starts:
#     stretchbreak completion fish > ~/.config/fish/completions/stretchbreak.fish

function __stretchbreak_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    type -q -- $program; or set program stretchbreak
    type -q $program; or return
    for answer in ($program completion fish -- $words "$current" 2> /dev/null)
        if test "$answer" = /
            __fish_complete_path "$current"
        else
            printf '%s\n' $answer
        end
    end
end

complete -c stretchbreak -f -a '(__stretchbreak_candidates)'

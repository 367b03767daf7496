# What a verb needs and does not find: said first, with its size, then installed, or one sentence with the command.

# provide TOOL…: those after a "?" are only wished for: without them it goes on.
provide() {
    local tool missing=() packages=() wished=() sdk=0 log=$artifacts/apt.log
    for tool in "$@"; do "has_${tool#\?}" || missing+=("$tool"); done
    ((${#missing[@]})) || return 0

    mkdir -p "$artifacts" 2>/dev/null && touch "$log" || fail 3 "The folder $artifacts cannot be written: clone into a folder of your own."
    plan "${missing[@]}"
    if ! may_install; then return 0; fi
    announce
    agreed || fail 3 "Nothing was installed. By hand: $(by_hand)"

    if ((${#packages[@]})); then install_packages "${packages[@]}"; fi
    if ((sdk)); then install_sdk; fi
    for tool in "${missing[@]}"; do
        [[ $tool == \?* ]] || "has_$tool" || fail 3 "The installation ended well, but $tool is still not found."
    done
}

# plan TOOL…: sorts what is missing into packages (wished for alone, too) and the SDK from Microsoft; ends when something cannot be had.
plan() {
    local tool name unknown=()
    if [[ ${NEC_SKIP_INSTALL:-} != 1 ]] && command -v apt-get >/dev/null && can_be_root; then
        say "Missing: ${*#\?}. Asking apt-get what it takes."
        fetch_lists
    fi
    for tool in "$@"; do
        name=${tool#\?}
        if offered "$name" && [[ $name != sdk ]] || { [[ $name == sdk ]] && can_be_root && offered sdk; }; then
            add_packages "$tool"
        elif [[ $name == sdk ]]; then
            sdk=1
            has_curl || { if offered curl; then add_packages curl; else unknown+=(curl); fi; }
        elif [[ $tool == \?* ]]; then
            say "$(words_of "$name") Going on without it."
        else
            unknown+=("$name")
        fi
    done
    ((${#unknown[@]})) || return 0
    for tool in "${unknown[@]}"; do say "$(words_of "$tool")"; done
    exit 3
}

add_packages() {
    local package
    for package in $(packages_of "${1#\?}"); do
        [[ " ${packages[*]} ${wished[*]} " != *" $package "* ]] || continue
        if [[ $1 == \?* ]]; then wished+=("$package"); else packages+=("$package"); fi
    done
}

# Whether there is anything to install, and leave to. Ends with 3 where something needed may not be installed.
may_install() {
    local why=''
    if [[ ${NEC_SKIP_INSTALL:-} == 1 ]]; then why='NEC_SKIP_INSTALL=1'
    elif ((${#packages[@]} + ${#wished[@]})) && ! can_be_root; then why='installing packages needs root'; fi
    if [[ -n $why ]] && ((${#packages[@]} + sdk == 0)); then
        ((${#wished[@]} == 0)) || say "Going on without ${wished[*]} ($why)."
        return 1
    fi
    packages+=(${wished[@]+"${wished[@]}"})
    if [[ -n $why ]]; then fail 3 "Missing: $(names), and $why. Run: $(by_hand)"; fi
    ((${#packages[@]} + sdk))
}

names() {
    local all=(${packages[@]+"${packages[@]}"})
    if ((sdk)); then all+=('the .NET 10 SDK'); fi
    printf '%s' "${all[0]}"
    if ((${#all[@]} > 1)); then printf ', %s' "${all[@]:1}"; fi
}

# The commands that a person would type.
by_hand() {
    local sudo=''
    if ((EUID != 0)) && command -v sudo >/dev/null; then sudo='sudo '; fi
    if ((${#packages[@]})); then
        if ((EUID != 0)) && [[ -z $sudo ]]; then printf '(as root) '; fi
        printf '%sapt-get update && %sapt-get install -y --no-install-recommends %s' "$sudo" "$sudo" "${packages[*]}"
        if ((sdk)); then printf ' && '; fi
    fi
    if ((sdk)); then printf '%s' "$sdk_by_hand"; fi
}

announce() {
    local count fetch disk
    if ((${#packages[@]})); then
        read -r count fetch disk < <(measure "${packages[@]}") && [[ -n $count ]] || exit 3
        say "To install with apt-get: ${packages[*]} ($count packages, $fetch MB to fetch, $disk MB on the disk)."
        need_room "$((fetch + disk))" "$system/usr"
    fi
    if ((sdk)); then
        say "To install from Microsoft: the .NET SDK that global.json asks for, into $sdk_home (about 230 MB to fetch, 650 MB on the disk)."
    fi
}

agreed() {
    local answer
    on_terminal || return 0
    read -r -p 'nec: Go on? [Y/n] ' answer || return 1
    [[ ${answer,,} =~ ^(y|yes)?$ ]]
}

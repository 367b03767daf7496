# The .NET SDK that global.json asks for, from Microsoft into ~/.dotnet: no root, compared with its published SHA-512, whole or not at all.

sdk_home=${HOME:-}/.dotnet
sdk_by_hand='curl --proto =https -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0'

no_sdk() { fail 3 "The .NET SDK was not installed: $1 By hand: $sdk_by_hand"; }

asked() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$root/global.json" | head -n 1; }

# The kind of machine, in Microsoft's words.
sdk_platform() {
    local libc=''
    if compgen -G "$system/lib/ld-musl-*" >/dev/null; then libc=musl-; fi
    case $(uname -m) in
        x86_64) echo "linux-${libc}x64" ;;
        aarch64) echo "linux-${libc}arm64" ;;
        armv7l) echo "linux-${libc}arm" ;;
        *) return 1 ;;
    esac
}

# choose_sdk RELEASES PLATFORM VERSION ROLL-FORWARD: "version address sha512" of the newest release that global.json allows. A preview's
# version has letters, which the pattern does not take.
choose_sdk() {
    local name='"name" *: *"dotnet-sdk-'$2'\.tar\.gz"' address='"url" *: *"\(https:[^"]*/Sdk/\([0-9.]*\)/[^"]*\)"'
    local hash='"hash" *: *"\([0-9A-Fa-f]\{128\}\)"'
    tr -d '\r\n' <"$1" | tr '{}' '\n\n' | sed -n "s|.*$name.*$address *, *$hash.*|\\2 \\1 \\3|p" \
        | sort -uV | awk -v asked="${3##*.}" -v roll="$4" '
            { split($1, part, "."); patch = part[3] + 0 }
            roll == "disable" { if (patch == asked) chosen = $0; next }
            roll ~ /^(patch|latestPatch)$/ && int(patch / 100) != int(asked / 100) { next }
            patch >= asked { chosen = $0 }
            END { print chosen }'
}

# fetch ADDRESS FILE [shown]: over https alone, redirections included; curl follows the proxy variables.
fetch() {
    local words='' get=(curl --proto '=https' --tlsv1.2 -fSL --retry 2 --connect-timeout 20 --speed-limit 1000 --speed-time 60 -o "$2" "$1")
    if [[ ${3:-} == shown && -t 2 ]]; then "${get[@]}" --progress-bar && return 0; fi
    if [[ ${3:-} != shown || ! -t 2 ]]; then words=$("${get[@]}" -s 2>&1) && return 0; fi
    no_sdk "$1 could not be fetched whole (${words:-see above}); behind a proxy, set https_proxy."
}

install_sdk() {
    local platform version address sha512 next words
    [[ -n ${HOME:-} ]] || no_sdk 'HOME is not set, so there is no folder to put it into.'
    platform=$(sdk_platform) || no_sdk "there is none for this machine ($(uname -m))."
    mkdir -p "$sdk_home" 2>/dev/null && { exec 7>"$sdk_home/.nec.lock"; } 2>/dev/null || no_sdk "$sdk_home cannot be written."
    flock 7
    if has_sdk; then return 0; fi # another run was faster
    rm -rf "$sdk_home"/.nec-next-* # what a killed run left
    need_room 950 "$sdk_home"
    next=$(mktemp -d "$sdk_home/.nec-next-XXXXXX" 2>/dev/null) || no_sdk "$sdk_home cannot be written."
    # shellcheck disable=SC2064
    trap "rm -rf '$next'" EXIT

    version=$(asked version)
    fetch "https://builds.dotnet.microsoft.com/dotnet/release-metadata/${version%.*}/releases.json" "$next/releases.json"
    read -r version address sha512 < <(choose_sdk "$next/releases.json" "$platform" "$version" "$(asked rollForward)") || true
    [[ -n ${sha512:-} ]] || no_sdk "Microsoft's list of releases names no SDK $(asked version) or later for $platform."
    say "Fetching the .NET SDK $version."
    fetch "$address" "$next/sdk.tar.gz" shown
    sha512sum -c --status <<<"${sha512,,}  $next/sdk.tar.gz" \
        || no_sdk "its SHA-512 is not the published one, so the download was cut short or changed; run this again."
    mkdir "$next/sdk"
    words=$(tar -xzf "$next/sdk.tar.gz" -C "$next/sdk" 2>&1) || no_sdk "it cannot be unpacked (${words##*$'\n'})."
    words=$(cd "$root" && "$next/sdk/dotnet" --version 2>&1) && [[ $words == "$version" ]] || no_sdk "it does not start (${words##*$'\n'})."
    place_sdk "$next/sdk" "$version"
    rm -rf "$next"
    trap - EXIT
    exec 7>&-
}

# place_sdk FOLDER VERSION: joins it to what is in ~/.dotnet already, where a newer host stays. The SDK's own folder comes last, in one
# step: before, nothing looks complete.
place_sdk() {
    local entry words
    if [[ ! -x $sdk_home/dotnet || $(newest_host "$sdk_home" "$1") == "$(newest_host "$1")" ]]; then
        mv -f "$1/dotnet" "$sdk_home/dotnet"
    fi
    for entry in "$1"/*; do
        [[ ${entry##*/} == sdk || ${entry##*/} == dotnet ]] || cp -alf "$entry" "$sdk_home/" || no_sdk "$sdk_home cannot be written."
    done
    mkdir -p "$sdk_home/sdk"
    [[ -d $sdk_home/sdk/$2 ]] || mv -T "$1/sdk/$2" "$sdk_home/sdk/$2" || no_sdk "$sdk_home cannot be written."
    words=$(cd "$root" && "$sdk_home/dotnet" --version 2>&1) || no_sdk "it does not start (${words##*$'\n'})."
}

newest_host() {
    local folder
    for folder in "$@"; do compgen -G "$folder/host/fxr/*" || true; done | sed 's|.*/||' | sort -V | tail -n 1
}

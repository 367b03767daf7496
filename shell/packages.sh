# What has to be there: finds it, or installs it with apt-get.

# dotnet_with PART: the first dotnet that holds version 10 of a part ("sdk", or the shared framework that programs run on).
dotnet_with() {
    local candidate
    for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "${HOME:+$HOME/.dotnet/dotnet}" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet; do
        if [[ -x $candidate ]] && compgen -G "$(dirname "$(readlink -f "$candidate")")/$1/10.*" >/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

has_sdk() { dotnet_with sdk >/dev/null; }
has_node() { command -v node >/dev/null && command -v npm >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

has_postgresql() {
    local folder version
    while IFS= read -r folder; do
        [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]] || continue
        version=$("$folder/postgres" --version 2>/dev/null) || continue
        [[ $version =~ PostgreSQL\)?\ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 15)) && return 0
    done < <(compgen -G '/usr/lib/postgresql/*/bin'; tr ':' '\n' <<<"$PATH")
    return 1
}

packages_of() {
    case $1 in
        sdk) echo dotnet-sdk-10.0 ;;
        postgresql) echo postgresql ;;
        node)
            command -v node >/dev/null || echo nodejs
            command -v npm >/dev/null || echo npm
            ;;
        chromium) if [[ -n $(candidate chromium) ]]; then echo chromium; else echo chromium-browser; fi ;;
    esac
}

# Said when apt-get does not know the tool, or there is no apt-get.
words_of() {
    case $1 in
        sdk) echo 'The .NET 10 SDK is not among the packages of this system: get it from https://dot.net (Download, .NET 10; the script dotnet-install.sh with "--channel 10.0" puts it into ~/.dotnet, which is looked at), then run this again.' ;;
        postgresql) echo 'PostgreSQL 15 or later is not among the packages of this system: add the packages of postgresql.org (Download, Linux), or set ConnectionStrings__Nec to a server that runs.' ;;
        node) echo 'Node.js with npm is not among the packages of this system: get it from https://nodejs.org.' ;;
        chromium) echo 'Chromium is not among the packages of this system: install any Chromium or Chrome.' ;;
    esac
}

# The version that apt-get would install; empty when it knows none.
candidate() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '^(none)$' || true; }

offered() {
    local package version
    command -v apt-get >/dev/null || return 1
    for package in $(packages_of "$1"); do
        version=$(candidate "$package")
        [[ -n $version ]] || return 1
        [[ $1 != postgresql ]] || ((${version%%[!0-9]*} >= 15)) || return 1
    done
}

as_root() { if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi; }

may_install() {
    [[ ${NEC_SKIP_INSTALL:-} != 1 ]] && command -v apt-get >/dev/null \
        && { ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

# provide TOOL…: installs those that are missing, or says how to and ends with 3.
provide() {
    local tool missing=() known=() packages
    for tool in "$@"; do "has_$tool" || missing+=("$tool"); done
    ((${#missing[@]})) || return 0

    if may_install; then
        as_root apt-get -q update >&2 || say 'apt-get update failed; going on with the lists that are here.'
    fi
    for tool in "${missing[@]}"; do
        if offered "$tool"; then known+=("$tool"); else say "$(words_of "$tool")"; fi
    done
    ((${#known[@]})) || exit 3

    mapfile -t packages < <(for tool in "${known[@]}"; do packages_of "$tool"; done)
    may_install || fail 3 "Missing: ${packages[*]}. Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}"
    ((${#known[@]} == ${#missing[@]})) || exit 3
    install_packages "${packages[@]}"
    for tool in "${missing[@]}"; do
        "has_$tool" || fail 3 "apt-get ended well (${packages[*]}), but $tool is still not found."
    done
}

install_packages() {
    local settings=/etc/postgresql-common/createcluster.conf
    if [[ " $* " == *' postgresql '* && ! -e $settings ]]; then
        # Nec runs a private server; the package would otherwise start one for the whole machine.
        as_root mkdir -p "${settings%/*}"
        as_root tee "$settings" >/dev/null <<<'create_main_cluster = false'
    fi
    [[ " $* " != *' chromium-browser '* ]] || say 'On Ubuntu chromium-browser is a snap: it needs snapd, and does not work inside most containers.'
    say "Installing: $*"
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get -q install -y --no-install-recommends "$@" </dev/null >&2 \
        || fail 3 "apt-get could not install $* (see above)."
}

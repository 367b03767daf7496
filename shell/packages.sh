# What has to be there: finds it, says what is missing and how much that is, and installs it where it may.

system=${NEC_SYSTEM:-} # where the system's own folders begin; the tests put theirs here

# dotnet_with PART: the first dotnet that holds version 10 of a part ("sdk", or the shared framework that programs run on).
dotnet_with() {
    local candidate
    for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "${HOME:+$HOME/.dotnet/dotnet}" \
        "$system"/usr/{share,lib,local/share}/dotnet/dotnet; do
        if [[ -x $candidate ]] && compgen -G "$(dirname "$(readlink -f "$candidate")")/$1/10.*" >/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# use_dotnet DOTNET: the programs that are started from here find the same one.
use_dotnet() {
    DOTNET_ROOT=$(dirname "$(readlink -f "$1")")
    export DOTNET_ROOT PATH="$DOTNET_ROOT:$PATH"
}

has_sdk() { dotnet_with sdk >/dev/null; }
has_curl() { command -v curl >/dev/null; }
has_node() { node_version >/dev/null && command -v npm >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

has_dovecot() { [[ -x $system/usr/sbin/dovecot && -x $system/usr/lib/dovecot/imap ]]; }

# What .NET fetches packages with. A minimal Debian may lack it; elsewhere it is taken to be there.
has_tls() {
    ! command -v apt-get >/dev/null \
        || { compgen -G "$system/usr/lib/*/libssl.so.*" >/dev/null && [[ -s $system/etc/ssl/certs/ca-certificates.crt ]]; }
}

# The version of node, when it is 20 or later.
node_version() {
    local version
    version=$(node --version 2>/dev/null) && [[ $version =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 20)) && printf '%s\n' "$version"
}

has_postgresql() { (($(newest_postgresql) >= 15)); }

newest_postgresql() {
    local folder version newest=0
    while IFS= read -r folder; do
        [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]] || continue
        version=$("$folder/postgres" --version 2>/dev/null) || continue
        [[ $version =~ PostgreSQL\)?\ ([0-9]+) ]] && ((BASH_REMATCH[1] > newest)) && newest=${BASH_REMATCH[1]}
    done < <(compgen -G "$system/usr/lib/postgresql/*/bin"; tr ':' '\n' <<<"$PATH")
    echo "$newest"
}

packages_of() {
    case $1 in
        sdk) echo dotnet-sdk-10.0 ;;
        postgresql) echo postgresql ;;
        dovecot) echo dovecot-imapd ;;
        tls) echo openssl ca-certificates ;;
        curl) echo curl ca-certificates ;;
        node) echo nodejs npm ;;
        chromium) if [[ -n $(candidate chromium-browser) && -z $(candidate chromium) ]]; then echo chromium-browser; else echo chromium; fi ;;
    esac
}

# Said when apt-get does not know the tool, or there is no apt-get.
words_of() {
    case $1 in
        sdk) echo "The .NET 10 SDK is missing. To get it by hand: $sdk_by_hand" ;;
        postgresql)
            local here
            here=$(newest_postgresql)
            echo "PostgreSQL 15 or later is needed$( ((here)) && echo " ($here is here)" || true), and $(nobody_offers) it: add the" \
                'packages of postgresql.org (Download, Linux), or set ConnectionStrings__Nec to a server that runs.'
            ;;
        dovecot) echo "Dovecot's IMAP server is missing, which the tests read a mailbox from, and $(nobody_offers) it: install dovecot-imapd." ;;
        tls) echo "OpenSSL and ca-certificates are needed to fetch packages, and $(nobody_offers) them." ;;
        curl)
            echo "curl is needed to fetch the .NET SDK, and $(nobody_offers) it." \
                "To get the SDK with wget: ${sdk_by_hand/curl*-fsSL/wget -qO-}"
            ;;
        node)
            echo "The style sheet is built with Node.js 20 or later and npm (here: $(node --version 2>/dev/null || echo none))," \
                "and $(nobody_offers) it: get it from https://nodejs.org. Building, running and testing need neither."
            ;;
        chromium) echo "Chromium is missing, and $(nobody_offers) it: install any Chromium or Chrome." ;;
    esac
}

nobody_offers() {
    if ! command -v apt-get >/dev/null; then echo 'there is no apt-get to install'
    elif [[ $lists == failed ]]; then echo 'apt-get could not reach its mirrors (behind a proxy, set http_proxy and https_proxy) to offer'
    else echo 'apt-get does not offer'; fi
}

lists=kept # or fetched, or failed: how apt's lists of packages stand

fetch_lists() {
    if as_root apt-get -qq -o APT::Update::Error-Mode=any update >"$log" 2>&1; then lists=fetched; return 0; fi
    lists=failed
    say "apt-get could not fetch its lists ($(apt_error)); going on with those that are here."
}

apt_error() { grep -m1 '^[EW]:' "$log" || tail -n 1 "$log"; }

# The version that apt-get would install; empty when it knows none.
candidate() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '^(none)$' || true; }

# offered TOOL: whether apt-get has it, new enough. Lists that were not fetched may be empty: a usual package is then taken to be there.
offered() {
    local package version least=0
    command -v apt-get >/dev/null || return 1
    case $1 in postgresql) least=15 ;; node) least=20 ;; esac
    for package in $(packages_of "$1"); do
        version=$(candidate "$package")
        version=${version#*:}
        if [[ -z $version ]]; then
            [[ $lists == kept && $1 != sdk && $1 != node ]] || return 1
        elif [[ $package != npm ]] && ((least > 0 && ${version%%[!0-9]*} < least)); then
            return 1
        fi
    done
}

on_terminal() { [[ -t 0 && -t 2 ]]; }

can_be_root() { ((EUID == 0)) || { command -v sudo >/dev/null && { on_terminal || sudo -n true 2>/dev/null; }; }; }

# as_root COMMAND…: sudo forgets the way out through a proxy, so it is handed on; only on a terminal may it ask for a password.
as_root() {
    local name kept=()
    if ((EUID == 0)); then "$@"; return; fi
    for name in http_proxy https_proxy no_proxy; do [[ -z ${!name:-} ]] || kept+=("$name=${!name}"); done
    if on_terminal; then sudo env ${kept[@]+"${kept[@]}"} "$@"; else sudo -n env ${kept[@]+"${kept[@]}"} "$@"; fi
}

# measure PACKAGE…: how many packages that is, and the megabytes to fetch and on the disk.
measure() {
    local names
    mapfile -t names < <(LC_ALL=C apt-get -qq -s -o Debug::NoLocking=1 install --no-install-recommends "$@" 2>"$log" \
        | awk '$1 == "Inst" { print $2 }')
    ((${#names[@]})) || fail 3 "apt-get cannot install $* ($(apt_error))."
    LC_ALL=C apt-cache show --no-all-versions "${names[@]}" 2>/dev/null | awk -v count="${#names[@]}" '
        $1 == "Size:" { fetch += $2 }
        $1 == "Installed-Size:" { disk += $2 }
        END { printf "%d %d %d\n", count, fetch / 1e6 + 0.5, disk / 1e3 + 0.5 }'
}

# need_room MEGABYTES FOLDER: ends when the disk has no room for them.
need_room() {
    local free
    free=$(df -Pk "$2" 2>/dev/null | awk 'NR == 2 { print int($4 / 1000) }')
    [[ -z $free ]] || ((free >= $1)) \
        || fail 3 "The disk is full: $1 MB are needed under $2, and $free MB are free. Make room and run this again."
}

# The tests start a private server; the package would otherwise start one for the whole machine, by systemd or by its script.
keep_dovecot_off() {
    local unit folder=$system/etc/systemd/system
    as_root mkdir -p "$folder" "$system/etc/default"
    for unit in dovecot.service dovecot.socket; do
        [[ -e $folder/$unit || -L $folder/$unit ]] || as_root ln -s /dev/null "$folder/$unit"
    done
    [[ -e $system/etc/default/dovecot ]] || as_root tee "$system/etc/default/dovecot" >/dev/null <<<'ENABLED=0'
}

install_packages() {
    local settings=$system/etc/postgresql-common/createcluster.conf
    if [[ " $* " == *' postgresql '* && ! -e $settings ]]; then
        # Nec runs a private server; the package would otherwise start one for the whole machine.
        as_root mkdir -p "${settings%/*}"
        as_root tee "$settings" >/dev/null <<<'create_main_cluster = false'
    fi
    if [[ " $* " == *' dovecot-imapd '* ]]; then keep_dovecot_off; fi
    [[ " $* " != *' chromium-browser '* ]] \
        || say 'On Ubuntu chromium-browser is a snap: it needs snapd, and does not work inside most containers.'
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
        apt-get -q install -y --no-install-recommends "$@" </dev/null >"$log" 2>&1 \
        || fail 3 "apt-get could not install $* ($(apt_error)); all of it is in $log."
}

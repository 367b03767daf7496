# Builds the program, and only when its sources changed.

# Names and contents of everything that the program is made of: a deleted or renamed file counts, a merely touched one does not.
fingerprint() (
    cd "$root"
    {
        find src -type d \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0
        find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name global.json -o -iname nuget.config \) -print0
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
)

what_building_needs=(sdk tls)

# compile WHAT ARGUMENTS…: dotnet from the root (for global.json), into the log. Its compiler servers outlive it, so they must not inherit our locks.
compile() {
    local log=$artifacts/build.log dotnet
    dotnet=$(dotnet_with sdk)
    (cd "$root" && "$dotnet" "$@" --configuration Release --nologo -nodeReuse:false) </dev/null >"$log" 2>&1 8>&- 9>&- && return 0
    grep -E '(^|[ :])error( |:|$)' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "The build failed; all of it is in $log."
    if grep -q 'No space left on device' "$log"; then
        fail 3 "The disk is full: building takes about 2,000 MB under $root and ~/.nuget. Make room and run this again."
    fi
    if grep -Eq 'NU1301|NU1101|NU1801' "$log"; then
        say 'NuGet packages could not be fetched: behind a proxy, set https_proxy; a feed of your own goes into ~/.nuget/NuGet/NuGet.Config.'
        return 3
    fi
    return 1
}

lock_build() {
    mkdir -p "$artifacts"
    exec 9>"$artifacts/build.lock"
    flock -n 9 || { say 'Another build is running; waiting for it.'; flock 9; }
}

unlock_build() { exec 9>&-; }

# hold FOLDER: takes a program's folder into use for as long as this process, and the program it becomes, lives.
hold() {
    [[ -f $1/in-use ]] && { exec 8<"$1/in-use"; } 2>/dev/null && flock -sn 8 && [[ -f $1/nec.dll ]]
}

remove_others() {
    local folder
    for folder in "$programs"/*/ "$programs"/.next-*/; do
        folder=${folder%/}
        [[ -d $folder && ! -L $folder && $folder != "$1" ]] || continue
        if [[ ! -e $folder/in-use ]] || flock -xn "$folder/in-use" true; then rm -rf "$folder"; fi
    done
}

build_program() {
    local folder=$1 next=$programs/.next-$$ status=0
    lock_build
    if [[ ! -f $folder/nec.dll ]]; then
        say 'Building; the first time takes a minute or two.'
        mkdir -p "$programs"
        compile publish "$program" --output "$next" || status=$?
        if ((status)); then rm -rf "$next"; exit "$status"; fi
        touch "$next/in-use"
        mv -T "$next" "$folder" # whole or not at all
        ln -sfn "${folder##*/}" "$programs/current"
        remove_others "$folder"
    fi
    hold "$folder" || fail 1 "The program just built in $folder cannot be opened."
    unlock_build
}

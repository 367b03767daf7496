# ./nec test: runs every test project and counts.

passed=0 failed=0 skipped=0 faults=()

counter() { sed -n "/<Counters /{s/.* $2=\"\([0-9]*\)\".*/\1/p;q}" "$1"; }

# count NAME TRX EXIT-CODE: adds a project's results. A crash or a missing file counts as one failure: silence is not success.
count() {
    local total ok broken=0 word
    if ! grep -qs '<Counters ' "$2"; then
        faults+=("$1: dotnet test ended with $3 and left no results")
        failed=$((failed + 1))
        return 0
    fi
    total=$(counter "$2" total) ok=$(counter "$2" passed)
    for word in failed error timeout aborted; do broken=$((broken + $(counter "$2" "$word"))); done
    passed=$((passed + ok)) failed=$((failed + broken))
    skipped=$((skipped + total - $(counter "$2" executed)))
    if ((total == 0)); then
        faults+=("$1: no test ran: $(crash_in "$2")")
        failed=$((failed + 1))
    elif ((broken == 0)) && { (($3 != 0)) || ! grep -q '<ResultSummary outcome="Completed"' "$2"; }; then
        faults+=("$1: no test failed, yet the run did (exit code $3): $(crash_in "$2")")
        failed=$((failed + 1))
    fi
}

# Why a run broke off, in the test runner's words.
crash_in() { grep -om1 'Catastrophic failure[^<]*\|Test host process crashed[^<]*' "$1" || echo 'see above'; }

# Each skipped test with its reason, from one file of results.
reasons() {
    awk -v RS='<UnitTestResult ' '
        function between(text, from, to,   at) {
            at = index(text, from); if (!at) return ""
            text = substr(text, at + length(from))
            at = index(text, to); return at ? substr(text, 1, at - 1) : ""
        }
        NR > 1 && /outcome="NotExecuted"/ {
            reason = between($0, "<Message>", "</Message>")
            if (reason == "") reason = between($0, "<StdOut>", "</StdOut>")
            gsub(/[ \t\r\n]+/, " ", reason)
            print "  skipped: " between($0, "testName=\"", "\"") ": " (reason == "" ? "no reason given" : reason)
        }' "$1" | sed -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#xD;//g; s/&#xA;/ /g; s/&amp;/\&/g'
}

test_project() {
    local name results=$artifacts/test-results status=0
    name=$(basename "$1" .csproj)
    if [[ -z $(find "$(dirname "$1")" -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -print -quit) ]]; then
        say "$name holds no tests yet."
        return 0
    fi
    printf -- '-- %s\n' "$name"
    (cd "$root" && "$dotnet" test "$1" --configuration Release --no-build --nologo \
        --results-directory "$results" --logger "trx;LogFileName=$name.trx") </dev/null 8>&- || status=$?
    count "$name" "$results/$name.trx" "$status"
}

summary() {
    local line="$passed passed, $failed failed"
    ((skipped == 0)) || line+=", $skipped skipped"
    printf '%s\n' "$line"
}

run_tests() {
    local project file fault needs=("${what_building_needs[@]}") dotnet
    local usage='Usage: ./nec test, without arguments: builds everything and runs every test. One project alone: dotnet test tests/Nec.Core.Tests'
    if (($#)) && asks_for_help "$@"; then printf '%s\n' "$usage"; exit 0; fi
    (($# == 0)) || fail 2 "$usage"
    [[ -n ${NEC_TEST_POSTGRES:-} ]] || needs+=(postgresql)
    needs+=(dovecot)
    provide "${needs[@]}" '?chromium'
    dotnet=$(dotnet_with sdk)
    use_dotnet "$dotnet"

    mkdir -p "$artifacts"
    exec 8>"$artifacts/test.lock"
    flock -n 8 || { say 'Another test run is under way; waiting for it.'; flock 8; }
    lock_build
    say 'Building everything; the first time takes a few minutes.'
    if ! compile build "$solution"; then
        failed=1
        say 'No test ran: the failed build counts as one failure.'
        summary
        exit 1
    fi
    unlock_build

    rm -rf "$artifacts/test-results"
    for project in "$root"/tests/*.Tests/*.csproj; do test_project "$project"; done
    for file in "$artifacts"/test-results/*.trx; do [[ ! -e $file ]] || reasons "$file"; done
    for fault in ${faults[@]+"${faults[@]}"}; do printf '  FAULT: %s\n' "$fault"; done
    ((passed + failed > 0)) || printf '  FAULT: not one test ran\n'
    summary
    ((failed == 0 && passed > 0))
}

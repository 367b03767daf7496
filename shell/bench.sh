# ./nec bench: the benchmarks, on the program as ./nec builds it.

run_bench() {
    local needs=("${what_building_needs[@]}") bench=$root/bench/Nec.Bench folder dotnet
    if [[ -z ${NEC_TEST_POSTGRES:-} ]] && ! asks_for_help "${@:-run}"; then needs+=(postgresql); fi
    provide "${needs[@]}"
    folder=$programs/$(fingerprint)
    hold "$folder" || build_program "$folder"
    lock_build
    compile build "$bench" || exit 1
    unlock_build
    dotnet=$(dotnet_with sdk)
    use_dotnet "$dotnet"
    exec "$dotnet" "$bench/bin/Release/net10.0/Nec.Bench.dll" "$@"
}

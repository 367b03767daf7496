namespace Nec.Worker.Tests.Entry;

/// <summary>An apt-get with PostgreSQL, Chromium and what else a test gives it; what it installs is there afterwards.</summary>
internal static class AptGet
{
    public static void Is(FreshMachine machine, params (string Package, string Version)[] offered)
    {
        machine.Write("offered", string.Join('\n', offered.Select(package => $"{package.Package} {package.Version}")) + "\n");
        machine.StandIn("apt-get", $$"""
            case " $* " in
                *' update ') [[ ! -e '{{machine.At("no-mirror")}}' ]] || { echo 'E: Could not connect to mirror.example.org:80' >&2; exit 100; } ;;
                *' -s '*) echo 'Inst libpq5 (1)'; for name; do ! grep -q "^$name " '{{machine.At("offered")}}' || echo "Inst $name (1)"; done ;;
                *' install '*)
                    [[ ! -e '{{machine.At("broken")}}' ]] || { echo 'E: Sub-process dpkg returned an error code (1)' >&2; exit 100; }
                    mkdir -p "$NEC_SYSTEM/usr/lib/postgresql/15/bin" "$NEC_SYSTEM/usr/lib/x/" "$NEC_SYSTEM/etc/ssl/certs"
                    for name in initdb postgres pg_ctl; do
                        printf '#!/bin/bash\necho "postgres (PostgreSQL) 15.9"\n' >"$NEC_SYSTEM/usr/lib/postgresql/15/bin/$name"
                        chmod +x "$NEC_SYSTEM/usr/lib/postgresql/15/bin/$name"
                    done
                    mkdir -p "$NEC_SYSTEM/usr/sbin" "$NEC_SYSTEM/usr/lib/dovecot"
                    for name in sbin/dovecot lib/dovecot/imap; do
                        ! [[ " $* " == *' dovecot-imapd '* ]] || { touch "$NEC_SYSTEM/usr/$name"; chmod +x "$NEC_SYSTEM/usr/$name"; }
                    done
                    touch "$NEC_SYSTEM/usr/lib/x/libssl.so.3"; echo x >"$NEC_SYSTEM/etc/ssl/certs/ca-certificates.crt" ;;
            esac
            """);
        machine.StandIn("apt-cache", $$"""
            case $1 in
                policy) sed -n "s/^$2 /  Candidate: /p" '{{machine.At("offered")}}' ;;
                show) shift 2; for name; do printf 'Package: %s\nInstalled-Size: 4000\nSize: 1500000\n\n' "$name"; done ;;
            esac
            """);
        if (!Environment.IsPrivilegedProcess)
        {
            machine.WriteProgram("bin/sudo", "shift; exec \"$@\""); // without its "-n"
        }
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Nec.Worker.Tests.Entry;

/// <summary>What Microsoft serves, and a curl that fetches it: a list of releases, and an SDK whose
/// <c>dotnet</c> builds and runs anything.</summary>
internal static class Microsoft
{
    public const string Newest = "10.0.205";

    public static void Serves(FreshMachine machine, string given = Newest)
    {
        machine.StandIn("curl", $"""
            while (($#)); do case $1 in -o) file=$2; shift ;; https://*) address=$1 ;; esac; shift; done
            served='{machine.At("served")}'/$(basename "$address")
            [[ -e $served ]] || {"{"} echo "curl: (6) Could not resolve host" >&2; exit 6; {"}"}
            cp "$served" "$file"
            [[ ! -e $served.cut ]] || {"{"} echo "curl: (18) transfer closed with 20 bytes remaining to read" >&2; exit 18; {"}"}
            """);
        Sdk(machine, Newest, given);
        machine.Write("served/releases.json", Releases(File.ReadAllBytes(machine.At(Archive(Newest)))));
    }

    public static string Archive(string version) => $"served/dotnet-sdk-{version}-linux-x64.tar.gz";

    /// <summary>Puts an SDK on the server, of a version and with a <c>dotnet</c> that gives another, perhaps.</summary>
    private static void Sdk(FreshMachine machine, string version, string given)
    {
        machine.WriteProgram("sdk/dotnet", $"""
            case $1 in
                --version) echo {given} ;;
                publish) mkdir -p "$4" && touch "$4/nec.dll" ;;
                */Nec.Bench.dll) echo "bench ran ${"{"}*:2{"}"}" ;;
                */nec.dll) echo "nec ran ${"{"}*:2{"}"}" ;;
            esac
            """);
        foreach (var part in new[] { $"sdk/{version}/dotnet.dll", "shared/Microsoft.AspNetCore.App/10.0.5/a.dll", "host/fxr/10.0.5/libhostfxr.so" })
        {
            machine.Write($"sdk/{part}", "");
        }

        using var file = File.Create(machine.At(Archive(version)));
        using var zip = new GZipStream(file, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(machine.At("sdk"), zip, includeBaseDirectory: false);
        zip.Flush();
        Directory.Delete(machine.At("sdk"), recursive: true);
    }

    /// <summary>Unpacks the SDK where a package would have put it.</summary>
    public static void Unpack(FreshMachine machine, string folder)
    {
        Directory.CreateDirectory(machine.At(folder));
        using var file = File.OpenRead(machine.At(Archive(Newest)));
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(zip, machine.At(folder), overwriteFiles: false);
    }

    /// <summary>Older releases, a preview and another kind of machine beside the one that is right; the order is not that of the versions.</summary>
    private static string Releases(byte[] archive)
    {
        var right = Convert.ToHexStringLower(SHA512.HashData(archive));
        var wrong = new string('a', 128);
        (string, string, string)[] all =
        [
            ("10.0.100", "linux-x64", wrong), (Newest, "linux-arm64", wrong), (Newest, "linux-x64", right),
            ("10.0.99", "linux-x64", wrong), ("10.0.300-rc.1", "linux-x64", wrong),
        ];
        var files = all.Select(file => $$"""
                {
                  "name": "dotnet-sdk-{{file.Item2}}.tar.gz",
                  "rid": "{{file.Item2}}",
                  "url": "https://builds.example.org/dotnet/Sdk/{{file.Item1}}/dotnet-sdk-{{file.Item1}}-{{file.Item2}}.tar.gz",
                  "hash": "{{file.Item3}}"
                }
                """);
        return $$"""{ "channel-version": "10.0", "releases": [ { "sdk": { "version": "{{Newest}}", "files": [ {{string.Join(",\n", files)}} ] } } ] }""";
    }
}

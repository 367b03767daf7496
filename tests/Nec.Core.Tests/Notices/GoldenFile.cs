using System.Runtime.CompilerServices;

namespace Nec.Core.Tests.Notices;

/// <summary>Letters accepted by a reader: compared exactly; <c>NEC_ACCEPT_GOLDEN=1</c> accepts what is written now.</summary>
internal static class GoldenFile
{
    public static async Task Compare(string name, string actual, CancellationToken cancellationToken, [CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "Golden");
        var accepted = Path.Combine(folder, name);
        var differing = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}.actual{Path.GetExtension(name)}");
        if (Environment.GetEnvironmentVariable("NEC_ACCEPT_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(accepted, actual, cancellationToken);
        }

        var expected = File.Exists(accepted) ? await File.ReadAllTextAsync(accepted, cancellationToken) : "";
        if (expected != actual)
        {
            await File.WriteAllTextAsync(differing, actual, cancellationToken);
        }
        else
        {
            File.Delete(differing);
        }

        Assert.Equal(expected, actual);
    }
}

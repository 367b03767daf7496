using System.Runtime.CompilerServices;

namespace Nec.Worker.Tests.Demo;

/// <summary>Files that a person has read and agreed to; a difference is shown, and accepted only by a person.</summary>
internal static class Golden
{
    private const string Accept = "NEC_ACCEPT_GOLDEN";

    /// <summary>Compares; on a difference writes what there is beside the file and says how to accept it.</summary>
    public static async Task Compare(string name, string actual, CancellationToken cancellationToken, [CallerFilePath] string here = "")
    {
        var golden = Path.Combine(Path.GetDirectoryName(here)!, name); // a source file lies in a folder
        var beside = golden.Replace(".golden.", ".actual.", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            await File.WriteAllTextAsync(golden, actual, cancellationToken);
        }

        var expected = File.Exists(golden) ? (await File.ReadAllTextAsync(golden, cancellationToken)).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            File.Delete(beside);
            return;
        }

        await File.WriteAllTextAsync(beside, actual, cancellationToken);
        var (was, now) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(was.Length, now.Length)).TakeWhile(line => was[line] == now[line]).Count();
        Assert.Fail($"""
            {name} differs from line {at + 1} on:
              agreed: {was.ElementAtOrDefault(at) ?? "(the end)"}
              now:    {now.ElementAtOrDefault(at) ?? "(the end)"}
            What there is now was written to {beside}. Read it; if every line is right, run this test again with {Accept}=1 and commit {name}.
            """);
    }
}

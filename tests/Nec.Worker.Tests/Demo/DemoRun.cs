using System.Text.Json;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Demo;

/// <summary>One mail of a demo, as <c>--keep-mail</c> left it.</summary>
internal sealed record KeptLetter(DateOnly Day, string To, Nec.Simulator.ReceivedMail Mail);

/// <summary>Plays the demo as a process of its own, as <c>./nec demo --no-wait --json</c> does.</summary>
internal static class DemoRun
{
    public static Task<(Answer Answer, IReadOnlyList<KeptLetter> Mail)> Play(Scratch scratch, params string[] more) => Play(scratch, new Dictionary<string, string>(StringComparer.Ordinal), more);

    /// <summary>Plays it where an installation's settings stand.</summary>
    public static Task<(Answer Answer, IReadOnlyList<KeptLetter> Mail)> Play(
        Scratch scratch, IReadOnlyDictionary<string, string> settings, params string[] more) =>
        PlayFrom(AppContext.BaseDirectory, scratch, settings, more);

    /// <summary>The same with the program that stands in another folder.</summary>
    public static async Task<(Answer Answer, IReadOnlyList<KeptLetter> Mail)> PlayFrom(
        string program, Scratch scratch, IReadOnlyDictionary<string, string> settings, params string[] more)
    {
        var folder = Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N"));
        var ended = await NecProcess.RunFrom(
            program, settings, scratch.Folder, ["demo", "--no-wait", "--json", "--keep-mail", folder, .. more]);
        // Several conversations go at once, so which of a day's letters arrives first is not decided.
        var mail = Directory.GetFiles(folder, "*.eml").Select(Read)
            .OrderBy(letter => letter.Day)
            .ThenBy(letter => letter.To, StringComparer.Ordinal)
            .ThenBy(letter => letter.Mail.Header("Date"), StringComparer.Ordinal)
            .ThenBy(letter => letter.Mail.Subject, StringComparer.Ordinal)
            .ToList();
        return (ended.Answer, mail);
    }

    /// <summary>A summary without what may differ between two runs.</summary>
    public static string WithoutSeconds(this JsonElement summary) =>
        string.Join(',', summary.EnumerateObject().Where(property => property.Name != "seconds").Select(property => $"{property.Name}:{property.Value.GetRawText()}"));

    private static KeptLetter Read(string path)
    {
        var mail = new Nec.Simulator.ReceivedMail("", [], File.ReadAllBytes(path), receivedAt: null, overTls: false);
        var to = mail.Header("To")!; // our own letters always say
        return new(DateOnly.ParseExact(Path.GetFileName(path).AsSpan(0, 10), "yyyy-MM-dd"), to[(to.LastIndexOf('<') + 1)..].TrimEnd('>'), mail);
    }
}

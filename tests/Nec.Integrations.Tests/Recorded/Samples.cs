using System.Text.Json.Nodes;
using HandlebarsDotNet;
using Nec.Integrations.Tests.ContractFiles;
using Nec.Integrations.Tests.Http;

namespace Nec.Integrations.Tests.Recorded;

/// <summary>
/// Replies recorded from the real outside, in a folder of one's own that <c>NEC_SAMPLES</c> names; nothing of them is kept here. The mapping
/// files beside this say to which request each was the reply: <c>{{recorded 'folder/file.json'}}</c> stands for a file, with a second word for
/// one value in it.
/// </summary>
internal static class Samples
{
    private static string? Folder => Environment.GetEnvironmentVariable("NEC_SAMPLES");

    /// <summary>A stubbed outside that replies as a source did; the test is skipped where nobody keeps a folder.</summary>
    public static Stub Of(string source)
    {
        SkipUnlessKept();
        var outside = new Stub();
        outside.Server.WithMapping(File.ReadAllText(Repository.PathOf($"tests/Nec.Integrations.Tests/Recorded/{source}.json")));

        return outside;
    }

    public static string Text(string file)
    {
        SkipUnlessKept();

        return Read(file);
    }

    public static JsonArray List(string file) => JsonNode.Parse(Text(file))!.AsArray();

    public static void Register(IHandlebars handlebars) => handlebars.RegisterHelper(
        "recorded",
        (writer, _, words) =>
        {
            var text = Read($"{words[0]}");
            writer.WriteSafeString(words.Length == 1 ? text : JsonNode.Parse(text)![$"{words[1]}"]!.ToJsonString());
        });

    private static void SkipUnlessKept() => Assert.SkipUnless(Directory.Exists(Folder), "NEC_SAMPLES names no folder of recorded replies");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder!, file)); // SkipUnlessKept has seen it
}

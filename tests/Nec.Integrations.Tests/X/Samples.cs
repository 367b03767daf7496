using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Integrations.Tests.X;

/// <summary>Replies recorded from the real outside, in a folder of one's own that <c>NEC_SAMPLES</c> names; nothing of it is kept here.</summary>
internal static class Samples
{
    public static string Path(string network, string file)
    {
        var folder = Environment.GetEnvironmentVariable("NEC_SAMPLES");
        Assert.SkipUnless(Directory.Exists(folder), "NEC_SAMPLES names no folder of recorded replies");

        return System.IO.Path.Combine(folder!, network, file);
    }

    public static JsonNode Json(string network, string file) => JsonNode.Parse(File.ReadAllText(Path(network, file)))!;

    /// <summary>A wire that gives a recorded reply.</summary>
    public static Http.StubHandler Wire(HttpStatusCode status, JsonNode body, params IEnumerable<(string Name, string Value)> headers) => new((_, _) =>
    {
        var reply = Http.StubHandler.Reply(status, body.ToJsonString());
        foreach (var (name, value) in headers)
        {
            reply.Headers.Add(name, value);
        }

        return Task.FromResult(reply);
    });
}

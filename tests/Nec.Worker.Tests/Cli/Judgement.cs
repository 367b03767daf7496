using System.Text.Json;

namespace Nec.Worker.Tests.Cli;

/// <summary>Judges a contract of one commitment by <c>nec evaluate --json</c>, from files, as a person would.</summary>
internal sealed class Judgement : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _contract;
    private readonly string _facts;

    public Judgement(string contract, params string[] facts)
    {
        _contract = _scratch.Write("north.yaml", contract);
        _facts = _scratch.Write("facts.jsonl", string.Join('\n', facts));
    }

    /// <summary>The one finding of a day, or the one named.</summary>
    public async Task<JsonElement> On(string day, string? obligation = null, params string[] more)
    {
        var answer = await CommandLine.Run(["evaluate", "--contract", _contract, "--facts", _facts, "--on", day, "--json", .. more]);
        Assert.Equal("", answer.Error);
        Assert.Equal(0, answer.Code);
        Assert.Equal(day, answer.Json.GetProperty("on").GetString());
        var findings = answer.Json.GetProperty("findings").EnumerateArray();
        return obligation is null ? Assert.Single(findings) : Assert.Single(findings, finding => finding.Text("obligation") == obligation);
    }

    public void Dispose() => _scratch.Dispose();
}

/// <summary>What tests read from a finding.</summary>
internal static class FindingReading
{
    public static string? Text(this JsonElement json, string property) => json.GetProperty(property).GetString();

    /// <summary>The working day that a step goes on; null when the ladder has no such step.</summary>
    public static string? SendOn(this JsonElement finding, string step) =>
        finding.GetProperty("steps").EnumerateArray().Where(one => one.Text("step") == step).Select(one => one.Text("sendOn")).SingleOrDefault();

    /// <summary>The status of a period; null when it is not listed.</summary>
    public static string? Period(this JsonElement finding, string label) =>
        finding.GetProperty("periods").EnumerateArray().Where(one => one.Text("period") == label).Select(one => one.Text("status")).SingleOrDefault();
}

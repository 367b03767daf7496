using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Demo;

namespace Nec.Worker.Tests.Wording;

/// <summary>No sentence is state: other words, the same decisions.</summary>
[Collection(DarkQuarter.Tests)]
public sealed class RewordingTests(DarkQuarter quarter)
{
    [Fact]
    public async Task With_every_text_of_ours_replaced_the_quarter_decides_the_same()
    {
        using var scratch = new Scratch();
        var program = Path.Combine(scratch.Folder, "reworded");
        var places = RewordedProgram.Make(program);
        var (run, decisions) = await DarkQuarter.Play(program, scratch);

        Assert.InRange(places, 500, 20_000);
        Assert.NotEqual(quarter.Run.Mail.Select(letter => letter.Mail.Text), run.Mail.Select(letter => letter.Mail.Text));
        Assert.Equal(quarter.Run.Mail.Select(letter => (letter.Day, letter.To)), run.Mail.Select(letter => (letter.Day, letter.To)));
        Assert.Equal(quarter.Run.Answer.Json.WithoutSeconds(), run.Answer.Json.WithoutSeconds());
        Assert.All(
            (string[])["change", "finding", "told", "notice", "fact", "source", "run"],
            kind => Assert.Contains(decisions, line => line.StartsWith($"{{\"is\":\"{kind}\"", StringComparison.Ordinal)));
        Assert.Contains(decisions, line => line.EndsWith("False, True, False", StringComparison.Ordinal)); // accepted, and taken back
        var refused = decisions.Where(line => line.StartsWith("refused", StringComparison.Ordinal));
        Assert.Equal(2, refused.Select(line => line.Count(letter => letter == ',')).Distinct().Count()); // without credentials fewer lines
        Assert.Equal(quarter.Decisions, decisions);
    }
}

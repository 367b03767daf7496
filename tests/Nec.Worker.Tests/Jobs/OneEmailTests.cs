using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>However much falls due, and from however many teams, a person has one email a day.</summary>
public sealed class OneEmailTests
{
    private const string Monday = "2019-09-16T07:00Z";

    [Fact]
    public async Task Thirty_due_items_are_one_email()
    {
        var places = Enumerable.Range(1, 30).Select(number => $"Village {number:00}").ToList();
        var contract = TeamFile.Of("clerk-meeting", $"on: [2019-09-16], places: [{string.Join(", ", places)}]", from: "2019-08-02");
        await using var place = await Workplace.Open(Monday, contract.Replace("title: Keep clerk-meeting", "title: 'Meet the {place} clerk'", StringComparison.Ordinal));

        await WriteAndSend(place, notices: 1, lines: 30);

        var mail = Assert.Single(place.World.Mail.Messages);
        Assert.Equal(["inspector@example.org"], mail.To);
        Assert.All(places, village => Assert.Equal(2, mail.Text!.Split($"- Meet the {village} clerk ").Length)); // once
        Assert.All(places, village => Assert.Contains($"Meet the {village} clerk", mail.Html, StringComparison.Ordinal));
        Assert.Equal(30, await place.Ask<int>("select count(distinct obligation)::int from nec.sent_reminder"));
    }

    [Fact]
    public async Task A_person_with_posts_in_two_teams_has_one_email_of_both()
    {
        await using var place = await Workplace.Open(Monday, Due("north", "newsletter"));
        await File.WriteAllTextAsync(Path.Combine(place.Settings["Contracts:Folder"]!, "south.yaml"), Due("south", "surgery"), TestContext.Current.CancellationToken); // always set

        await WriteAndSend(place, notices: 1, lines: 2);

        var mail = Assert.Single(place.World.Mail.Messages);
        Assert.Equal(["inspector@example.org"], mail.To);
        Assert.Contains("We keep newsletter.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("We keep surgery.", mail.Text, StringComparison.Ordinal);
        Assert.Equal("north,south", await place.Ask<string>("select string_agg(distinct team, ',') from nec.sent_reminder"));
        Assert.Equal("north,south", await place.Ask<string>("select array_to_string(teams, ',') from nec.notice"));
    }

    private static string Due(string team, string commitment) =>
        TeamFile.Team(team, "2019-08-02", $"  - {TeamFile.Line(commitment).Flow("on: [2019-09-23]")}");

    // Twice, and by two workers, because either could make a second email.
    private static async Task WriteAndSend(Workplace place, int notices, int lines)
    {
        var (one, other) = (await place.Host(), await place.Host());
        var written = await Workplace.Run<WriteNotices>(one);
        var again = await Workplace.Run<WriteNotices>(other);
        await Workplace.Run<SendMail>(one);
        await Workplace.Run<SendMail>(other);

        Assert.Equal((notices, lines), (written.Metric("notices"), written.Metric("lines")));
        Assert.Equal(0, again.Metric("notices"));
    }
}

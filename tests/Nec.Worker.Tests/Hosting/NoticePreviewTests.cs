using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Notices;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>What the pages are given to preview, and of which teams each letter says that it speaks.</summary>
public sealed class NoticePreviewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pages_preview_what_the_jobs_would_write()
    {
        await using var place = await Workplace.Open("2019-09-10T07:00Z", Due("north", "newsletter"));
        var services = (await place.Host(servesPages: true)).Services;
        var written = await services.GetRequiredService<NoticeDrafts>().Ahead(new(2019, 9, 16), Token);
        var previewed = await services.GetRequiredService<NoticePreview>()(new(2019, 9, 16), Token);

        Assert.NotEmpty(written);
        Assert.Equal(written.Select(draft => (draft.Notice.MessageId, draft.Notice.Subject, draft.Notice.TextBody)), previewed.Select(draft => (draft.Notice.MessageId, draft.Notice.Subject, draft.Notice.TextBody)));
        Assert.Equal(written.SelectMany(draft => draft.Tells), previewed.SelectMany(draft => draft.Tells));
        Assert.All(previewed, draft => Assert.Equal(["north"], draft.Notice.Teams));
    }

    [Fact]
    public async Task An_admins_letter_speaks_of_every_team_when_all_is_quiet_too()
    {
        await using var place = await Workplace.Open("2019-09-10T07:00Z", Due("north", "newsletter"));
        await File.WriteAllTextAsync(Path.Combine(place.Settings["Contracts:Folder"]!, "south.yaml"), Due("south", "surgery"), Token); // always set
        var drafts = await (await place.Host()).Services.GetRequiredService<NoticeDrafts>().Ahead(new(2019, 10, 1), Token);

        Assert.Equal(["north", "south"], Assert.Single(drafts, draft => draft.Notice.Kind == "admin").Notice.Teams);
    }

    private static string Due(string team, string commitment) =>
        TeamFile.Team(team, "2019-08-02", $"  - {TeamFile.Line(commitment).Flow("on: [2019-09-23]")}");
}

using System.Text.Json.Nodes;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;

namespace Nec.Integrations.Tests.PoliceUk;

/// <summary>Replies of the real data.police.uk, where somebody keeps a folder of them; they are nobody's to publish.</summary>
public sealed class RecordedRepliesTests
{
    [Fact]
    public async Task They_are_read()
    {
        using var outside = Samples.Of("police-uk");
        using var rest = TestOutside.Over(outside, "https://data.police.uk/api");
        var (client, cancel) = (new PoliceUkClient(rest, new()), TestContext.Current.CancellationToken);

        Assert.Contains(await client.Forces(cancel), force => force.Id == "dorset");
        Assert.Contains((await client.Force("leicestershire", cancel)).EngagementMethods, method => method.Channel == "facebook");
        var twitter = (await client.Neighbourhood("leicestershire", "NC04", cancel)).Contacts.Single(contact => contact.Channel == "twitter");
        Assert.Equal(new FoundAccount("x", "centralleicsNPA", "followers"), SocialHandle.Of(twitter));
        var priority = Assert.Single(await client.Priorities("leicestershire", "NC04", cancel));
        Assert.Equal((new DateOnly(2015, 10, 8), new DateOnly(2015, 12, 22)), (priority.IssuedOn!.Value, priority.ActedOn!.Value));
        var contacts = JsonNode.Parse(Samples.Text("data-police-uk/ukpolicedata-contact-details.json"))!.AsObject();
        Assert.Equal(contacts.Count, (await client.Neighbourhood("leicestershire", "X", cancel)).Contacts.Count);
        await Drafted(client, "NC04", cancel);
        await Drafted(client, "X", cancel);
    }

    private static async Task Drafted(PoliceUkClient client, string neighbourhood, CancellationToken cancel)
    {
        var text = ContractDraft.Of("draft", "leicestershire", await client.Neighbourhood("leicestershire", neighbourhood, cancel), new(2026, 4, 1));

        Assert.Empty(ContractFile.Parse("draft.yaml", System.Text.Encoding.UTF8.GetBytes(text)).Errors);
    }
}

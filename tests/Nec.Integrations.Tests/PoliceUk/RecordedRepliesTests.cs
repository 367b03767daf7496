using System.Text.Json;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.Tests.Http;

namespace Nec.Integrations.Tests.PoliceUk;

/// <summary>Replies of the real data.police.uk, where somebody keeps a folder of them; they are nobody's to publish.</summary>
public sealed class RecordedRepliesTests
{
    [Theory]
    [InlineData("cyanheads-forces-2026-10-01.json", "forces")]
    [InlineData("ukpolicedata-police-force.json", "force")]
    [InlineData("ukpolicedata-neighbourhood.json", "neighbourhood")]
    [InlineData("ukpolicedata-neighbourhood-priority.json", "priorities")]
    [InlineData("ukpolicedata-contact-details.json", "contacts")]
    public async Task They_are_read(string file, string kind)
    {
        var folder = Environment.GetEnvironmentVariable("NEC_SAMPLES");
        Assert.SkipUnless(folder is { Length: > 0 }, "NEC_SAMPLES names no folder of recorded replies");
        var path = Path.Combine(folder!, "data-police-uk", file);
        var json = await File.ReadAllTextAsync(File.Exists(path) ? path : Path.Combine(folder!, file), TestContext.Current.CancellationToken);
        var body = kind switch { "priorities" => $"[{json}]", "contacts" => $$"""{"id":"X","contact_details":{{json}}}""", _ => json };
        var client = new PoliceUkClient(TestOutside.Over(new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(System.Net.HttpStatusCode.OK, body))), "https://data.police.uk/api"), new());
        var cancel = TestContext.Current.CancellationToken;

        switch (kind)
        {
            case "forces":
                Assert.Contains(await client.Forces(cancel), force => force.Id == "dorset");
                break;
            case "force":
                Assert.Contains((await client.Force("leicestershire", cancel)).EngagementMethods, method => method.Channel == "facebook");
                break;
            case "neighbourhood":
                Assert.Equal(new FoundAccount("x", "centralleicsNPA", "followers"), SocialHandle.Of((await client.Neighbourhood("leicestershire", "NC04", cancel)).Contacts.Single(contact => contact.Channel == "twitter")));
                await Drafted(client, cancel);
                break;
            case "priorities":
                Assert.Equal((new DateOnly(2015, 10, 8), new DateOnly(2015, 12, 22)), (await client.Priorities("leicestershire", "NC04", cancel)).Select(priority => (priority.IssuedOn!.Value, priority.ActedOn!.Value)).Single());
                break;
            default:
                Assert.Equal(JsonDocument.Parse(json).RootElement.EnumerateObject().Count(), (await client.Neighbourhood("leicestershire", "X", cancel)).Contacts.Count);
                await Drafted(client, cancel);
                break;
        }
    }

    private static async Task Drafted(PoliceUkClient client, CancellationToken cancel)
    {
        var text = ContractDraft.Of("draft", "leicestershire", await client.Neighbourhood("leicestershire", "NC04", cancel), new(2026, 4, 1));

        Assert.Empty(ContractFile.Parse("draft.yaml", System.Text.Encoding.UTF8.GetBytes(text)).Errors);
    }
}

using System.Text;
using Nec.Core.Contracts;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.PoliceUk;

namespace Nec.Integrations.Tests.PoliceUk;

public sealed class ContractDraftTests
{
    private static readonly DateOnly From = new(2026, 4, 1);

    public static TheoryData<string> Hostile =>
    [
        "Plain",
        "Quote \" and 'other' and \\ backslash",
        "Colon: # hash, - dash, & anchor * star ! tag % percent @ at ` tick",
        "Two\nlines\r\nand\ttabs",
        "Emoji 🚓👮🏽‍♀️ and accents Llŷn",
        "<b>bold</b><script>alert(1)</script>",
        "true",
        "2026-04-01",
        "null",
        "~",
        new string('[', 150),
        new string('{', 150),
        string.Concat(Enumerable.Repeat("🚓", 300)),
        new string('x', 500),
        "\u202Eturned\u200B round\u0007\u0000",
        "\uD83D half a pair",
        "  ",
        "",
        "{place} ]} : - ?",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Whatever_a_force_typed_the_draft_is_a_contract(string typed)
    {
        var contract = Drafted(new("N 1.2", typed, $"https://force.example.org/{Uri.EscapeDataString(typed.Where(letter => !char.IsSurrogate(letter)).Take(20).ToArray().AsSpan().ToString())}",
            [new("twitter", typed), new("facebook", $"https://www.facebook.com/{typed}"), new(typed, $"https://other.example.org/{typed}"), new("web", typed)]));

        Assert.Equal(["N 1.2"], contract.Neighbourhoods);
        Assert.Equal(["named-officer", "priorities", "upcoming-event"], contract.Commitments.Select(commitment => commitment.Id));
        Assert.Equal([new PeopleEvidence(), new PrioritiesEvidence(), new UpcomingEventsEvidence()], contract.Commitments.Select(commitment => commitment.Evidence));
        Assert.Null(Assert.Single(contract.Posts).AnsweredBy(From));
    }

    [Fact]
    public void A_name_stays_what_it_was()
    {
        const string Name = "St John's \"Old\" Town: C# \\ [North] 🚓";

        Assert.Equal(Name, Drafted(new("N1", Name, null, [])).Title);
    }

    [Theory]
    [InlineData("WD-BRIDPORT", "dorset-wd-bridport")]
    [InlineData("PB 07.1", "dorset-pb-07-1")]
    [InlineData("Ŵ", "dorset")]
    public void The_slug_is_made_of_force_and_id(string id, string slug) => Assert.Equal(slug, ContractDraft.SlugOf("dorset", id));

    [Theory]
    [InlineData("twitter", "http://www.twitter.com/NorthPolice", "x", "NorthPolice", "followers")]
    [InlineData("twitter", "https://twitter.com/#!/NorthPolice", "x", "NorthPolice", "followers")]
    [InlineData("twitter", "@NorthPolice", "x", "NorthPolice", "followers")]
    [InlineData("x", "https://x.com/NorthPolice?lang=en", "x", "NorthPolice", "followers")]
    [InlineData("facebook", "http://www.facebook.com/pages/North/North-Police/76807881169", "facebook", "76807881169", "followers")]
    [InlineData("facebook", "https://m.facebook.com/profile.php?id=102000000000001", "facebook", "102000000000001", "followers")]
    [InlineData("web", "https://www.facebook.com/north.police/", "facebook", "north.police", "followers")]
    [InlineData("bluesky", "https://bsky.app/profile/did:plc:abc234", "bluesky", "did:plc:abc234", "followers")]
    [InlineData("youtube", "https://www.youtube.com/@northpolice", "youtube", "@northpolice", "subscribers")]
    [InlineData("youtube", "https://www.youtube.com/channel/UC12345", "youtube", "UC12345", "subscribers")]
    [InlineData("instagram", "https://www.instagram.com/north_police/", "instagram", "north_police", "followers")]
    [InlineData("bluesky", "https://bsky.app/profile/north.example.org", "bluesky", "north.example.org", "followers")]
    [InlineData("mastodon", "https://social.example.org/@north", "mastodon", "north@social.example.org", "followers")]
    [InlineData("facebook", "www.facebook.com/NorthPolice", "facebook", "NorthPolice", "followers")] // no scheme
    [InlineData("twitter", "twitter.com/NorthPolice", "x", "NorthPolice", "followers")]
    [InlineData("twitter", "//twitter.com/NorthPolice", "x", "NorthPolice", "followers")]
    [InlineData("website", "WWW.Facebook.com/NorthPolice?ref=x", "facebook", "NorthPolice", "followers")]
    [InlineData("youtube", "youtube.com/@northpolice", "youtube", "@northpolice", "subscribers")]
    [InlineData("mastodon", "social.example.org/@north", "mastodon", "north@social.example.org", "followers")]
    [InlineData("facebook", "north.police", "facebook", "north.police", "followers")] // by its name
    [InlineData("instagram", "north.police.uk", "instagram", "north.police.uk", "followers")]
    [InlineData("bluesky", "north.example.org", "bluesky", "north.example.org", "followers")]
    [InlineData("bluesky", "@north.bsky.social", "bluesky", "north.bsky.social", "followers")]
    [InlineData("youtube", "@northpolice", "youtube", "@northpolice", "subscribers")]
    [InlineData("mastodon", "@north@social.example.org", "mastodon", "north@social.example.org", "followers")]
    public void An_account_is_read_out_of_its_address_however_old(string channel, string value, string network, string handle, string metric) =>
        Assert.Equal(new FoundAccount(network, handle, metric), SocialHandle.Of(new(channel, value)));

    [Theory]
    [InlineData("youtube", "https://www.youtube.com/watch?v=AM3Z7WiWksU")]
    [InlineData("facebook", "https://www.facebook.com/groups/12345")]
    [InlineData("facebook", "https://www.facebook.com/people/Alex-North/100000000000001")]
    [InlineData("facebook", "https://www.facebook.com/pg/north.police/posts")]
    [InlineData("youtube", "http://www.youtube.com/user/northpolice")]
    [InlineData("youtube", "https://www.youtube.com/c/northpolice")]
    [InlineData("facebook", "https://www.force.example.org/facebook")]
    [InlineData("twitter", "https://twitter.com/search?q=police")]
    [InlineData("twitter", "call us on 101")]
    [InlineData("facebook", "https://notfacebook.com.example.org/x")]
    [InlineData("telephone", "101")]
    [InlineData("facebook", "facebook.com")]
    [InlineData("facebook", "www.facebook.com/groups/12345")]
    [InlineData("facebook", "/NorthPolice")]
    [InlineData("facebook", "north@example.org")] // a mailbox
    [InlineData("youtube", "NorthPolice")] // neither an id nor a handle
    [InlineData("mastodon", "north")]
    [InlineData("email", "north@facebook.com")]
    [InlineData("myspace", "https://myspace.com/north")]
    public void What_is_nobodys_account_is_none(string channel, string value) => Assert.Null(SocialHandle.Of(new(channel, value)));

    [Fact]
    public void Accounts_stand_once_and_the_unknown_as_comments()
    {
        var found = new Neighbourhood("N1", "North", "http://force.example.org/north",
            [new("facebook", "http://www.facebook.com/north"), new("web", "https://facebook.com/north"), new("twitter", "http://www.twitter.com/one"), new("x", "https://x.com/two"), new("flickr", "https://flickr.example.org/north"), new("telephone", "101")]);

        var text = ContractDraft.Of("north", "dorset", found, From);

        Assert.Equal([("facebook", "north"), ("x", "one"), ("x-2", "two")], Drafted(found).Accounts.Select(account => (account.Id, account.Handle)));
        Assert.Equal("http://force.example.org/north", Assert.Single(Drafted(found).Pages).Url);
        Assert.Contains("# Also given: flickr, https://flickr.example.org/north\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("101", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("www.example.org/x", "https://www.example.org/x")]
    [InlineData("//www.example.org/x", "https://www.example.org/x")]
    [InlineData("example.org", "https://example.org")]
    [InlineData("north.police.uk:8443/a?b=c#d", "https://north.police.uk:8443/a?b=c#d")]
    [InlineData("HTTP://www.example.org", "HTTP://www.example.org")]
    [InlineData("http://example.org/y", "http://example.org/y")]
    public void A_page_may_be_given_without_a_scheme(string given, string url) =>
        Assert.Equal(url, Assert.Single(Drafted(new("N1", "North", given, [])).Pages).Url);

    [Theory]
    [InlineData("see our leaflet")]
    [InlineData("leaflet.pdf")]
    [InlineData("/north")]
    [InlineData("ftp://www.example.org/x")]
    [InlineData("team@example.org")]
    [InlineData("https://sam:secret@example.org/x")]
    [InlineData("101.5")]
    public void What_is_given_as_the_page_and_is_no_address_is_told(string given)
    {
        var found = new Neighbourhood("N1", "North", given, []);

        Assert.Empty(Drafted(found).Pages);
        Assert.Contains($"# Given as the page of the force's website, and no web address: {given}\n", ContractDraft.Of("north", "dorset", found, From), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_could_be_watched_is_left_out_without_a_word()
    {
        var found = new Neighbourhood("N1", "North", "www.example.org/north",
            [new("web", "www.example.org/north"), new("blog", "www.example.org/blog"), new("facebook", "North Police"), new("telephone", "01202 222222"), new("email", "north@example.org")]);

        var comments = ContractDraft.Of("north", "dorset", found, From).Split('\n').Where(line => line.StartsWith("# Also", StringComparison.Ordinal));

        Assert.Equal(["# Also given: blog, www.example.org/blog", "# Also given: facebook, North Police"], comments);
    }

    private static Contract Drafted(Neighbourhood neighbourhood)
    {
        var text = ContractDraft.Of("north", "dorset", neighbourhood, From);
        var result = ContractFile.Parse("north.yaml", Encoding.UTF8.GetBytes(text));
        Assert.True(result.Errors.Count == 0, $"{string.Join('\n', result.Errors)}\n{text}");
        return result.Contract!; // no errors: there is one
    }
}

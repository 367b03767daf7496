using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Bluesky;
using Nec.Integrations.Mastodon;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.ContractFiles;
using Nec.Integrations.X;
using Nec.Integrations.YouTube;

namespace Nec.Integrations.Tests.X;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Each_network_is_one_of_the_social_networks()
    {
        await using var provider = Provider();

        Assert.Equal(["x", "youtube", "bluesky", "mastodon"], provider.GetServices<ISocialNetwork>().Select(network => network.Name));
        Assert.Same(provider.GetRequiredService<MastodonClient>(), provider.GetServices<ISocialNetwork>().Last());
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task The_settings_that_are_shipped_are_the_defaults()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings/appsettings.json")).Build();
        await using var provider = Provider(shipped);

        Assert.Equal(new XOptions(), provider.GetRequiredService<IOptions<XOptions>>().Value);
        Assert.Equal(new YouTubeOptions(), provider.GetRequiredService<IOptions<YouTubeOptions>>().Value);
        Assert.Equal(new BlueskyOptions(), provider.GetRequiredService<IOptions<BlueskyOptions>>().Value);
        Assert.Equal("mastodon.social", provider.GetRequiredService<IOptions<MastodonOptions>>().Value.ProbeInstance);
        Assert.Equal(["BaseAddress"], shipped.GetSection("X").GetChildren().Select(setting => setting.Key)); // no secret has a place there
        Assert.Equal(["BaseAddress", "KeepCounts"], shipped.GetSection("YouTube").GetChildren().Select(setting => setting.Key));
    }

    [Fact]
    public async Task Settings_arrive_under_their_names()
    {
        await using var provider = Provider(
            ("X:Token", " t\n"), ("YouTube:Key", "k"), ("Bluesky:LastPost", "false"), ("Mastodon:Instances:social.example.org", "http://127.0.0.1:5001/social.example.org"), ("Mastodon:ProbeInstance", "social.example.org"));

        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal("k", provider.GetRequiredService<IOptions<YouTubeOptions>>().Value.Key);
        Assert.False(provider.GetRequiredService<IOptions<BlueskyOptions>>().Value.LastPost);
        Assert.Equal("http://127.0.0.1:5001/social.example.org", provider.GetRequiredService<IOptions<MastodonOptions>>().Value.AddressOf("SOCIAL.example.org"));
    }

    [Theory]
    [InlineData("X:BaseAddress", "http://api.x.com", "X:BaseAddress must be an https address (http only on this machine); it is 'http://api.x.com'.")]
    [InlineData("YouTube:BaseAddress", "youtube", "YouTube:BaseAddress must be an https address (http only on this machine); it is 'youtube'.")]
    [InlineData("Bluesky:BaseAddress", "ftp://x", "Bluesky:BaseAddress must be an http or https address; it is 'ftp://x'.")]
    [InlineData("Mastodon:Instances:social.example.org", "elsewhere", "Mastodon:Instances:social.example.org must be an http or https address; it is 'elsewhere'.")]
    [InlineData("Mastodon:ProbeInstance", "https://mastodon.social", "Mastodon:ProbeInstance must be the name of an instance, such as mastodon.social; it is 'https://mastodon.social'.")]
    [InlineData("X:Token", "Bearer hidden-word", "X:Token must be one word, without 'Bearer' before it; the value given is not shown.")]
    [InlineData("YouTube:Key", "hidden-word of mine", "YouTube:Key must be one word; the value given is not shown.")]
    [InlineData("X:BaseAddress", "https://me:hidden-word@api.x.com", "X:BaseAddress must be an address without a user or a query; the value given is not shown.")]
    [InlineData("YouTube:BaseAddress", "https://www.googleapis.com/?key=hidden-word", "YouTube:BaseAddress must be an address without a user or a query; the value given is not shown.")]
    [InlineData("Bluesky:BaseAddress", "https://me:hidden-word@bsky.example.org", "Bluesky:BaseAddress must be an address without a user or a query; the value given is not shown.")]
    [InlineData("Mastodon:Instances:social.example.org", "https://me:hidden-word@social.example.org", "Mastodon:Instances:social.example.org must be an address without a user or a query; the value given is not shown.")]
    public async Task A_wrong_setting_stops_the_start_with_its_rule_and_never_shows_a_secret(string name, string value, string rule)
    {
        await using var provider = Provider((name, value));

        var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(rule, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_in_words_hold_no_secret()
    {
        Assert.Equal("XOptions { BaseAddress = https://api.x.com }", new XOptions { Token = "hidden-word" }.ToString());
        Assert.Equal("YouTubeOptions { BaseAddress = https://www.googleapis.com }", new YouTubeOptions { Key = "hidden-word" }.ToString());
    }

    private static ServiceProvider Provider(params IEnumerable<(string Name, string Value)> settings) =>
        Provider(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build());

    private static ServiceProvider Provider(IConfiguration configuration) => new ServiceCollection()
        .AddX(configuration).AddYouTube(configuration).AddBluesky(configuration).AddMastodon(configuration)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}

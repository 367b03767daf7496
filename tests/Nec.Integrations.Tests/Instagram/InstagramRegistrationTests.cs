using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Facebook;
using Nec.Integrations.Instagram;
using Nec.Integrations.Social;

namespace Nec.Integrations.Tests.Instagram;

public sealed class InstagramRegistrationTests
{
    [Fact]
    public async Task Both_of_metas_networks_can_be_had_as_themselves_and_as_networks()
    {
        await using var provider = Provider();

        Assert.Equal(["facebook", "instagram"], provider.GetServices<ISocialNetwork>().Select(network => network.Name));
        Assert.Same(provider.GetRequiredService<InstagramClient>(), provider.GetServices<ISocialNetwork>().Last());
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("Instagram:Version", "26", "Instagram:Version must look like v26.0. It is '26'.")]
    [InlineData("Instagram:BaseAddress", "ftp://x", "Instagram:BaseAddress must be an https address (http only on this machine). It is 'ftp://x'.")]
    [InlineData("Facebook:BaseAddress", "http://graph.example.org", "Facebook:BaseAddress must be an https address (http only on this machine). It is 'http://graph.example.org'.")]
    [InlineData("Instagram:UserId", "hidden-word", "Instagram:UserId must be a number; the value given is not shown.")]
    [InlineData("Instagram:Token", "t", "Instagram:UserId must be set when Instagram:Token is: the number of our own account, through which others' are looked up.")]
    [InlineData("Facebook:Version", "latest", "Facebook:Version must look like v26.0. It is 'latest'.")]
    [InlineData("Facebook:AppId", "hidden-word", "Facebook:AppId must be a number; the value given is not shown.")]
    [InlineData("Facebook:Token", "hush hush", "Facebook:Token must be one word of plain letters, digits and signs; it holds a space, a line break or another character. Set it again.")]
    public async Task A_wrong_setting_stops_the_start_with_its_rule_and_value(string name, string value, string rule)
    {
        await using var provider = Provider((name, value));

        var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate()).ToString();

        Assert.Contains(rule, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build();

        return new ServiceCollection().AddFacebook(configuration).AddInstagram(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Nec.Core.Answers;
using Nec.Dashboard.SignIn;
using Nec.Dashboard.Tests.Answers;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>Whoever has to sign in for a promise asks for a link on the spot, and the link leads to that promise.</summary>
public sealed partial class ReturnTests : AnswerTests
{
    private const string Promise = "/promises/north/clerk-meeting/lyme-regis";

    [Fact]
    public async Task From_an_answer_link_that_has_expired_a_mailed_link_leads_to_its_promise()
    {
        using var client = Host.Anonymous();
        var link = await Link(change: scope => scope with { ExpiresOn = A.Day("2026-02-09") });
        Assert.Equal(Promise, await Follow(client, link, HttpStatusCode.Gone));
        Assert.Contains("Meet the Lyme Regis clerk", await client.GetStringAsync(Promise, CancellationToken), StringComparison.Ordinal);

        using var again = await client.GetAsync(link, CancellationToken); // signed in, it is one step
        Assert.Contains($"href=\"{Promise}\">open the promise", await again.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Promise)]
    [InlineData($"{Promise}?a=b&c=d%20e")]
    [InlineData("/record/north/clerk-meeting/lyme-regis?period=2026-02-28")]
    public async Task From_a_page_that_needs_signing_in_a_mailed_link_leads_back_to_it(string page)
    {
        using var client = Host.Anonymous();
        Assert.Equal(page, await Follow(client, page, HttpStatusCode.Unauthorized));
        using var there = await client.GetAsync(page, CancellationToken);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_none_is_asked_for_again_without_losing_the_way()
    {
        using var client = Host.Anonymous();
        using var page = await client.GetAsync(Promise, CancellationToken);
        using var wrong = await Send(client, await page.Content.ReadAsStringAsync(CancellationToken), "nobody");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var asked = await Send(client, await wrong.Content.ReadAsStringAsync(CancellationToken), Address);
        Assert.Equal(Promise, await Press(client));
    }

    [Fact]
    public async Task A_link_that_was_never_ours_leads_to_the_first_page()
    {
        using var client = Host.Anonymous();
        Assert.Equal("/", await Follow(client, "/r/x", HttpStatusCode.Gone));
    }

    [Theory]
    [InlineData("https://elsewhere.example.org/")]
    [InlineData("//elsewhere.example.org/")]
    [InlineData("/\\elsewhere.example.org/")]
    [InlineData("\\\\elsewhere.example.org/")]
    [InlineData("~/promises")]
    [InlineData("promises")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/promises\r\nSet-Cookie: a=b")]
    [InlineData("/\t/elsewhere.example.org")]
    [InlineData("/sign-in/some-token")]
    public async Task A_forged_way_back_leads_nowhere_else(string forged)
    {
        Assert.Null(ReturnPath.Of(forged));
        using var client = Host.Anonymous();
        using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [new("email", Address), new("next", forged)], CancellationToken);
        Assert.Equal("/", await Press(client));
    }

    // The page, its form, the mail, its link, its button: where that leads.
    private async Task<string?> Follow(HttpClient client, string address, HttpStatusCode expected)
    {
        using var page = await client.GetAsync(address, CancellationToken);
        Assert.Equal(expected, page.StatusCode);
        using var asked = await Send(client, await page.Content.ReadAsStringAsync(CancellationToken), Address);
        Assert.Equal("/sign-in/sent", asked.Headers.Location?.ToString());
        return await Press(client);
    }

    private async Task<string?> Press(HttpClient client)
    {
        var letter = await Host.Letters.Reader.ReadAsync(CancellationToken);
        using var reply = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return reply.Headers.Location?.ToString();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string html, string address)
    {
        var form = SignInForm().Match(html);
        Assert.True(form.Success, html);
        using var content = new FormUrlEncodedContent(Hidden().Matches(form.Value)
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)))
            .Append(KeyValuePair.Create("email", address)));
        return await client.PostAsync("/sign-in", content, CancellationToken);
    }

    [GeneratedRegex("<form method=\"post\" action=\"/sign-in\".*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignInForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}

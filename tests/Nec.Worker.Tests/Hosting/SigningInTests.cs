using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Nec.Worker.Cli;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Jobs.Engine;

namespace Nec.Worker.Tests.Hosting;

/// <summary>The whole host, and somebody who signs in to it.</summary>
public sealed class SigningInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Nec Admin <admin@example.org>", "admin@example.org")]
    [InlineData("admin@example.org", "admin@example.org")]
    [InlineData(null, "administrator")]
    public async Task The_first_link_names_the_admin_as_a_mailed_link_does(string? admin, string expected)
    {
        await using var place = await Place();
        place.Settings["Mail:Admin"] = admin;
        var app = await Started(place);
        await FirstSignIn.Print(app, [], Token);
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(expected, await connection.ExecuteScalarAsync<string>("select person from nec.sign_in_link"));
    }

    [Fact]
    public async Task Health_checks_answer_for_themselves_while_the_database_is_gone_whatever_cookie_comes_with_them()
    {
        await using var place = await Place();
        var app = await Started(place);
        using var client = await PressedRunsTests.SignedIn(app);
        Assert.Contains("Sign out", await client.GetStringAsync("/promises", Token), StringComparison.Ordinal);
        foreach (var (path, expected) in Answers(HttpStatusCode.OK))
        {
            Assert.Equal((path, expected), (path, await StatusOf(client, path)));
        }

        await place.Database.DisposeAsync();
        foreach (var (path, expected) in Answers(HttpStatusCode.ServiceUnavailable))
        {
            Assert.Equal((path, expected), (path, await StatusOf(client, path)));
        }
    }

    private static (string Path, HttpStatusCode Expected)[] Answers(HttpStatusCode ofDatabase) =>
        [("/healthz", ofDatabase), ("/healthz/ready", ofDatabase), ("/healthz/live", HttpStatusCode.OK)];

    private static Task<Workplace> Place() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    private static async Task<WebApplication> Started(Workplace place)
    {
        var app = await place.Host(servesPages: true);
        await app.StartAsync(Token);
        return app;
    }

    private static async Task<HttpStatusCode> StatusOf(HttpClient client, string path)
    {
        using var reply = await client.GetAsync(path, Token);
        return reply.StatusCode;
    }
}

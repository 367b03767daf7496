using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Tests;

public sealed class SendAgainTests : DashboardTests
{
    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Operator)]
    public async Task A_parked_notice_goes_back_into_the_line_by_its_button(string role)
    {
        var id = await Parked();
        using var client = await Host.SignedIn(role, CancellationToken);
        using var reply = await DashboardHost.Press(client, $"/notices/{id}", $"/notices/{id}/send-again", CancellationToken);
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        Assert.NotEqual("parked", await State(id));
    }

    [Fact]
    public async Task A_viewer_sees_no_such_button_and_forging_it_is_refused()
    {
        var id = await Parked();
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var page = await client.GetStringAsync($"/notices/{id}", CancellationToken);
        Assert.DoesNotContain("send-again", page, StringComparison.Ordinal);

        // A token of another of the viewer's own forms.
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture | System.Text.RegularExpressions.RegexOptions.NonBacktracking).Groups["token"].Value;
        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var reply = await client.PostAsync($"/notices/{id}/send-again", forged, CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Equal("parked", await State(id));
    }

    private async Task<long> Parked()
    {
        await Sample.Fill(Host, CancellationToken);
        await using var connection = await Host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return await connection.QueryFirstAsync<long>("select notice_id from nec.notice where state = 'parked' order by notice_id limit 1");
    }

    private async Task<string> State(long id)
    {
        await using var connection = await Host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return await connection.QueryFirstAsync<string>("select state from nec.notice where notice_id = @id", new { id });
    }
}

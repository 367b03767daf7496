using System.Globalization;
using Nec.Simulator;
using Nec.Testing;

namespace Nec.Worker.Tests.Cli;

/// <summary><c>nec doctor</c> against the simulated outside.</summary>
public sealed class DoctorVerbTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private TestDatabase _database = null!; // made before each test
    private OutsideWorld _world = null!; // same

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Create(TestContext.Current.CancellationToken);
        _world = await OutsideWorld.Start(TestContext.Current.CancellationToken);
        _scratch.Write("contracts/north.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01").Replace("example.org/town", "example.org/area/your-area/dorset/west-dorset/dorchester/on-the-team/our-priorities", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Everything_well_is_0_and_the_test_mail_arrives()
    {
        var answer = await Nec(new(StringComparer.Ordinal) { ["Facebook__Token"] = "simulated" }, "doctor", "--send-to", "me@example.org", "--json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.True(answer.Json.GetProperty("well").GetBoolean());
        var jobs = answer.Json.GetProperty("answers").EnumerateArray().Single(one => one.Text("what") == "jobs").Text("said");
        Assert.EndsWith("; CheckDeliveries runs only with Mail:Transport=Notify, ReadInbox runs only with Mail:Inbox:Host", jobs, StringComparison.Ordinal);
        Assert.Equal(["me@example.org"], Assert.Single(_world.Mail.Messages).To);
    }

    [Fact]
    public async Task A_missing_token_is_1_and_names_the_setting()
    {
        var answer = await Nec([], "doctor", "--json");

        Assert.Equal(1, answer.Code);
        Assert.False(answer.Json.GetProperty("well").GetBoolean());
        var ill = answer.Json.GetProperty("answers").EnumerateArray().Where(one => !one.GetProperty("well").GetBoolean()).ToList();
        Assert.Contains("Facebook:Token", Assert.Single(ill).Text("said"), StringComparison.Ordinal); // one harmless call a network, however many accounts
    }

    [Fact]
    public async Task Credentials_that_no_contract_uses_are_tried_too_and_no_others()
    {
        var answer = await Nec(
            new(StringComparer.Ordinal) { ["Facebook__Token"] = "simulated", ["X__Token"] = "simulated", ["X__BaseAddress"] = _world.X.Address.ToString().TrimEnd('/') }, "doctor", "--json");

        var networks = answer.Json.GetProperty("answers").EnumerateArray().Where(one => one.Text("what")!.Split(',')[0] is "facebook" or "instagram" or "x" or "youtube" or "bluesky" or "mastodon").ToList();
        Assert.Equal(["facebook, 3 accounts", "x, no contract names it"], networks.Select(one => one.Text("what")));
        Assert.StartsWith("X accepts the token, which does not expire; it may read", networks[1].Text("said"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_with_what_it_may_do_and_when_it_dies()
    {
        (_world.Graph.AppId, _world.Graph.AppSecret, _world.Graph.TokenExpiresAt) = ("1", "simulated", DateTimeOffset.Parse("2099-03-05T12:00Z", CultureInfo.InvariantCulture));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Facebook__Token"] = "simulated", ["Facebook__AppId"] = "1", ["Facebook__AppSecret"] = "simulated" };

        var facebook = (await Nec(settings, "doctor", "--json")).Json.GetProperty("answers").EnumerateArray().Single(one => one.Text("what") == "facebook, 3 accounts");
        Assert.StartsWith("the token works; its permissions are ", facebook.Text("said"), StringComparison.Ordinal);
        Assert.Contains("it expires on 5 March 2099", facebook.Text("said"), StringComparison.Ordinal);
        Assert.Equal("2099-03-05T12:00:00+00:00", facebook.Text("expiresAt"));

        var table = (await Nec(settings, "doctor")).Out.Split('\n');
        Assert.All(table, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains(table, line => line.TrimStart().StartsWith("well", StringComparison.Ordinal) && line.Contains("database", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_that_refuses_is_1_with_its_words()
    {
        _world.Mail.Refuse("me@example.org", SmtpFault.Permanent);

        var answer = await Nec(new(StringComparer.Ordinal) { ["Facebook__Token"] = "simulated" }, "doctor", "--send-to", "me@example.org");

        Assert.Equal(1, answer.Code);
        Assert.Contains("550", answer.Out, StringComparison.Ordinal);
    }

    private async Task<Answer> Nec(Dictionary<string, string> more, params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(more, StringComparer.Ordinal)
        {
            ["ConnectionStrings__Nec"] = _database.ConnectionString,
            ["Contracts__Folder"] = Path.Combine(_scratch.Folder, "contracts"),
            ["Mail__Transport"] = "Smtp",
            ["Mail__From"] = "nec@example.org",
            ["Mail__Smtp__Host"] = _world.Mail.Host,
            ["Mail__Smtp__Port"] = _world.Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Tls"] = "None",
            ["Facebook__BaseAddress"] = _world.GraphAddress.ToString().TrimEnd('/'),
            ["BankHolidays__BaseAddress"] = _world.GovUkAddress.ToString().TrimEnd('/'),
            ["WebPages__Hosts__force.example.org"] = _world.ForceWebsiteAddress.ToString().TrimEnd('/'),
            ["PoliceUk__BaseAddress"] = _world.PoliceUk.BaseAddress,
            ["Http__AllowedPrivateHosts__0"] = "127.0.0.1",
            ["Http__Retries"] = "0",
        },
        _scratch.Folder, arguments)).Answer;
}

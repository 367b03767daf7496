using Nec.Testing;

namespace Nec.Worker.Tests.Cli;

/// <summary>A wrong setting stops the start, names itself and its rule in a sentence, and gives no secret away.</summary>
public sealed class WrongSettingsTests : IAsyncLifetime
{
    private const string Secret = "hush-9f27";

    private readonly Scratch _scratch = new();
    private TestDatabase _database = null!; // made before each test

    public async ValueTask InitializeAsync() => _database = await TestDatabase.Create(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("Http__Retries", "99", "Http:Retries")]
    [InlineData("Http__Retries", "many", "Http:Retries")]
    [InlineData("Mail__From", "nonsense", "Mail:From")]
    [InlineData("Mail__Transport", "Pigeon", "Mail:Transport")]
    [InlineData("Mail__PublicAddress", "nonsense", "Mail:PublicAddress")]
    [InlineData("Mail__Smtp__Port", "99999", "Mail:Smtp:Port")]
    [InlineData("Facebook__Version", "latest", "Facebook:Version")]
    [InlineData("Host__Roles", "cooking", "Host:Roles")]
    [InlineData("Contracts__Folder", "nowhere", "Contracts:Folder")]
    [InlineData("Jobs__CheckPages__Cron", "whenever", "Jobs:CheckPages:Cron")]
    [InlineData("Urls", "nonsense", "Urls")]
    [InlineData("Retention__NoteMonths", "0", "Retention:NoteMonths")]
    [InlineData("Retention__AuditYears", "3", "Retention:AuditYears")]
    [InlineData("Heartbeat__Url", "hush-9f27", "Heartbeat:Url")]
    public async Task Run_does_not_start_on_a_wrong_setting(string name, string value, string setting)
    {
        var answer = await Nec(name, value, "run");

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(setting, answer.Error, StringComparison.Ordinal);
        Told(answer);
    }

    [Theory]
    [InlineData("Mail__From", "nonsense", "Mail:From")]
    [InlineData("Mail__Transport", "Pigeon", "Mail:Transport")]
    [InlineData("Contracts__Folder", "nowhere", "Contracts:Folder")]
    public async Task Neither_does_a_verb(string name, string value, string setting)
    {
        var answer = await Nec(name, value, "preview");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains(setting, answer.Error, StringComparison.Ordinal);
        Told(answer);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("export", "north")]
    public async Task A_database_that_is_away_is_3(params string[] arguments)
    {
        var answer = await Nec("ConnectionStrings__Nec", $"Host=127.0.0.1;Port=1;Database=nec;Username=nec;Password={Secret};Timeout=5", arguments);

        Assert.Equal(3, answer.Code);
        Assert.Contains("127.0.0.1:1", answer.Error, StringComparison.Ordinal);
        Assert.Contains("connection string", answer.Error, StringComparison.Ordinal);
        Told(answer);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_named()
    {
        var answer = await Nec("ConnectionStrings__Nec", $"Server under the team; {Secret}", "export", "north");

        Assert.NotEqual(0, answer.Code);
        Assert.Contains("ConnectionStrings:Nec", answer.Error, StringComparison.Ordinal);
        Told(answer);
    }

    private static void Told(Answer answer)
    {
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal); // no trace
        Assert.DoesNotContain("Exception", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, answer.Error + answer.Out, StringComparison.Ordinal);
    }

    private async Task<Answer> Nec(string name, string value, params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Nec"] = _database.ConnectionString,
            ["Urls"] = "http://127.0.0.1:0",
            ["Mail__Transport"] = "Smtp",
            ["Mail__From"] = "nec@example.org",
            ["Mail__Smtp__Password"] = Secret,
            ["Facebook__Token"] = Secret,
            [name] = value,
        },
        _scratch.Folder, arguments)).Answer;
}

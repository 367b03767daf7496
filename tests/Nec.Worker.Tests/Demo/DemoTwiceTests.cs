using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Demo;

/// <summary>The same input, the same output.</summary>
public sealed class DemoTwiceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>An installation's own: none of them may touch the demo.</summary>
    private static readonly Dictionary<string, string> Installed = new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__Nec"] = "Host=127.0.0.1;Port=1;Database=nec;Username=nec;Password=secret",
        ["Contracts__Folder"] = "nowhere",
        ["Mail__Transport"] = "Pickup",
        ["Mail__From"] = "team@example.org",
        ["Mail__Smtp__Host"] = "mail.example.org",
        ["Mail__Smtp__User"] = "team",
        ["Mail__Smtp__Password"] = "secret",
        ["Facebook__Token"] = "real",
        ["Facebook__AppSecret"] = "real",
        ["Http__Proxy"] = "http://127.0.0.1:1",
        ["Jobs__WriteNotices__Cron"] = "-",
        ["Jobs__CheckPages__Cron"] = "0 0 12 * * ?",
    };

    [Fact]
    public async Task Two_runs_of_a_quarter_differ_in_seconds_only_even_where_an_installations_settings_stand()
    {
        var first = await DemoRun.Play(_scratch, "--from", "2019-08-02", "--to", "2019-10-31");
        var second = await DemoRun.Play(_scratch, Installed, "--from", "2019-08-02", "--to", "2019-10-31");

        Assert.Equal(0, first.Answer.Code);
        Assert.Equal(("2019-08-02", "2019-10-31"), (first.Answer.Json.Text("from"), first.Answer.Json.Text("to")));
        Assert.Equal(first.Answer.Json.WithoutSeconds(), second.Answer.Json.WithoutSeconds());
        Assert.NotEmpty(first.Mail);
        // Each run has a database, and so secret keys, of its own: the tokens of its links and its Message-IDs are all that else differs.
        Assert.Equal(first.Mail.Select(Content), second.Mail.Select(Content));
    }

    private static string Content(KeptLetter letter) => string.Join('\n',
        string.Join('\n', letter.Mail.Headers
            .Where(header => header.Name is not ("Content-Type" or "Message-ID"))
            .Select(header => $"{header.Name}: {header.Value}")),
        Letters.WithoutTokens(letter.Mail.Text!), Letters.WithoutTokens(letter.Mail.Html!));
}

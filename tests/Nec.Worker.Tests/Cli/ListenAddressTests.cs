using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Nec.Worker.Hosting;

namespace Nec.Worker.Tests.Cli;

/// <summary>A busy port is one sentence with the way to choose another, before anything else is started.</summary>
public sealed class ListenAddressTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    public ListenAddressTests() => _taken.Start();

    private int Port => ((IPEndPoint)_taken.LocalEndpoint).Port;

    public void Dispose()
    {
        _taken.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("run", false)]
    [InlineData("run", true)]
    [InlineData("demo", false)]
    [InlineData("demo", true)]
    public async Task A_busy_port_is_told_at_once(string verb, bool byOption)
    {
        var busy = $"http://127.0.0.1:{Port}";
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Urls"] = byOption ? "http://127.0.0.1:0" : busy,
            ["ConnectionStrings__Nec"] = "Host=127.0.0.1;Port=1;Database=nec", // nobody answers: a sentence about it would come from a late check
        };

        var answer = (await NecProcess.Run(settings, _scratch.Folder, byOption ? [verb, "--urls", busy] : [verb])).Answer;

        Assert.Equal((3, ""), (answer.Code, answer.Out));
        Assert.Equal(
            [$"{busy} is in use by another program: choose another address with --urls http://127.0.0.1:{Port + 1} or with the environment variable Urls."],
            answer.ErrorLines);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("*")]
    [InlineData("nec.example.org")] // Kestrel takes any name for every address of the machine
    public void Each_way_of_naming_this_machine_meets_the_busy_port(string host)
    {
        var url = $"http://{host}:{Port}";

        var told = Assert.Throws<AddressUnavailableException>(() => ListenAddress.Check($"http://127.0.0.1:0;{url}"));

        Assert.StartsWith($"{url} is in use", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_another_machine_is_refused_with_the_reason()
    {
        var told = Assert.Throws<AddressUnavailableException>(() => ListenAddress.Check("http://192.0.2.1:5080")); // TEST-NET-1: nobody has it

        Assert.StartsWith("Nec cannot listen at http://192.0.2.1:5080 (", told.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("https://127.0.0.1:5080")] // a proxy ends TLS
    [InlineData("http://127.0.0.1:5080/nec")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://localhost:0")]
    public void An_address_that_Kestrel_would_refuse_is_a_wrong_setting(string url)
    {
        var told = Assert.Throws<SettingException>(() => ListenAddress.Check(url));

        Assert.Contains($"it is '{url}'", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_port_is_free_afterwards_too()
    {
        var url = $"http://127.0.0.1:{Port}";
        _taken.Stop();

        ListenAddress.Check(url);
        ListenAddress.Check(url); // the first did not keep it
    }

    [Fact]
    public async Task A_port_that_is_taken_after_the_check_is_told_in_the_same_words()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Urls"] = $"http://127.0.0.1:{Port}";
        await using var app = builder.Build();

        var told = await Assert.ThrowsAsync<AddressUnavailableException>(() => ListenAddress.Start(app, TestContext.Current.CancellationToken));

        Assert.StartsWith($"http://127.0.0.1:{Port} is in use", told.Message, StringComparison.Ordinal);
    }
}

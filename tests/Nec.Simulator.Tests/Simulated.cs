using System.Globalization;

namespace Nec.Simulator.Tests;

/// <summary>A fresh outside world for each test, and a plain client to look at it.</summary>
public abstract class Simulated : IAsyncLifetime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    protected OutsideWorld World { get; private set; } = null!; // set before every test

    protected HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => World = await OutsideWorld.Start(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>"2019-09-10 11:00" on London's clocks.</summary>
    protected static DateTimeOffset London(string civil)
    {
        var time = DateTime.ParseExact(civil, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(time, Zone.GetUtcOffset(time));
    }

    protected static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected Uri Page(string town) => new(World.ForceWebsiteAddress, ForceWebsite.PathOf(town));

    protected Task<string> PageAt(string town, DateTimeOffset now)
    {
        World.Now = now;
        return Http.GetStringAsync(Page(town), Cancelled);
    }

    protected Uri Graph(string page, string fields = "id,fan_count") => new(World.GraphAddress, $"v26.0/{page}?fields={fields}&access_token=t");
}

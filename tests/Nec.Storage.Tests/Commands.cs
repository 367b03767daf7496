using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>A database whose commands are seen on their way: how long each may take, in seconds.</summary>
internal sealed class Commands : IAsyncDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "Npgsql", // Npgsql asks the filter only where somebody listens
        Sample = (ref _) => ActivitySamplingResult.None,
    };

    public Commands(string connectionString, string more)
    {
        ActivitySource.AddActivityListener(_listener);
        var builder = new NpgsqlDataSourceBuilder($"{connectionString};{more}");
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(command =>
        {
            Timeouts.Add(command.CommandTimeout);
            return false;
        }));
        Source = builder.Build();
    }

    public NpgsqlDataSource Source { get; }

    public ConcurrentBag<int> Timeouts { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        _listener.Dispose();
    }
}

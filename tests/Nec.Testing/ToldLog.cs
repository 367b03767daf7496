using Microsoft.Extensions.Logging;

namespace Nec.Testing;

/// <summary>A log that keeps its lines, and passes each to whoever waits for it.</summary>
public sealed class ToldLog<T>(Action<string>? onLine = null) : ILogger<T>
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)}";
        _lines.Add(line);
        onLine?.Invoke(line);
    }
}

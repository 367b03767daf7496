using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Keeps the last lines that are logged during an attempt, for its row.</summary>
internal sealed class RunLines : ILoggerProvider
{
    private const int Most = 200;
    private const int LongestLine = 1_000;
    private static readonly AsyncLocal<Buffer?> Current = new();

    /// <summary>Starts keeping the lines of this flow of work.</summary>
    public static Buffer Begin(LondonClock clock) => Current.Value = new(clock);

    public ILogger CreateLogger(string categoryName) => new Lines(categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>The lines of one attempt.</summary>
    internal sealed class Buffer(LondonClock clock)
    {
        private readonly Queue<string> _lines = new();

        public void Add(string line)
        {
            lock (_lines)
            {
                if (_lines.Count == Most)
                {
                    _lines.Dequeue();
                }

                var kept = line.Length <= LongestLine ? line : line[..LongestLine];
                _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{LondonTime.TimeOf(clock.Now):HH:mm:ss} {kept}"));
            }
        }

        /// <summary>All of them; null when nothing was logged.</summary>
        public string? Text()
        {
            lock (_lines)
            {
                return _lines.Count == 0 ? null : string.Join('\n', _lines);
            }
        }
    }

    private sealed class Lines(string category) : ILogger
    {
        private readonly string _category = category[(category.LastIndexOf('.') + 1)..];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && Current.Value is not null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && Current.Value is { } buffer)
            {
                buffer.Add($"{logLevel} {_category}: {formatter(state, exception)}");
                foreach (var line in exception?.ToString().Split('\n') ?? [])
                {
                    buffer.Add($"  {line.TrimEnd()}");
                }
            }
        }
    }
}

using Hangfire.Logging;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Passes Hangfire's log lines to Nec's log. Hangfire keeps one log for the whole process, so it may outlive the host of this one.
/// Lines after the end of that host are left out.
/// </summary>
internal sealed class EngineLog(ILoggerFactory loggers) : ILogProvider
{
    public ILog GetLogger(string name) => new Lines(loggers, name);

    private sealed class Lines(ILoggerFactory loggers, string category) : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null)
        {
            var level = LevelOf(logLevel);
            try
            {
                var logger = loggers.CreateLogger(category);
                if (messageFunc is not null && logger.IsEnabled(level))
                {
                    logger.Log(level, default, messageFunc, exception, static (words, _) => words());
                }

                return logger.IsEnabled(level);
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }

        private static Microsoft.Extensions.Logging.LogLevel LevelOf(Hangfire.Logging.LogLevel level) => level switch
        {
            Hangfire.Logging.LogLevel.Trace => Microsoft.Extensions.Logging.LogLevel.Trace,
            Hangfire.Logging.LogLevel.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
            Hangfire.Logging.LogLevel.Info => Microsoft.Extensions.Logging.LogLevel.Information,
            Hangfire.Logging.LogLevel.Warn => Microsoft.Extensions.Logging.LogLevel.Warning,
            Hangfire.Logging.LogLevel.Error => Microsoft.Extensions.Logging.LogLevel.Error,
            _ => Microsoft.Extensions.Logging.LogLevel.Critical,
        };
    }
}

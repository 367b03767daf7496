using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Worker.Cli;

/// <summary>Options that several verbs share, each with its one way of being read.</summary>
internal static class CommonOptions
{
    // No promise reaches further, and reckoning with months needs room at either end of the calendar.
    private const int EarliestYear = 2000;
    private const int LatestYear = 2100;

    /// <summary>A day, as people type it.</summary>
    public static Option<DateOnly?> Day(string name, string description, bool required = false) => new(name)
    {
        Description = $"{description} (2026-02-10 or 10/02/2026)",
        Required = required,
        CustomParser = argument => TypedDay.Read(Only(argument)) is { } day
            ? day.Year is >= EarliestYear and <= LatestYear ? day : Refuse<DateOnly?>(argument, $"{name} is {Only(argument)}: give a day of the years {EarliestYear} to {LatestYear}.")
            : Refuse<DateOnly?>(argument, $"'{Only(argument)}' is not a date for {name}: {TypedDay.WhyNot(Only(argument))}."),
    };

    /// <summary>An instant with its zone.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = $"{description} (such as 2026-02-10T09:00:00Z)",
        CustomParser = argument => Only(argument) is var text && text.Contains('T', StringComparison.Ordinal) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUniversalTime()
                : Refuse<DateTimeOffset?>(argument, $"'{Only(argument)}' is not an instant for {name}: write it with its zone, such as 2026-02-10T09:00:00Z."),
    };

    /// <summary>Where the dashboard listens.</summary>
    public static Option<string?> Urls() => new("--urls")
    {
        Description = $"Address of the dashboard; without it the environment variable Urls, or else {Hosting.ListenAddress.Default}",
    };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON on stdout and nothing else there" };

    /// <summary>A path; never a file: URL.</summary>
    public static Option<string?> File(string name, string description, bool required = false)
    {
        var option = new Option<string?>(name) { Description = description, Required = required };
        option.Validators.Add(NoUrl);
        return option;
    }

    /// <summary>Refuses a file: URL where a path is meant.</summary>
    public static void NoUrl(SymbolResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("file:", StringComparison.OrdinalIgnoreCase)))
        {
            result.AddError($"'{token.Value}' is a URL: give the file's path instead.");
        }
    }

    private static string Only(ArgumentResult argument) => argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";

    private static T? Refuse<T>(ArgumentResult argument, string sentence)
    {
        argument.AddError(sentence);
        return default;
    }
}

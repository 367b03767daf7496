using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nec.Worker.Cli;

/// <summary>How verbs answer: results on stdout, one sentence of error on stderr, and the exit code that goes with it.</summary>
internal static class Output
{
    /// <summary>JSON as <c>--json</c> prints it.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it goes to a terminal or a file, never into a page
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The answer is "no": invalid, failing.</summary>
    public static int No(string sentence) => Error(sentence, 1);

    /// <summary>Wrong usage.</summary>
    public static int Wrong(string sentence) => Error(sentence, 2);

    /// <summary>Something outside is unavailable.</summary>
    public static int Unavailable(string sentence) => Error(sentence, 3);

    /// <summary>A line of the result.</summary>
    public static void Line(string text) => Console.Out.WriteLine(text);

    /// <summary>A line about the progress; never on stdout, which belongs to the result.</summary>
    public static void Aside(string text) => Console.Error.WriteLine(text);

    /// <summary>A result as one line of JSON.</summary>
    public static int AsJson(object value)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(value, Json));
        return 0;
    }

    /// <summary>An instant as the London time that people read: <c>2 August 2019 07:00 (London)</c>.</summary>
    public static string At(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Core.Calendar.LondonTime.Zone).ToString("d MMMM yyyy HH:mm '(London)'", CultureInfo.InvariantCulture);

    private static int Error(string sentence, int code)
    {
        Console.Error.WriteLine(sentence);
        return code;
    }
}

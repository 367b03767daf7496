using System.Globalization;
using Nec.Core.Calendar;
using Nec.Simulator;

namespace Nec.Worker.Demo;

/// <summary>The demo's mail as files, for reading the year as its officers did.</summary>
internal static class KeptMail
{
    /// <summary>Makes the folder, before a year is played for nothing; false when it is not to be had.</summary>
    public static bool TryMake(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Writes each mail as it came, and its two bodies; names sort by day.</summary>
    public static async Task Write(string folder, IReadOnlyList<ReceivedMail> mails, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var mail in mails)
        {
            number++;
            var day = mail.ReceivedAt is { } at ? Dates.Iso(LondonTime.DateOf(at)) : "undated";
            var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{day}-{number:000}-{mail.To[0].Split('@')[0]}"));
            await File.WriteAllTextAsync($"{name}.eml", mail.Raw, cancellationToken);
            await File.WriteAllTextAsync($"{name}.txt", $"To: {mail.To[0]}\nSubject: {mail.Subject}\n\n{mail.Text}", cancellationToken);
            await File.WriteAllTextAsync($"{name}.html", mail.Html ?? "", cancellationToken);
        }
    }
}

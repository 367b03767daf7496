using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Nec.Dashboard.Tests.Calendar;

/// <summary>What a calendar program finds in a text: ical.js, run by Node.</summary>
internal static class CalendarReader
{
    public static async Task<JsonElement> Read(string text, CancellationToken cancellationToken)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "ical", "read.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        using var process = Start(start);
        await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"ical.js does not read the calendar:\n{await errors}\n{text}");
        return JsonDocument.Parse(output).RootElement;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!; // a new process is always started for an executable
        }
        catch (Win32Exception)
        {
            Assert.Fail("Calendars are read back with Node.js, which was not found: install Node.js 20 or later with npm, and build again.");
            throw;
        }
    }
}

using System.Text.RegularExpressions;
using ArchUnitNET.xUnitV3;
using Nec.Core.Calendar;

namespace Nec.Architecture.Tests;

/// <summary>Time is a parameter.</summary>
public sealed partial class ClockTests
{
    [Fact]
    public void Nothing_in_core_accepts_a_clock() => House.In(House.Core).And().AreNot(typeof(LondonClock))
        .Should().NotDependOnAny(typeof(LondonClock), typeof(TimeProvider))
        .Because("Core decides for the day or the instant that it is given: take that as a parameter")
        .Check(House.Known);

    [Fact]
    public void Core_and_application_ask_no_clock_but_londons()
    {
        var askers = from body in Compiled.Bodies
                     where body.Room is House.Core or House.Application
                     from call in body.Calls
                     where Clocks().IsMatch(call)
                     select (body, call);
        Assert.Contains(askers, asker => asker.body.Owner.FullName == typeof(LondonClock).FullName);
        Compiled.Refuse(
            askers.Where(asker => asker.body.Owner.FullName != typeof(LondonClock).FullName),
            "Time is a parameter: take the day or the instant, or in Application ask LondonClock once and pass the value down");
    }

    [GeneratedRegex(
        """
        ^System\.(
            DateTime(Offset)?::get_(Now|UtcNow|Today)
            | (TimeProvider|Diagnostics\.Stopwatch|Threading\.(Periodic)?Timer)::
            | Environment::get_TickCount
            | TimeZoneInfo::get_Local
            | Guid::CreateVersion7
            | Threading\.(Tasks\.Task::Delay|Thread::Sleep))
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Clocks();
}

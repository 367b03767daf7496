using Nec.Application.Recording;
using Nec.Storage;

namespace Nec.Architecture.Tests;

/// <summary>People's words reach the record by one way.</summary>
public sealed class RecordingTests
{
    private static readonly string[] Doors =
    [
        $"{typeof(Facts).FullName}::{nameof(Facts.Record)}",
        $"{typeof(Facts).FullName}::{nameof(Facts.Correct)}",
        $"{typeof(Storage.Answers).FullName}::{nameof(Storage.Answers.Record)}",
        $"{typeof(FactBatches).FullName}::{nameof(FactBatches.Withdraw)}",
    ];

    [Fact]
    public void Only_the_recorder_records_what_people_say()
    {
        var callers = from body in Compiled.Bodies from call in body.Calls where Doors.Contains(call) select (body, call);
        var inside = callers.ToLookup(caller => caller.body.Owner.Namespace == typeof(FactRecorder).Namespace);
        Assert.Equal(Doors.Order(), inside[true].Select(caller => caller.call).Distinct().Order());
        Compiled.Refuse(
            inside[false],
            "What people say is checked, audited and assessed by FactRecorder: call that; what a job sees goes through Facts.Observe");
    }
}

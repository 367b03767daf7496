using ArchUnitNET.xUnitV3;
using Nec.Application.Jobs;

namespace Nec.Architecture.Tests;

/// <summary>What the types of each assembly may know.</summary>
public sealed class WhoKnowsWhomTests
{
    public static TheoryData<string, string[]> MayKnow => new()
    {
        { House.Core, [] },
        { House.Storage, [House.Core] },
        { House.Integrations, [House.Core] },
        { House.Application, [House.Core, House.Storage] },
        { House.Dashboard, [House.Core, House.Storage, House.Application] },
        { House.Simulator, [] },
    };

    [Theory]
    [MemberData(nameof(MayKnow))]
    public void A_room_knows_only_those_it_may(string room, string[] known)
    {
        string[] others = [.. House.Rooms.Except(known).Where(other => other != room)];
        House.In(room).Should().NotDependOnAny(House.In(others))
            .Because(
                $"{room} knows {(known.Length == 0 ? "none of ours" : string.Join(" and ", known))}: "
                + "move the code to a room that may know both, or hand the value in")
            .Check(House.Known);
    }

    [Fact]
    public void Core_reaches_nothing_outside() => House.In(House.Core).MustNotKnow(
        @"System\.(IO|Data|Threading|Xml|Net\.(Http|Mail|Sockets))|Microsoft\.(AspNetCore|Extensions)|Npgsql|Dapper",
        "Core decides and does nothing else: read before, write after, in the room that calls it");

    [Fact]
    public void Core_is_built_on_the_language_alone()
    {
        var core = Compiled.Bodies.First(body => body.Room == House.Core).Owner.Module;
        string[] allowed =
        [
            "System.Collections", "System.Linq", "System.Memory", "System.Runtime", "System.Runtime.InteropServices",
            "System.Security.Cryptography", "System.Text.RegularExpressions",
        ];
        string[] more = [.. core.AssemblyReferences.Select(reference => reference.Name).Except(allowed)];
        Assert.True(more.Length == 0, $"Core has no packages and no I/O: what needs {string.Join(", ", more)} lives elsewhere");
    }

    [Fact]
    public void Application_knows_neither_http_nor_the_engine() => House.In(House.Application).MustNotKnow(
        @"Microsoft\.AspNetCore|Microsoft\.Extensions\.Hosting|System\.Net\.Http|Hangfire",
        "Application says what Nec does, however it is asked: requests and pages belong to the dashboard, the engine to the worker");

    [Fact]
    public void Hangfire_is_known_to_the_engine_and_the_jobs_rooms_alone() => House.In(House.Rooms)
        .And().DoNotResideInNamespaceOrBelow("Nec.Worker.Jobs.Engine").And().DoNotResideInNamespaceOrBelow("Nec.Dashboard.Jobs")
        .MustNotKnow(
            "Hangfire",
            "only Nec.Worker.Jobs.Engine and Nec.Dashboard.Jobs know Hangfire: a job knows RunContext, who asks for a run JobQueue");

    [Fact]
    public void MailKit_is_known_to_the_ways_of_mail_that_speak_its_protocols_alone() => House.In(House.Rooms)
        .And().DoNotResideInNamespaceOrBelow("Nec.Integrations.Mail.Smtp").And().DoNotResideInNamespaceOrBelow("Nec.Integrations.Mail.Inbox")
        .MustNotKnow("MailKit|MimeKit", "only Nec.Integrations.Mail.Smtp and Mail.Inbox know MailKit: what a mail is stays apart from how it travels");

    [Fact]
    public void Quartz_is_known_to_one_type_alone() => House.In(House.Rooms)
        .And().AreNot(typeof(Schedule)).And().AreNotNestedIn(typeof(Schedule))
        .MustNotKnow("Quartz", "only Nec.Application.Jobs.Schedule calculates scheduled times: ask it");
}

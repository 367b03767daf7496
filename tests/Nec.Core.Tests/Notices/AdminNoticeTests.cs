using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class AdminNoticeTests
{
    [Fact]
    public void A_silent_source_is_told_once_when_it_falls_silent_and_once_when_it_is_back()
    {
        var words = Troubled(A.Contract, "2025-02-04", "2025-02-06").Words("2025-02-04", "2025-02-14");

        Assert.Equal(["Tue 4 Feb Admin admin: Trouble town", "Fri 7 Feb Admin admin: Recovered town"], words);
    }

    [Fact]
    public void Trouble_that_begins_on_a_Saturday_is_told_on_Monday() =>
        Assert.Equal(["Mon 10 Feb Admin admin: Trouble town"], Troubled(A.Contract, "2025-02-08", "2025-02-28").Words("2025-02-07", "2025-02-14"));

    [Fact]
    public void A_post_that_is_held_again_is_not_called_a_source_that_is_seen()
    {
        var inspector = A.Inspector with { Holders = [new("Old", "old@example.org", A.Day("2019-01-01"), A.Day("2025-01-31")), new("New", "new@example.org", A.Day("2025-02-11"))] };
        var notices = new Office(A.Contract with { Posts = [inspector, A.Contract.Posts[1]], Commitments = [A.Commitment] }).Run("2025-02-04", "2025-02-12");

        Assert.Equal(["Tue 4 Feb Admin admin: Trouble inspector", "Tue 11 Feb Handover new: Later newsletter", "Tue 11 Feb Admin admin: Recovered inspector"], notices.Select(Office.WordsOf));
        Assert.Contains("The post Neighbourhood Inspector, vacant since Saturday 1 February 2025,", Office.Flat(notices[2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("town", Language.English, "The Town page, not seen since Saturday 1 February 2025, is seen again.")]
    [InlineData("town", Language.Welsh, "Mae tudalen Town, na welwyd ers")]
    [InlineData("bridport", Language.English, "The Bridport account, not seen since")]
    [InlineData("both", Language.English, "The Both page or account, not seen since")]
    [InlineData("both", Language.Welsh, "Mae tudalen neu gyfrif Both, na welwyd ers")]
    [InlineData("N1", Language.English, "The neighbourhood N1, not seen since")]
    [InlineData("N1", Language.Welsh, "Mae cymdogaeth N1, na welwyd ers")]
    [InlineData("events", Language.English, "The events at data.police.uk, not seen since")]
    [InlineData("events", Language.Welsh, "Mae rhestr digwyddiadau data.police.uk, na welwyd ers")]
    [InlineData("https://force.example.org/report", Language.English, "The address https://force.example.org/report, not seen since")]
    public void What_is_right_again_has_the_name_that_its_trouble_had(string target, Language language, string words)
    {
        var contract = A.Contract with
        {
            Commitments = [A.Commitment],
            Pages = [.. A.Contract.Pages, A.Contract.Pages[0] with { Id = "both" }],
            Accounts = [.. A.Contract.Accounts, A.Contract.Accounts[0] with { Id = "both" }],
        };
        var told = new HashSet<SentReminder> { SentReminder.Read(contract.Id, target, "2025-02-01", "trouble", "admin")! };
        var notice = AdminNoticeWriter.Write([new(contract, [], A.WorkingDays, told)], [], Office.Admin with { Language = language }, A.Day("2025-02-04"))!;

        Assert.Contains(words, Office.Flat(notice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", TargetKind.Account, false, 1)] // the credentials' line says it all
    [InlineData("x", TargetKind.Account, true, 1)]
    [InlineData("bluesky", TargetKind.Account, false, 2)] // another network's
    [InlineData("x", TargetKind.Page, false, 2)] // a page of the same id
    public void Accounts_that_refused_credentials_hide_are_not_told_beside_them(string refusing, TargetKind kind, bool wasTold, int lines)
    {
        var contract = A.Contract with { Commitments = [A.Commitment], Accounts = [.. A.Contract.Accounts, new("tweets", "x", "north", "followers")] };
        Trouble silent = new(TroubleKind.Silent, TroubleKey.Target("tweets"), A.Day("2025-02-01"), "tweets is silent") { Name = new(kind, "tweets"), Nights = 3, Why = "X's usage cap is reached" };
        Finding finding = new() { Obligation = "newsletter", Status = Status.UnableToCheck, Reason = "no good look", Troubles = [silent] };
        var told = new HashSet<SentReminder>(wasTold ? [SentReminder.Read(contract.Id, "tweets", "2025-02-01", "trouble", "admin")!] : []);
        var notice = AdminNoticeWriter.Write(
            [
                new(contract, [finding], A.WorkingDays, told)
                {
                    Troubles = [new(TroubleKind.Credentials, TroubleKey.Credentials(refusing), A.Day("2025-02-01"), "the usage cap is reached") { Name = new(TargetKind.Network, refusing) }],
                    Refusing = new HashSet<string>([refusing], StringComparer.Ordinal),
                },
            ],
            [], Office.Admin, A.Day("2025-02-04"))!;

        Assert.Equal(lines, notice.Lines.Count);
        Assert.DoesNotContain(notice.Lines, line => line.Kind == LineKind.Recovered); // unseen still, though nobody tells of it
    }

    [Fact]
    public void What_another_team_was_told_of_is_no_recovery_of_ours()
    {
        var told = new HashSet<SentReminder> { SentReminder.Read("south", "town", "2025-02-01", "trouble", "admin")! };

        Assert.Null(AdminNoticeWriter.Write([new(A.Contract with { Commitments = [A.Commitment] }, [], A.WorkingDays, told)], [], Office.Admin, A.Day("2025-02-04")));
    }

    [Fact]
    public void The_end_of_a_contract_is_no_recovery()
    {
        var office = Troubled(A.Contract with { To = A.Day("2025-02-10") }, "2025-02-04", "2025-02-10");

        Assert.Equal(["Tue 4 Feb Admin admin: Trouble town"], office.Words("2025-02-04", "2025-02-28"));
    }

    [Fact]
    public void Of_a_vacant_post_with_nobody_above_the_admin_is_told_that_they_stand_in()
    {
        var nobody = A.Contract with { Posts = [.. A.Contract.Posts.Select(post => post with { Holders = [] })], Commitments = [A.Commitment] };
        var notice = Assert.Single(new Office(nobody).On(A.Day("2025-02-04")));

        Assert.Contains("you are told in its place", Office.Flat(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_never_called_quiet_while_something_is_wrong_and_the_month_begins_with_a_word_of_it()
    {
        var notices = Troubled(A.Contract, "2025-02-04", "2025-03-10").Run("2025-02-04", "2025-04-03").Where(notice => notice.Recipient == Office.Admin).ToList();

        Assert.Equal(
            ["Tue 4 Feb Admin admin: Trouble town", "Mon 3 Mar Admin admin: Trouble town", "Tue 11 Mar Admin admin: Recovered town", "Tue 1 Apr Quiet admin"],
            notices.Select(Office.WordsOf).Select(words => words.TrimEnd(':', ' ')));
        Assert.Empty(notices[1].Lines.Single().Tells);
    }

    [Fact]
    public void All_quiet_is_said_on_the_first_working_day_of_a_month_only() => Assert.Equal(
        ["Mon 3 Feb Quiet admin", "Mon 3 Mar Quiet admin", "Tue 1 Apr Quiet admin"],
        new Office(A.Contract with { Commitments = [A.Commitment with { Soft = true }] }).Words("2025-01-20", "2025-04-03").Where(words => words.Contains("admin", StringComparison.Ordinal)));

    [Fact]
    public void The_quiet_letter_names_what_could_not_be_judged()
    {
        var statuses = new Dictionary<string, Status>(StringComparer.Ordinal) { ["seen"] = Status.Met, ["unseen"] = Status.UnableToCheck, ["counted"] = Status.Incomplete, ["open"] = Status.NoRecord };
        var contract = A.Contract with { Commitments = [.. statuses.Keys.Select(id => A.Commitment with { Id = id, Title = $"Keep the {id} one" })] };
        var office = new Office(contract) { Judge = (team, _) => [.. team.Obligations.Select(obligation => new Finding { Obligation = obligation.Id, Status = statuses[obligation.Id], Reason = "seen so" })] };
        var quiet = Assert.Single(office.On(A.Day("2025-02-03")));

        Assert.Equal(["Keep the unseen one", "Keep the counted one"], quiet.Unjudged);
        Assert.Contains("North: 2 of 4 promises could be judged.", Office.Flat(quiet), StringComparison.Ordinal);
        Assert.Contains("COULD NOT BE JUDGED - Keep the unseen one - Keep the counted one", Office.Flat(quiet), StringComparison.Ordinal);
    }

    [Fact]
    public void The_quiet_letter_speaks_of_none_when_all_could_be()
    {
        var quiet = new Office(A.Contract with { Commitments = [A.Commitment] }).On(A.Day("2025-02-03")).Single();

        Assert.Equal(NoticeKind.Quiet, quiet.Kind);
        Assert.DoesNotContain("COULD NOT BE JUDGED", Office.Flat(quiet), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_vanished_is_called_by_its_heading_and_the_admin_is_told_where_to_look_and_what_to_do()
    {
        var office = new Office(A.Contract with { Commitments = [A.Section] });
        office.Facts.AddRange([A.Look("2025-02-03"), Missing("2025-02-04"), Missing("2025-02-05"), Missing("2025-02-06")]);

        Assert.Contains(
            "The section “Our priorities” of the Town page could not be seen for 3 nights running, the first on Tuesday 4 February 2025: the page has no heading 'Our priorities'. "
            + "The last good look was on Monday 3 February 2025. Look at https://force.example.org/town: if the page was rebuilt, give the section’s new heading in the contract file.",
            Office.Flat(office.On(A.Day("2025-02-06")).Single(notice => notice.Kind == NoticeKind.Admin)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_page_that_does_not_answer_the_admin_is_given_the_address()
    {
        var office = new Office(A.Contract with { Commitments = [A.Section] });
        office.Facts.AddRange([A.Unable("2025-02-04"), A.Unable("2025-02-05"), A.Unable("2025-02-06")]);

        Assert.Contains("There has been no good look yet. Its address is https://force.example.org/town.", Office.Flat(office.On(A.Day("2025-02-06")).Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_is_told_of_by_the_name_of_its_neighbourhood()
    {
        var footfall = A.Commitment with { Rule = new Each(PeriodKind.Month), Evidence = new PerEventEvidence(3, EventNeed.Footfall) };
        var office = new Office(A.Contract with { Commitments = [footfall], NeighbourhoodTitles = new Dictionary<string, string>(StringComparer.Ordinal) { ["N1"] = "North End" } });
        office.Facts.Add(A.Event("2025-02-03", "2025-01-20", true));

        Assert.Contains("Mon 3 Feb at North End", Office.Flat(office.On(A.Day("2025-02-06"))[0]), StringComparison.Ordinal);
    }

    private static SectionCheck Missing(string night) => A.Look(night, Verdict.Missing) with { Reason = "the page has no heading 'Our priorities'" };

    private static Office Troubled(Contract contract, string from, string to) => new(contract with { Commitments = [A.Commitment] })
    {
        Judge = (_, day) => [new()
        {
            Obligation = "newsletter",
            Status = Status.UnableToCheck,
            Reason = "no good look",
            Troubles = day >= A.Day(from) && day <= A.Day(to) ? [new(TroubleKind.Silent, TroubleKey.Target("town"), A.Day("2025-02-01"), "town is silent") { Nights = 3, Why = "HTTP 403" }] : [],
        }],
    };
}

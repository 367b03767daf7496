using Microsoft.AspNetCore.Http;
using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Dashboard.Answers;

/// <summary>Does what a pressed button says. Everything may be pressed twice and is recorded once.</summary>
internal sealed class AnswerHandler(FactRecorder recorder, Facts facts)
{
    /// <summary>The page to go to; null when no button of ours was pressed.</summary>
    public Task<IResult?> Press(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken) => form.Press switch
    {
        AnswerActions.Snooze => Snooze(sheet, form, cancellationToken),
        AnswerActions.HandOver => HandOver(sheet, form, cancellationToken),
        AnswerActions.RealUpdate or AnswerActions.NoUpdate => Judge(sheet, form, cancellationToken),
        AnswerActions.Event => Event(sheet, form, cancellationToken),
        AnswerActions.Withdraw => Withdraw(sheet, form, cancellationToken),
        _ => AnswerActions.OutcomeOf(form.Press) is { } outcome ? Record(sheet, form, outcome, cancellationToken) : Task.FromResult<IResult?>(null),
    };

    /// <summary>Supersedes a record of this period; null when no button was pressed.</summary>
    public async Task<IResult?> Correct(AnswerContext sheet, long factId, AnswerForm form, CancellationToken cancellationToken)
    {
        if (form.Press != AnswerActions.Correct)
        {
            return null;
        }

        if (sheet.OnRecord.FirstOrDefault(fact => fact.Id == factId) is not { } earlier)
        {
            // Pressed twice, or corrected by somebody else in the meantime: what stands is shown.
            return Results.LocalRedirect(sheet.Occurrences.LastOrDefault(fact => IsEntered(fact, form)) is { } standing ? Done(sheet, standing) : sheet.Address.Form);
        }

        if (form.On is not { } on || Kebab.Parse<Outcome>(form.Outcome ?? "") is not { } outcome)
        {
            var fault = form.On is null ? NoDay(form) : new("outcome", "Choose what happened");
            return AnswerEndpoints.Correcting(sheet, earlier, new(form, [.. form.TooLong(), fault]));
        }

        var accepted = sheet.Recording.AcceptCorrection(earlier, form.Entry(outcome, on));
        if (accepted.Fact is not { } correction)
        {
            return AnswerEndpoints.Correcting(sheet, earlier, new(form, accepted.Faults));
        }

        await recorder.Correct(DeedOf(sheet, form), earlier, correction, cancellationToken);
        return Results.LocalRedirect(await Standing(sheet, correction, cancellationToken) is { } fact ? Done(sheet, fact) : sheet.Address.Form);
    }

    private static EntryFault NoDay(AnswerForm form) => new("day", TypedDay.WhyNot(form.Day, form.Month, form.Year) is { Length: > 0 } hint
        ? $"Enter a real date{hint}"
        : "Enter a real date, with day, month and year in numbers");

    private async Task<IResult?> Record(AnswerContext sheet, AnswerForm form, Outcome outcome, CancellationToken cancellationToken)
    {
        var on = outcome == Outcome.NotApplicable ? sheet.Recording.Today : form.On;
        if (on is not { } day)
        {
            return AnswerEndpoints.Again(sheet, new(form, [.. form.TooLong(), NoDay(form)]));
        }

        var accepted = sheet.Recording.Accept(form.Entry(outcome, day));
        if (accepted.Fact is not { } fact)
        {
            return AnswerEndpoints.Again(sheet, new(form, accepted.Faults));
        }

        await recorder.Record(DeedOf(sheet, form), fact, cancellationToken);
        return await Standing(sheet, fact, cancellationToken) is { } standing
            ? Results.LocalRedirect(Done(sheet, standing))
            : AnswerEndpoints.Again(sheet, new(form, [new("day", "This was on record and has been corrected since: correct the record that stands instead")]));
    }

    private async Task<IResult?> Snooze(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        List<EntryFault> faults = [.. form.TooLong()];
        faults.AddRange(form.On is { } day ? sheet.Recording.SnoozeFaults(day, form.Reason, sheet.Scope.ExpiresOn) : [NoDay(form)]);
        return faults.Count > 0 ? AnswerEndpoints.Again(sheet, new(form, faults))
            : await Answer(sheet, new Snooze(sheet.Scope.Obligation, sheet.Scope.Period, form.On!.Value), form, cancellationToken); // without a day there is a fault
    }

    private async Task<IResult?> HandOver(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        List<EntryFault> faults = [.. form.TooLong()];
        if (sheet.OtherPosts.FirstOrDefault(post => post.Id == form.Post) is not { } post)
        {
            return AnswerEndpoints.Again(sheet, new(form, [.. faults, new("post", "Choose who will see to it")]));
        }

        return faults.Count > 0 ? AnswerEndpoints.Again(sheet, new(form, faults))
            : await Answer(sheet, new HandOver(sheet.Scope.Obligation, sheet.Scope.Period, post.Id), form, cancellationToken);
    }

    private async Task<IResult?> Judge(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        if (sheet.Waiting is not { Id: { } lookId } look)
        {
            return Results.LocalRedirect(sheet.Address.Said(form.Press)); // answered already
        }

        if (lookId != form.Look)
        {
            return AnswerEndpoints.Again(sheet, new(form, [new("look", "The page has changed again: look at what is different now")]));
        }

        if (form.Press == AnswerActions.NoUpdate)
        {
            return await Answer(sheet, new NoUpdate(sheet.Scope.Obligation, sheet.Scope.Period), form, cancellationToken);
        }

        await recorder.AcceptChange(DeedOf(sheet, form), look, cancellationToken);
        return Results.LocalRedirect(sheet.Address.Said(form.Press));
    }

    private async Task<IResult?> Withdraw(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        List<EntryFault> faults = [.. form.TooLong()];
        if (form.Reason is null)
        {
            faults.Add(new("reason", "Enter why it is no real update"));
        }

        if (faults.Count > 0)
        {
            return AnswerEndpoints.Again(sheet, new(form, faults));
        }

        if (sheet.Accepted is not { Id: { } lookId } look || lookId != form.Look)
        {
            return Results.LocalRedirect(sheet.Address.Said(AnswerActions.NoUpdate)); // taken back already
        }

        await recorder.WithdrawChange(DeedOf(sheet, form), look, cancellationToken);
        return await Answer(sheet, new NoUpdate(sheet.Scope.Obligation, sheet.Scope.Period), form with { Press = AnswerActions.NoUpdate }, cancellationToken);
    }

    private async Task<IResult?> Event(AnswerContext sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        if (sheet.Event is not { } known)
        {
            return null;
        }

        var accepted = known.Accept(new(form.Attended, form.Footfall, form.Reference));
        if (accepted.Fact is not { } told)
        {
            return AnswerEndpoints.Again(sheet, new(form, accepted.Faults));
        }

        await recorder.RecordEvent(DeedOf(sheet, form), sheet.Scope.Period, known.Event, told, cancellationToken);
        return Results.LocalRedirect(sheet.Address.Said(AnswerActions.Event));
    }

    private async Task<IResult?> Answer(AnswerContext sheet, Answer answer, AnswerForm form, CancellationToken cancellationToken)
    {
        await recorder.Answer(DeedOf(sheet, form), answer, form.After, cancellationToken);
        return Results.LocalRedirect(sheet.Address.Said(form.Press));
    }

    private async Task<Occurrence?> Standing(AnswerContext sheet, AcceptedFact accepted, CancellationToken cancellationToken) =>
        (await facts.Read(sheet.Scope.Team, cancellationToken)).OfType<Occurrence>().LastOrDefault(fact => accepted.Fact is Occurrence recorded
            && (fact.Commitment, fact.Place, fact.OccurredOn, fact.Outcome, fact.Period)
                == (recorded.Commitment, recorded.Place, recorded.OccurredOn, recorded.Outcome, recorded.Period));

    private static Deed DeedOf(AnswerContext sheet, AnswerForm form) =>
        new(sheet.Scope.Team, sheet.Scope.Obligation, sheet.Who, sheet.RecordedBy, form.Reason);

    private static bool IsEntered(Occurrence fact, AnswerForm form) => fact.OccurredOn == form.On && Kebab.Of(fact.Outcome.ToString()) == form.Outcome;

    private static string Done(AnswerContext sheet, Occurrence fact) => sheet.Address.OnRecord(fact.Id!.Value); // it is stored
}

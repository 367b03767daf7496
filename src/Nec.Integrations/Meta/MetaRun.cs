using Nec.Integrations.Http;

namespace Nec.Integrations.Meta;

/// <summary>One run's questions: in batches, slowly once the call limit is near, and not at all once Meta asks for quiet or the token is dead.</summary>
internal sealed class MetaRun(MetaWire wire, MetaNetworkProfile voice, TimeProvider realTime)
{
    /// <summary>How long we wait before each further call once the limit is near.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private (Unable Reason, bool MayBeAField)? _stop;
    private int _percent;

    /// <summary>An answer to each question, in their order. What is refused for a field that it could do without is asked for again without it.</summary>
    public async Task<MetaAnswer[]> Ask(IReadOnlyList<MetaQuestion> questions, MetaCredential credential, CancellationToken cancellationToken)
    {
        var answers = await Round(questions, credential, cancellationToken);
        var refused = Enumerable.Range(0, answers.Length).Where(index => questions[index].Lighter is not null && answers[index].MayBeAField).ToArray();
        if (refused.Length > 0)
        {
            var again = await Round([.. refused.Select(index => questions[index].Lightened)], credential, cancellationToken);
            foreach (var (index, answer) in refused.Zip(again))
            {
                answers[index] = answer;
            }
        }

        return answers;
    }

    private async Task<MetaAnswer[]> Round(IReadOnlyList<MetaQuestion> questions, MetaCredential credential, CancellationToken cancellationToken)
    {
        _stop = _stop is { MayBeAField: true } ? null : _stop; // a token that is refused may do for a lighter question, or this is another token; a limit stays one
        var answers = new MetaAnswer?[questions.Count];
        var fresh = new Queue<int>(Enumerable.Range(0, questions.Count));
        var again = new Queue<int>();
        while (_stop is null && fresh.Count + again.Count > 0)
        {
            var asked = Take(again, fresh);
            foreach (var (index, answer, isFirstTry) in await Call(asked, questions, credential, cancellationToken))
            {
                // One that did not finish is asked once more, with the next batch; a single GET has been repeated by the shared handler already.
                if (isFirstTry && asked.Count > 1 && (answer is null || answer.IsPassing(voice)))
                {
                    again.Enqueue(index);
                }

                answers[index] = answer;
                Heed(answer);
            }
        }

        return [.. answers.Select(answer => answer ?? (_stop is { } stop ? MetaAnswer.NotAsked(stop.Reason, stop.MayBeAField) : MetaAnswer.None("it did not finish its answer, twice over; the next run asks again")))];
    }

    private static List<(int Index, bool IsFirstTry)> Take(Queue<int> again, Queue<int> fresh)
    {
        var taken = new List<(int, bool)>();
        while (taken.Count < MetaWire.BatchSize && again.TryDequeue(out var index))
        {
            taken.Add((index, false));
        }

        while (taken.Count < MetaWire.BatchSize && fresh.TryDequeue(out var index))
        {
            taken.Add((index, true));
        }

        return taken;
    }

    private async Task<IEnumerable<(int Index, MetaAnswer? Answer, bool IsFirstTry)>> Call(
        List<(int Index, bool IsFirstTry)> asked, IReadOnlyList<MetaQuestion> questions, MetaCredential credential, CancellationToken cancellationToken)
    {
        if (_percent >= MetaUsage.High)
        {
            await Task.Delay(Pause, realTime, cancellationToken);
        }

        IReadOnlyList<MetaAnswer?> answers = asked.Count == 1
            ? [await wire.Get(questions[asked[0].Index], credential, cancellationToken)]
            : await wire.Batch([.. asked.Select(one => questions[one.Index])], credential, cancellationToken);
        _percent = answers.Max(answer => answer?.Usage.Percent ?? 0);

        return asked.Zip(answers, (one, answer) => (one.Index, answer, one.IsFirstTry));
    }

    // The sentences of what stops a run name no account, so they are true of the others too. A limit outweighs a refused token, which a lighter question may get past.
    private void Heed(MetaAnswer? answer)
    {
        var refusal = answer?.WhyUnable(voice, "") is { StopAsking: true } unable ? (unable, answer.MayBeAField) : ((Unable Reason, bool MayBeAField)?)null;
        var stop = refusal is not { MayBeAField: false } && answer?.Usage.Percent >= MetaUsage.Full ? (MetaError.Limit(voice, answer.Usage.WaitMinutes), false) : refusal;
        _stop = _stop is null or { MayBeAField: true } ? stop ?? _stop : _stop;
    }
}

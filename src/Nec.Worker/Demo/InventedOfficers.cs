using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.FactFiles;
using Nec.Worker.Hosting;

namespace Nec.Worker.Demo;

/// <summary>The invented officers of West Dorset: they keep most promises, some late, and miss a few, and record each when the script says.</summary>
internal sealed class InventedOfficers
{
    private readonly Contract _contract;
    private readonly Queue<(DateTimeOffset At, List<Fact> Facts)> _ahead;

    private InventedOfficers(Contract contract, IEnumerable<Fact> facts, DateTimeOffset from)
    {
        _contract = contract;
        _ahead = new(facts.Where(fact => fact.KnownFrom >= from).GroupBy(fact => fact.KnownFrom).OrderBy(moment => moment.Key).Select(moment => (moment.Key, moment.ToList())));
    }

    /// <summary>When somebody records something next; null when nobody will.</summary>
    public DateTimeOffset? NextAt => _ahead.Count > 0 ? _ahead.Peek().At : null;

    /// <summary>Reads their script, which is a fact file like any other.</summary>
    public static InventedOfficers Of(Contract contract, DateTimeOffset from)
    {
        using var script = new StreamReader(typeof(InventedOfficers).Assembly.GetManifestResourceStream("officers.jsonl")
            ?? throw new InvalidOperationException("the officers' script is not in the program"));
        var (facts, errors) = FactFile.Parse("officers.jsonl", script, contract);
        return errors.Count == 0 ? new(contract, facts, from)
            : throw new SettingException($"The demo plays the contract west-dorset as it comes with Nec, and this one does not fit its script:\n{string.Join('\n', errors)}");
    }

    /// <summary>Records what is to be recorded by now, by the rules of an import.</summary>
    public async Task Act(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = new ImportRules([_contract], _ => _contract, now);
        while (NextAt <= now)
        {
            var (at, facts) = _ahead.Dequeue();
            var deed = new Deed(_contract.Id, $"officers {at:O}", "demo officers", "demo", Reason: null);
            await services.GetRequiredService<FactRecorder>().Import(deed, rules.Accept(facts), cancellationToken);
        }
    }
}

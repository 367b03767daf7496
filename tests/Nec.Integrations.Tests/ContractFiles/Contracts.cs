using System.Text;
using Nec.Core.Contracts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.Tests.ContractFiles;

/// <summary>A small good contract, every line of which a test may replace.</summary>
internal static class Contracts
{
    /// <summary>Line 14 begins the commitments.</summary>
    public const string Small = """
        contract: north
        title: North
        force: dorset
        version: "1"
        from: 2019-08-02
        to: 2020-08-01
        neighbourhoods: [X1]
        standards: [{ id: councillors, title: Councillors }]
        posts:
          inspector: { title: Inspector, holders: [{ name: Sam Vale, email: sam.vale@example.org, from: 2019-08-02 }] }
        pages: [{ id: dorchester, url: "https://force.example.org/dorchester", sections: { priorities: Our priorities } }, { id: bare, url: "https://force.example.org/bare" }]
        accounts: [{ id: likes, network: facebook, handle: "102", metric: page-likes }, { id: follows, network: x, handle: north, metric: followers }]
        commitments:
          - id: clerk-meeting
            standard: councillors
            title: Meet the {place} clerk
            promise: The inspector meets each clerk.
            accountable: inspector
            places: [Sherborne, Lyme Regis]
            every: 6 months

        """;

    /// <summary>A commitment's usual beginning; what follows stands in line 26.</summary>
    public const string Second = "  - id: second\n    standard: councillors\n    title: Do it\n    promise: We do it.\n    accountable: inspector\n    ";

    /// <summary>Reads a text as the file <c>c.yaml</c>.</summary>
    public static ContractFileResult Read(string yaml) => ContractFile.Parse("c.yaml", Encoding.UTF8.GetBytes(yaml));

    /// <summary>The contract of a text that has no errors.</summary>
    public static Contract Good(string yaml)
    {
        var result = Read(yaml);
        Assert.Empty(result.Errors);
        return result.Contract!;
    }

    /// <summary>The only commitment of the small contract's second kind.</summary>
    public static Commitment GoodSecond(string rest) => Good(Small + Second + rest).Commitments[1];
}

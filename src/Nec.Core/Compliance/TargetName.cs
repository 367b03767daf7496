namespace Nec.Core.Compliance;

/// <summary>What something that is watched, or that an admin is told of, is called. Its kind counts: a page and an account may share an id.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its id or its own name; of a section, the page's.</param>
public sealed record TargetName(TargetKind Kind, string Name)
{
    /// <summary>The heading of a section, or its id; null for everything else.</summary>
    public string? Section { get; init; }

    /// <summary>As a reason says it: <c>page dorchester</c>.</summary>
    public override string ToString() => Kind switch
    {
        TargetKind.Page => $"page {Name}",
        TargetKind.Section => $"section {Section} of page {Name}",
        TargetKind.Account => $"account {Name}",
        TargetKind.PageOrAccount => $"page or account {Name}",
        TargetKind.Neighbourhood => $"neighbourhood {Name}",
        TargetKind.Events => "events at data.police.uk",
        TargetKind.Address => $"the address {Name}",
        _ => Name,
    };
}

/// <summary>The kinds of things that have a <see cref="TargetName"/>.</summary>
public enum TargetKind
{
    /// <summary>A web page.</summary>
    Page,

    /// <summary>A section of a page.</summary>
    Section,

    /// <summary>An account of a network.</summary>
    Account,

    /// <summary>A page or an account: both have the id, and which of the two it was is not stored.</summary>
    PageOrAccount,

    /// <summary>A neighbourhood of data.police.uk.</summary>
    Neighbourhood,

    /// <summary>The events that data.police.uk advertises.</summary>
    Events,

    /// <summary>An address on the web.</summary>
    Address,

    /// <summary>A network.</summary>
    Network,

    /// <summary>A job of Nec's own.</summary>
    Job,
}

using Nec.Core.Contracts;
using Nec.Core.Notices;

namespace Nec.Core.Tests.Notices;

/// <summary>What a contract says, in the language that it was published in.</summary>
internal sealed record Said
{
    public required Recipient Reader { get; init; }

    public required string Team { get; init; }

    public required string Inspector { get; init; }

    public required string Chief { get; init; }

    public required string Clerk { get; init; }

    public required string ClerkPromise { get; init; }

    public required string ClerkCounts { get; init; }

    public required string Newsletter { get; init; }

    public required string Likes { get; init; }

    public required string Events { get; init; }

    public required string Update { get; init; }

    public required string UpdatePromise { get; init; }

    public required string Contact { get; init; }

    public static Said In(Language language) => language == Language.Welsh ? Welsh : English;

    private static Said English { get; } = new()
    {
        Reader = new("Inspector Alex North", "inspector@example.org"),
        Team = "North",
        Inspector = "Neighbourhood Inspector",
        Chief = "Chief Inspector",
        Clerk = "Meet the {0} clerk",
        ClerkPromise = "The inspector meets each council clerk every six months, to “brief them on local issues & priorities”.",
        ClerkCounts = "You have briefed the clerk, and noted any feedback.",
        Newsletter = "Circulate the newsletter",
        Likes = "Raise the page likes",
        Events = "Keep an event advertised",
        Update = "Update “You said, we did”",
        UpdatePromise = "Every page of the team is brought up to date each quarter.",
        Contact = "Be in contact with the clerk",
    };

    private static Said Welsh { get; } = new()
    {
        Reader = new("Arolygydd Alys Gogledd", "arolygydd@example.org", Language.Welsh),
        Team = "Y Gogledd",
        Inspector = "Arolygydd Cymdogaeth",
        Chief = "Prif Arolygydd",
        Clerk = "Cyfarfod â chlerc {0}",
        ClerkPromise = "Mae’r arolygydd yn cyfarfod â phob clerc cyngor bob chwe mis, er mwyn “trafod materion a blaenoriaethau lleol”.",
        ClerkCounts = "Rydych wedi briffio’r clerc, ac wedi nodi unrhyw adborth.",
        Newsletter = "Dosbarthu’r cylchlythyr",
        Likes = "Cynyddu’r nifer sy’n hoffi’r tudalennau",
        Events = "Cadw digwyddiad wedi’i hysbysebu",
        Update = "Diweddaru “Dywedoch chi, gwnaethom ni”",
        UpdatePromise = "Caiff pob tudalen gan y tîm ei diweddaru bob chwarter.",
        Contact = "Cysylltu â’r clerc",
    };
}

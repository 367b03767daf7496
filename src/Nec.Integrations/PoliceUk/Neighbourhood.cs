namespace Nec.Integrations.PoliceUk;

/// <summary>The id of a force or of a neighbourhood, and what people call it.</summary>
public sealed record Named(string Id, string Name);

/// <summary>A force as data.police.uk describes it; its addresses on the web and on social networks by what it calls them.</summary>
public sealed record Force(string Id, string Name, string? Url, IReadOnlyList<Contact> EngagementMethods);

/// <summary>A neighbourhood as data.police.uk describes it.</summary>
/// <param name="Id">Opaque, case-sensitive, and the force's own.</param>
/// <param name="Name">As text, whatever it was encoded in.</param>
/// <param name="Url">Its page on the force's website; null when none is given.</param>
/// <param name="Contacts">How the team is reached: the known channels and whatever others the force gives.</param>
public sealed record Neighbourhood(string Id, string Name, string? Url, IReadOnlyList<Contact> Contacts);

/// <summary>One way to reach a team: <c>facebook</c> at an address, <c>telephone</c> at a number.</summary>
public sealed record Contact(string Channel, string Value);

/// <summary>One of a neighbourhood's priorities, as text. Its dates have no zone: they are London's.</summary>
public sealed record Priority(string Issue, DateOnly? IssuedOn, string? Action, DateOnly? ActedOn);

/// <summary>An event that lies ahead, in London wall time.</summary>
/// <param name="Id">Made of its title and start, since data.police.uk gives none: the same event has the same id every night.</param>
/// <param name="Title">As text.</param>
/// <param name="StartsOn">The day on which it begins.</param>
/// <param name="StartsAt">The time at which it begins.</param>
public sealed record AdvertisedEvent(string Id, string Title, DateOnly StartsOn, TimeOnly StartsAt);

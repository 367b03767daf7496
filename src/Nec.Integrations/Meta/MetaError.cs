using System.Globalization;
using System.Text.Json.Serialization;
using Nec.Integrations.Http;

namespace Nec.Integrations.Meta;

/// <summary>An error of Meta's in words that say what to do. The number decides; the HTTP status and the message's wording vary.</summary>
internal sealed record MetaError(
    int Code,
    [property: JsonPropertyName("error_subcode")] int? Subcode,
    [property: JsonPropertyName("is_transient")] bool? Transient = null)
{
    /// <summary>Whether one of the fields asked for may be what was refused: then the rest is asked for again without it. A Page's posts refuse any other token as if it were dead.</summary>
    public bool MayBeAField => Code is 3 or 10 or 100 or 190 or (>= 200 and <= 299);

    /// <summary>Why the count could not be seen.</summary>
    public Unable Explain(MetaNetworkProfile voice, string handle, int? waitMinutes) => Code switch
    {
        1 or 2 => Passing($"{voice.Network} is out of order for the moment; the next run asks again"),
        4 or 17 or 32 or 341 or 613 or 80001 or 80002 => Limit(voice, waitMinutes, Number),
        21 => Person($"{voice.Network} says that {handle} has moved to another {voice.Thing}: correct the handle in the contract file"),
        // One number for both, and the same text now and then: what is asked about may not be there, or the token may not read it.
        100 => Person($"{voice.Network} knows no {voice.Thing} {handle}, or does not let this token read it: check the handle in the contract file "
            + $"and the token's permissions, and set {voice.Network}:AppSecret if the app requires proof of it"),
        102 or 190 => Person($"{voice.Network} {Token(voice)}") with { StopAsking = true },
        110 => Person($"{voice.Network} shows no business or creator account {handle}: personal and age-restricted ones are never shown; correct the handle in the contract file or ask the account's owner"),
        3 or 10 or (>= 200 and <= 299) => Person($"{voice.Network} does not let this token read {handle}: grant {string.Join(", ", voice.Permissions)} for the {voice.Thing} again"),
        368 => Person($"{voice.Network} has blocked the app for its behaviour: look at the app's dashboard") with { StopAsking = true },
        803 => Person($"{voice.Network} knows no {voice.Thing} {handle}: correct the handle in the contract file"),
        _ when Transient == true => Passing($"{voice.Network} gave an error that will pass; the next run asks again"),
        _ => Person($"{voice.Network} gave an error about {handle} that we do not know"),
    };

    /// <summary>The call limit is reached: asking on would make the wait longer.</summary>
    public static Unable Limit(MetaNetworkProfile voice, int? waitMinutes, string number = "") => new(
        waitMinutes is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{voice.Network} asks us to wait {known} minutes: its call limit is reached{number}")
            : $"{voice.Network} asks us to wait: its call limit is reached, the next run asks again{number}",
        NeedsPerson: false)
    { StopAsking = true };

    private string Token(MetaNetworkProfile voice) => Subcode switch
    {
        458 => $"says that the app was removed from the account: connect it again and set {voice.Network}:Token",
        459 or 464 => "wants the account's owner to sign in at facebook.com and confirm who they are",
        460 => $"says that the password was changed: make a new token and set {voice.Network}:Token",
        463 => $"says that the token has expired: make a new one and set {voice.Network}:Token",
        492 => $"says that the account has lost its role on the Page: give it back or set another {voice.Network}:Token",
        _ => $"does not accept the token: make a new one and set {voice.Network}:Token",
    };

    private string Number => Subcode is { } sub
        ? string.Create(CultureInfo.InvariantCulture, $" (error {Code}/{sub})")
        : string.Create(CultureInfo.InvariantCulture, $" (error {Code})");

    private Unable Passing(string what) => new(what + Number, NeedsPerson: false);

    private Unable Person(string what) => new(what + Number, NeedsPerson: true);
}

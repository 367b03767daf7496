using System.Globalization;
using Nec.Integrations.Http;

namespace Nec.Integrations.Facebook;

/// <summary>Facebook's error numbers in words that say what to do. The number decides; the HTTP status and the message's wording vary.</summary>
internal static class FacebookError
{
    /// <summary>Why the count could not be seen.</summary>
    public static Unable Explain(int code, int? subcode, string handle, int? waitMinutes) => code switch
    {
        1 or 2 => Passing(code, subcode, "is out of order for the moment; the next run asks again"),
        4 or 17 or 32 or 341 or 613 or 80001 => Passing(code, subcode, Wait(waitMinutes)) with { StopAsking = true },
        100 when subcode == 33 => Person(code, subcode, $"knows no Page {handle}, or the token may not read it: check the handle in the contract file and the token's permissions"),
        100 => Person(code, subcode, $"refused the question about {handle}: check the token's permissions, and set Facebook:AppSecret if the app requires proof of it"),
        102 or 190 => Person(code, subcode, Token(subcode)) with { StopAsking = true },
        3 or 10 or (>= 200 and <= 299) => Person(code, subcode, $"does not let this token read {handle}: grant pages_read_engagement for the Page again"),
        368 => Person(code, subcode, "has blocked the app for its behaviour: look at the app's dashboard") with { StopAsking = true },
        803 => Person(code, subcode, $"knows no Page {handle}: correct the handle in the contract file"),
        _ => Person(code, subcode, $"gave an error about {handle} that we do not know"),
    };

    private static string Wait(int? minutes) => minutes is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"asks us to wait {known} minutes: its call limit is reached")
        : "asks us to wait: its call limit is reached, the next run asks again";

    private static string Token(int? subcode) => subcode switch
    {
        458 => "says that the app was removed from the account: connect it again and set Facebook:Token",
        459 or 464 => "wants the account's owner to sign in at facebook.com and confirm who they are",
        460 => "says that the password was changed: make a new token and set Facebook:Token",
        463 => "says that the token has expired: make a new one and set Facebook:Token",
        492 => "says that the account has lost its role on the Page: give it back or set another Facebook:Token",
        _ => "does not accept the token: make a new one and set Facebook:Token",
    };

    private static Unable Passing(int code, int? subcode, string what) => new(Sentence(code, subcode, what), NeedsPerson: false);

    private static Unable Person(int code, int? subcode, string what) => new(Sentence(code, subcode, what), NeedsPerson: true);

    private static string Sentence(int code, int? subcode, string what) => subcode is { } sub
        ? string.Create(CultureInfo.InvariantCulture, $"Facebook {what} (error {code}/{sub})")
        : string.Create(CultureInfo.InvariantCulture, $"Facebook {what} (error {code})");
}

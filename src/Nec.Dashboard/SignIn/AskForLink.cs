using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Nec.Dashboard.SignIn;

namespace Nec.Dashboard.SignIn;

/// <summary>The press of "Send me a link": every well-formed address gets the same answer.</summary>
internal static class AskForLink
{
    public static async Task<IResult> Press(HttpRequest request, LinkRequests requests, CancellationToken cancellationToken)
    {
        var address = (await request.ReadFormAsync(cancellationToken))["email"].ToString().Trim();
        if (!MailAddresses.IsOne(address))
        {
            return new RazorComponentResult<AskPage>(new { Given = address, Fault = address.Length == 0 ? "Enter your email address" : "Enter an email address in the correct format, like name@example.org" })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        requests.Ask(address);
        return Results.LocalRedirect("/sign-in/sent");
    }
}

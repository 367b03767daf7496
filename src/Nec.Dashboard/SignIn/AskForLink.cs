using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Nec.Dashboard.Answers;
using Nec.Dashboard.Promises;

namespace Nec.Dashboard.SignIn;

/// <summary>The press of "Send me a link": every well-formed address gets the same answer.</summary>
internal static class AskForLink
{
    public static async Task<IResult> Press(HttpContext context, LinkRequests requests, ClientBudget budget, AnswerContexts answers)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var address = form[AskForm.Address].ToString().Trim();
        var (next, answer) = (ReturnPath.Of(form[AskForm.Next]), form[AskForm.Answer].ToString());
        if (!MailAddresses.IsOne(address))
        {
            var fault = address.Length == 0 ? "Enter your email address"
                : "Enter an email address in the correct format, like name@example.org";
            var token = answer.Length > 0 ? answer : null;
            return new RazorComponentResult<AskPage>(new { Given = address, Fault = fault, ReturnTo = next, AnswerToken = token })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        if (next is null && await answers.PromiseOf(answer, context.RequestAborted) is var (team, obligation))
        {
            next = Standing.AddressOf(team, obligation);
        }

        requests.Ask(new(address, next, IsSecond: !budget.TryTake(context.Connection.RemoteIpAddress)));
        return Results.LocalRedirect("/sign-in/sent");
    }
}

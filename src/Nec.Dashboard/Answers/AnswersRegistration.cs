using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Answers;

/// <summary>The pages that links in mail lead to, and the same for people who are signed in.</summary>
internal static class AnswersRegistration
{
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services
        .AddSingleton<AnswerContexts>()
        .AddSingleton<AnswerHandler>();

    public static void MapAnswers(this IEndpointRouteBuilder endpoints, RouteGroupBuilder buttons) => AnswerEndpoints.Map(endpoints, buttons);
}

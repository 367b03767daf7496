using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Application.Inbox;
using Nec.Application.Notices;
using Nec.Application.Recording;

namespace Nec.Application;

public static class ApplicationRegistration
{
    /// <summary>
    /// What Nec does: assessing, recording, notices. The host also registers storage, a <see cref="Core.Calendar.LondonClock"/>, a
    /// <see cref="Contracts.ContractRegistry"/>, the <see cref="ConnectedSources"/>, the <see cref="NoticeSettings"/>, and the engine's
    /// <see cref="Jobs.JobHealth"/> and <see cref="Jobs.JobQueue"/>.
    /// </summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddSingleton<AssessmentInputs>()
        .AddSingleton<AssessTeam>()
        .AddSingleton<AssessAll>()
        .AddSingleton<FactRecorder>()
        .AddSingleton<TeamSnapshots>()
        .AddSingleton<NoticeDrafts>()
        .AddSingleton<NoticePreview>(provider => provider.GetRequiredService<NoticeDrafts>().Ahead)
        .AddSingleton<AdminNotices>()
        .AddSingleton<DeliveryReports>()
        .AddSingleton<SignInNotices>()
        .AddSingleton<NewsletterEvidence>()
        .AddSingleton<InboxEffects>()
        .AddSingleton<SignInMail>(provider => provider.GetRequiredService<SignInNotices>().Queue);
}

using Nec.Application.Assessment;
using Nec.Core.Compliance;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Bluesky;
using Nec.Integrations.Facebook;
using Nec.Integrations.Heartbeat;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Inbox;
using Nec.Integrations.Mastodon;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.WebPages;
using Nec.Integrations.X;
using Nec.Integrations.YouTube;

namespace Nec.Worker.Hosting;

/// <summary>Every outside system that we ask.</summary>
internal static class SourceRegistration
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, IConfiguration configuration) => services
        .AddOutside(configuration)
        .AddFacebook(configuration)
        .AddInstagram(configuration)
        .AddX(configuration)
        .AddYouTube(configuration)
        .AddBluesky(configuration)
        .AddMastodon(configuration)
        .AddWebPages(configuration)
        .AddPoliceUk(configuration)
        .AddBankHolidays(configuration)
        .AddHeartbeat(configuration)
        .AddInbox(configuration);

    /// <summary>Which of them can show that a promise was kept: web pages always; data.police.uk unless it is switched off.</summary>
    public static ConnectedSources Connected(PoliceUkOptions policeUk) =>
        new(policeUk.Enabled ? EvidenceSources.AllSources : new HashSet<string>([EvidenceSources.WebPages], StringComparer.Ordinal));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nec.Core.Contracts;

namespace Nec.Integrations.PoliceUk;

/// <summary>Gives events the id that data.police.uk leaves out.</summary>
public static class EventIds
{
    private const int LongestSlug = 40;

    /// <summary><c>street-surgery-1a2b3c4d</c>: the title for people, and a hash of title and start so that next month's surgery is another event.</summary>
    public static string Of(string title, DateOnly startsOn, TimeOnly startsAt)
    {
        var start = startsOn.ToDateTime(startsAt).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}|{start}")).AsSpan(0, 4));
        var slug = Slug.Of(title);
        slug = (slug.Length > LongestSlug ? slug[..LongestSlug] : slug).Trim('-');
        return slug.Length == 0 ? hash : $"{slug}-{hash}";
    }
}

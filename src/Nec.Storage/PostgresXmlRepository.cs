using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Nec.Storage;

/// <summary>Keeps ASP.NET's data-protection keys in the database, so that a cookie of one worker is honoured by all.</summary>
public sealed class PostgresXmlRepository(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = source.OpenConnection();
        return
        [
            .. connection.Query<string>(
                """
                select xml
                from nec.data_protection_key
                order by data_protection_key_id
                """).Select(xml => XElement.Parse(xml)),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = source.OpenConnection();
        connection.Execute(
            """
            insert into nec.data_protection_key (friendly_name, xml)
            values (@friendlyName, @Xml)
            on conflict (friendly_name) do update
            set xml = excluded.xml
            """,
            new { friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}

using Dapper;
using Nec.Testing;
using Npgsql;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Holds up whoever writes the second row of a table, so that a test knows that a job is half-way; each later row passes.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private const int Key = 77;
    private readonly NpgsqlConnection _holder;

    private Gate(NpgsqlConnection holder) => _holder = holder;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Gate> Before(TestDatabase database, string table)
    {
        var holder = await database.DataSource.OpenConnectionAsync(Token);
        await holder.ExecuteAsync($"""
            select pg_advisory_lock({Key});
            create sequence public.gate_rows;
            create function public.gate() returns trigger language plpgsql as $$
            begin
                if nextval('public.gate_rows') = 2 then
                    perform pg_advisory_lock({Key});
                    perform pg_advisory_unlock({Key});
                end if;
                return new;
            end $$;
            create trigger gate before insert or update on {table} for each row execute function public.gate();
            """);
        return new(holder);
    }

    /// <summary>Waits until somebody stands before it.</summary>
    public Task Reached() => Poll.Until(() => _holder.ExecuteScalarAsync<bool>($"""
        select exists (
            select
            from pg_locks
            where locktype = 'advisory'
              and database = (select oid from pg_database where datname = current_database())
              and objid = {Key}
              and not granted)
        """)); // other tests have gates of this key in their own databases

    /// <summary>Lets everybody pass.</summary>
    public Task Open() => _holder.ExecuteAsync($"select pg_advisory_unlock({Key})");

    public ValueTask DisposeAsync() => _holder.DisposeAsync();
}

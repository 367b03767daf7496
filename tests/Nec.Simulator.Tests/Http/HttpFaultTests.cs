using System.IO.Compression;
using System.Net;
using System.Text;

namespace Nec.Simulator.Tests.Http;

public sealed class HttpFaultTests : Simulated
{
    [Fact]
    public async Task A_status_comes_with_its_time_to_wait()
    {
        World.Website.Fail(HttpFault.Status(429, "slow down", TimeSpan.FromSeconds(30)));
        using var reply = await Http.GetAsync(Page("bridport"), Cancelled);

        Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), reply.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_slow_answer_is_not_there_yet_and_is_the_good_one_when_it_comes()
    {
        World.Website.Fail(HttpFault.Slow(TimeSpan.FromMilliseconds(50)));
        var slow = await Http.GetStringAsync(Page("bridport"), Cancelled);
        World.Website.Fail(HttpFault.Slow(TimeSpan.FromHours(1)));
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Http.GetStringAsync(Page("dorchester"), impatient.Token));
        Assert.Equal(slow, await Http.GetStringAsync(Page("bridport"), Cancelled));
    }

    [Fact]
    public async Task A_slow_body_sends_its_headers_first()
    {
        World.Website.Fail(HttpFault.SlowBody(TimeSpan.FromHours(1)));
        using var reply = await Http.GetAsync(Page("bridport"), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await reply.Content.ReadAsStreamAsync(Cancelled);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.True(await body.ReadAsync(new byte[1024], Cancelled) > 0);
    }

    [Fact]
    public async Task A_slow_body_is_whole_in_the_end()
    {
        var good = await Http.GetStringAsync(Page("bridport"), Cancelled);
        World.Website.Fail(HttpFault.SlowBody(TimeSpan.FromMilliseconds(20)));

        Assert.Equal(good, await Http.GetStringAsync(Page("bridport"), Cancelled));
    }

    [Fact]
    public async Task A_connection_may_die_before_or_within_the_answer()
    {
        World.Website.Fail(HttpFault.Drop());
        World.Website.Fail(HttpFault.DropInBody());

        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetStringAsync(Page("bridport"), Cancelled));
        using var reply = await Http.GetAsync(Page("bridport"), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => reply.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_gzip_bomb_is_small_on_the_wire_and_large_when_unpacked()
    {
        World.Website.Fail(HttpFault.GzipBomb(megabytes: 40));
        var packed = await Http.GetByteArrayAsync(Page("bridport"), Cancelled);
        await using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        long size = 0;
        var buffer = new byte[1 << 20];
        for (int read; (read = await unpacked.ReadAsync(buffer, Cancelled)) > 0;)
        {
            size += read;
        }

        Assert.InRange(packed.Length, 1, 100_000);
        Assert.Equal(40L << 20, size);
    }

    [Fact]
    public async Task A_redirect_leads_where_it_is_told()
    {
        World.Website.Fail(HttpFault.Redirect("http://169.254.169.254/latest/"));
        using var reply = await Http.GetAsync(Page("bridport"), Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal("http://169.254.169.254/latest/", reply.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_loop_leads_to_itself_and_a_private_address_to_the_clouds_secrets()
    {
        World.Website.Fail(HttpFault.RedirectLoop());
        World.Website.Fail(HttpFault.RedirectToPrivate());
        using var loop = await Http.GetAsync(Page("bridport"), Cancelled);
        using var hidden = await Http.GetAsync(Page("bridport"), Cancelled);

        Assert.Equal(Page("bridport").AbsolutePath, loop.Headers.Location?.ToString());
        Assert.Equal("169.254.169.254", hidden.Headers.Location?.Host);
    }

    [Fact]
    public async Task A_wrong_length_cuts_the_page_off_or_leaves_it_unfinished()
    {
        var good = await Http.GetStringAsync(Page("bridport"), Cancelled);
        World.Website.Fail(HttpFault.WrongLength(-10));
        World.Website.Fail(HttpFault.WrongLength(1_000_000));

        Assert.StartsWith(await Http.GetStringAsync(Page("bridport"), Cancelled), good, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetStringAsync(Page("bridport"), Cancelled));
    }

    [Fact]
    public async Task Lying_chunks_are_more_than_was_announced()
    {
        World.Website.Fail(HttpFault.LyingChunks(megabytes: 2));
        using var reply = await Http.GetAsync(Page("bridport"), Cancelled);

        Assert.Equal(2 << 20, (await reply.Content.ReadAsByteArrayAsync(Cancelled)).Length);
    }

    [Fact]
    public async Task A_binary_body_says_it_is_a_page()
    {
        World.Website.Fail(HttpFault.Binary());
        using var reply = await Http.GetAsync(Page("bridport"), Cancelled);

        Assert.Equal("text/html", reply.Content.Headers.ContentType?.ToString());
        Assert.Contains((byte)0, await reply.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_page_in_windows_1252_reads_the_same_when_decoded_by_its_meta()
    {
        var good = await Http.GetStringAsync(Page("bridport"), Cancelled);
        World.Website.Fail(HttpFault.Windows1252());
        using var reply = await Http.GetAsync(Page("bridport"), Cancelled);
        var bytes = await reply.Content.ReadAsByteArrayAsync(Cancelled);

        Assert.Null(reply.Content.Headers.ContentType?.CharSet);
        Assert.Contains((byte)0x96, bytes); // the en dash of "10:00AM–11:30AM"
        Assert.Equal(good.Replace("utf-8", "windows-1252", StringComparison.Ordinal), CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes));
    }
}

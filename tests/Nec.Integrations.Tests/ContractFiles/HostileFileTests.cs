using System.Diagnostics;
using System.Text;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.Tests.ContractFiles;

public sealed class HostileFileTests
{
    // Far above what a refusal needs (milliseconds), far below what the traps cost without their limits (half a minute, or the process).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static TheoryData<string, string> Texts => new()
    {
        { "", "1:1: the file is empty" },
        { "\n# only a comment\n", "1:1: the file is empty" },
        { "- a\n- b\n", "1:1: a contract must be a mapping with contract, title, force, version, from, …, not a list" },
        { "just words", "1:1: a contract must be a mapping" },
        { "contract: a\n---\ncontract: b\n", "2:1: a second document begins here" },
        { "contract: &a north\ntitle: *a\n", "1:11: anchors and aliases" },
        { "contract: *a\n", "1:11: anchors and aliases" },
        { "contract: !!binary aGk=\n", "1:11: tags (!) are not part of the format" },
        { "contract:\n\ttitle: x\n", "2:1: a tab indents this line" },
        { "contract: a\0b\n", "1:12: the file holds a NUL byte" },
        { "contract: a\u001bb\n", "1:12: the file holds the control character U+001B" },
        { "contract: [a\n", "this is not YAML" },
        { "contract: \"a\n", "this is not YAML" },
        { "a: b: c\n", "this is not YAML" },
        { "%YAML 99999999999.99999999999\n---\na: b\n", "this is not YAML" },
        { "contract: [a,\nb]\n", "1:13: this is not YAML from here on" },
        { " :\t:a@ ", "this is not YAML from here on" },
        { "? [a, b]\n: c\n", "1:3: a key must be a word, not a list" },
        { "contract: " + new string('x', 30_000), "1:20001: the line is longer than 20,000 characters" },
        { new string('[', 200_000), "1:65: more than 64 brackets are open here" },
        { "contract:\n  " + new string('{', 200_000), "2:67: more than 64 brackets are open here" },
        { string.Concat(Enumerable.Repeat("[']',\n ", 100_000)), "values are nested more than 32 deep here" }, // hides its depth from the count
        { string.Concat(Enumerable.Repeat("- ", 5_000)), "values are nested more than 32 deep here" },
        { string.Concat(Enumerable.Repeat("? ", 5_000)), "values are nested more than 32 deep here" },
        { "contract:\n" + string.Concat(Enumerable.Repeat("- a\n", 200_000)), "the file holds more than 50,000 values" },
        { "contract: [" + string.Concat(Enumerable.Repeat(" a,\n", 200_000)) + "]", "the file holds more than 50,000 values" },
        { new string('\n', 1_000_000), "1:1: the file is empty" },
        { new string('x', 1_100_000), "1:1: the file is larger than 1 MB" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_file_that_is_no_contract_is_refused_at_once(string text, string expected)
    {
        var watch = Stopwatch.StartNew();

        var result = ContractFile.Parse("c.yaml", Encoding.UTF8.GetBytes(text));

        Assert.True(watch.Elapsed < Patience, $"It took {watch.Elapsed}.");
        Assert.Null(result.Contract);
        Assert.Contains(result.Errors, error => error.ToString().StartsWith("c.yaml:" + expected, StringComparison.Ordinal) || error.Message.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "1:1: the file is in UTF-16; save it as UTF-8")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61 }, "1:1: the file is in UTF-16; save it as UTF-8")]
    [InlineData(new byte[] { 0x61, 0x0A, 0x62, 0x3A, 0xE9, 0x0A }, "2:3: the file is not UTF-8 here; save it as UTF-8")]
    [InlineData(new byte[] { 0x61, 0x00, 0x62, 0x00 }, "1:2: the file holds a NUL byte; it is not text")]
    public void Bytes_that_are_not_UTF8_are_refused(byte[] bytes, string expected)
    {
        Assert.Equal("c.yaml:" + expected, Assert.Single(ContractFile.Parse("c.yaml", bytes).Errors).ToString());
    }

    [Fact]
    public void No_more_of_a_long_stream_is_read_than_a_contract_may_be_long()
    {
        using var endless = new Endless();

        var error = Assert.Single(ContractFile.Parse("c.yaml", endless).Errors);

        Assert.Equal("the file is larger than 1 MB; a contract is a few hundred lines of text", error.Message);
        Assert.InRange(endless.BytesRead, 1, 2 * 1024 * 1024);
    }

    [Fact]
    public void The_largest_reference_tangle_stays_small()
    {
        var pages = string.Concat(Enumerable.Range(0, 1001).Select(page => $"  - {{ id: p{page}, url: \"https://example.org\" }}\n"));

        Assert.Contains(
            ContractFile.Parse("c.yaml", Encoding.UTF8.GetBytes("pages:\n" + pages)).Errors,
            error => error.ToString() == "c.yaml:2:3: “pages” lists more than 1,000 items; a team has fewer");
    }

    [Fact]
    public void Cutting_or_bending_a_good_file_anywhere_gives_errors_and_never_an_exception()
    {
        var good = Encoding.UTF8.GetBytes(Contracts.Small);
        var random = new Random(20190802);
        foreach (var bend in "[]{}:,-?&*!|>'\"%@`#~\t\0 \n".Select(letter => (byte)letter).Append((byte)0xFF))
        {
            for (var turn = 0; turn < 100; turn++)
            {
                var bent = good.ToArray();
                bent[random.Next(bent.Length)] = bend;
                var result = ContractFile.Parse("c.yaml", bent.AsSpan(0, turn % 2 == 0 ? bent.Length : random.Next(bent.Length)));

                Assert.True(result.Contract is null == result.Errors.Count > 0);
                Assert.All(result.Errors, error => Assert.True(error is { Line: >= 1, Column: >= 1 }));
            }
        }
    }

    private sealed class Endless : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'#');
            BytesRead += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

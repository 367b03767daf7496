using Nec.Storage.Cluster;

namespace Nec.Storage.Tests.Cluster;

public sealed class ServerFaultTests
{
    [Theory]
    [InlineData("initdb: error: could not write file \"x\": No space left on device", "The disk that holds the database folder /d is full: free some space and start again.")]
    [InlineData("FATAL:  could not open file: Read-only file system", "PostgreSQL, running as postgres, may not write in the database folder /d: make it writable for postgres, or choose another folder.")]
    [InlineData("LOG:  starting\nFATAL:  something odd.\nLOG:  ended", "PostgreSQL did not start in /d: FATAL:  something odd; its log there is server.log.")]
    [InlineData("", "PostgreSQL did not start in /d: it said nothing; its log there is server.log.")]
    public void PostgreSQLs_words_become_one_sentence(string output, string expected) =>
        Assert.Equal(expected, ServerFault.Explain("/d", "postgres", output).Message);
}

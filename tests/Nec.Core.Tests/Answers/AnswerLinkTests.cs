using System.Buffers.Text;
using FsCheck.Fluent;
using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Tests.Properties;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class AnswerLinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private static AnswerScope Scope { get; } = new()
    {
        Team = "north",
        Obligation = "clerk-meeting/lyme-regis",
        Period = "2026-02-28",
        Post = "inspector",
        AddressHash = AnswerScope.HashOf("inspector@example.org"),
        ExpiresOn = A.Day("2026-03-14"),
    };

    [Fact]
    public void A_link_reads_as_what_it_was_made_for_and_is_short_enough_for_a_line_or_two_of_mail()
    {
        var token = AnswerLink.Create(Key, Scope);
        Assert.Equal(Scope, AnswerLink.Read(Key, token));
        Assert.InRange(token.Length, 60, 160);
        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.DoesNotContain("example", System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_bit_is_flipped_the_link_is_refused()
    {
        var token = Base64Url.DecodeFromChars(AnswerLink.Create(Key, Scope));
        Always.Holds(Gen.Choose(0, (token.Length * 8) - 1), bit =>
        {
            var forged = token.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(AnswerLink.Read(Key, Base64Url.EncodeToString(forged)));
        });
    }

    [Fact]
    public void Whatever_letter_is_changed_dropped_or_added_the_link_is_refused()
    {
        var token = AnswerLink.Create(Key, Scope);
        Always.Holds(from at in Gen.Choose(0, token.Length - 1) from letter in Gen.Elements("AQz09-_=%/ é\0".ToCharArray()) select (at, letter), change =>
        {
            if (token[change.at] != change.letter)
            {
                Assert.Null(AnswerLink.Read(Key, $"{token[..change.at]}{change.letter}{token[(change.at + 1)..]}"));
            }

            Assert.Null(AnswerLink.Read(Key, token[..change.at]));
            Assert.Null(AnswerLink.Read(Key, token.Insert(change.at, $"{change.letter}")));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_is_refused(string text) => Assert.Null(AnswerLink.Read(Key, text));

    [Fact]
    public void Another_key_opens_nothing_and_neither_does_a_text_without_end()
    {
        Assert.Null(AnswerLink.Read([.. Key.Reverse()], AnswerLink.Create(Key, Scope)));
        Assert.Null(AnswerLink.Read(Key, new string('A', 1_000_000)));
    }

    [Theory]
    [InlineData("2026-03-14", false)] // the last day itself
    [InlineData("2026-03-15", true)] // the day after
    public void A_link_expires_the_day_after_its_last(string today, bool expired) => Assert.Equal(expired, Scope.HasExpired(A.Day(today)));

    [Theory]
    [InlineData("2026-02-28", 0, "2026-01-30", "2026-03-14")] // told before it is due: fourteen days after it
    [InlineData("2026-02-28", 7, "2026-01-30", "2026-03-21")] // and after its grace
    [InlineData("2026-02-28", 0, "2026-02-28", "2026-03-14")]
    [InlineData("2026-02-28", 0, "2026-03-16", "2026-03-30")] // told when overdue for long: fourteen days after that
    public void The_last_day_is_fourteen_days_after_the_due_date_and_grace_or_after_the_day_of_telling(string dueOn, int graceDays, string toldOn, string expected) =>
        Assert.Equal(A.Day(expected), AnswerScope.LastDay(A.Day(dueOn), graceDays, A.Day(toldOn)));

    [Fact]
    public void A_link_is_revoked_when_its_post_changes_hands()
    {
        var contract = A.Contract with
        {
            Posts = [A.Inspector with { Holders = [new("Alex North", "Inspector@Example.org", A.Day("2019-01-01"), A.Day("2026-02-14")), new("Kim Next", "next@example.org", A.Day("2026-02-15"))] }],
        };
        Assert.False(Scope.IsRevoked(contract, A.Day("2026-02-14")));
        Assert.True(Scope.IsRevoked(contract, A.Day("2026-02-15")));
        Assert.True(Scope.IsRevoked(contract with { Posts = [] }, A.Day("2026-02-14")));
    }

    [Fact]
    public void During_cover_both_the_holder_and_the_deputy_may_answer_and_the_deputy_no_longer_after_it()
    {
        var contract = A.Contract with { Posts = [A.Inspector with { Deputies = [new("Sergeant", "deputy@example.org", A.Day("2026-02-01"), A.Day("2026-02-10"))] }] };
        var deputys = Scope with { AddressHash = AnswerScope.HashOf("deputy@example.org") };
        Assert.False(Scope.IsRevoked(contract, A.Day("2026-02-05")));
        Assert.False(deputys.IsRevoked(contract, A.Day("2026-02-10")));
        Assert.True(deputys.IsRevoked(contract, A.Day("2026-02-11")));
    }

    [Fact]
    public void While_the_post_is_vacant_whoever_is_told_instead_may_answer()
    {
        var contract = A.Contract with { Posts = [A.Inspector with { Holders = [new("Kim Next", "next@example.org", A.Day("2026-02-15"))] }, A.Contract.FindPost("chief-inspector")!] };
        var chiefs = Scope with { AddressHash = AnswerScope.HashOf("chief@example.org") };
        Assert.False(chiefs.IsRevoked(contract, A.Day("2026-02-14")));
        Assert.True(chiefs.IsRevoked(contract, A.Day("2026-02-15")));
    }
}

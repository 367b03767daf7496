using static Nec.Integrations.Tests.ContractFiles.Contracts;

namespace Nec.Integrations.Tests.ContractFiles;

public sealed class BadContractTests
{
    [Theory]
    [InlineData("contract: north", "contract: North", "1:11: “contract” must be made of a-z, 0-9 and hyphens, not “North”")]
    [InlineData("title: North", "title: [North]", "2:8: “title” must be a text, not a list")]
    [InlineData("title: North", "title: 42", "2:8: “title” must be a text (put it in quotes), not “42”")]
    [InlineData("title: North", "title:", "“title” must be a text, not nothing")]
    [InlineData("title: North", "title: \"a\\e[31mb\"", "2:8: “title” must be one line, free of control characters, not “a\\u001B[31mb”")]
    [InlineData("force: dorset\n", "", "1:1: “force” is missing from this contract; add it")]
    [InlineData("force: dorset", "froce: dorset", "3:1: “froce” is not a key of a contract; did you mean “force”?")]
    [InlineData("force: dorset", "force: dorset\nforce: kent", "4:1: the key “force” stands here a second time (first in line 3); keep one")]
    [InlineData("force: dorset", "force: dorset\nzebra: 1", "4:1: “zebra” is not a key of a contract; its keys are contract, title")]
    [InlineData("from: 2019-08-02\n", "from: 2019-02-29\n", "5:7: “from” must be a real date such as 2019-08-02, not “2019-02-29”")]
    [InlineData("from: 2019-08-02\n", "from: 2 August 2019\n", "5:7: “from” must be a real date")]
    [InlineData("from: 2019-08-02\n", "from: 9999-12-31\n", "5:7: “from” must be a real date")] // date arithmetic would leave the calendar
    [InlineData("to: 2020-08-01", "to: 2019-08-01", "6:5: “to” (2019-08-01) lies before “from” (2019-08-02)")]
    [InlineData("to: 2020-08-01", "bank-holidays: wales", "6:16: “bank-holidays” must be one of england-and-wales, scotland, northern-ireland, not “wales”")]
    [InlineData("[X1]", "[X/1]", "7:18: “neighbourhoods” must be an id of data.police.uk, without slashes or two dots")]
    [InlineData("[X1]", "[..]", "7:18: “neighbourhoods” must be an id")]
    [InlineData("[X1]", "[X1, X1]", "7:22: “X1” stands in “neighbourhoods” twice")]
    [InlineData("[X1]", "[X1, { id: X1, title: North End }]", "7:22: “X1” stands in “neighbourhoods” twice")]
    [InlineData("[X1]", "[{ id: X1 }]", "7:18: “title” is missing from this neighbourhood; add it")]
    [InlineData("[X1]", "[{ id: X/1, title: North End }]", "7:24: “id” must be an id of data.police.uk, without slashes or two dots")]
    [InlineData("[X1]", "X1", "7:17: “neighbourhoods” must be a list, not “X1”")]
    [InlineData("title: Councillors }", "title: Councillors }, { id: councillors, title: B }", "8:60: the standard “councillors” is declared twice (first in line 8)")]
    [InlineData("[{ id: councillors, title: Councillors }]", "[]", "8:12: “standards” lists nothing")]
    [InlineData("title: Councillors }", "title: Councillors, extra: 1 }", "8:52: “extra” is not a key of a standard; its keys are id, title")]
    [InlineData("inspector: {", "inspector: { escalates-to: inspector,", "10:30: the posts escalate in a circle through “inspector”")]
    [InlineData("inspector: {", "inspector: { escalates-to: chief,", "10:30: “escalates-to” names no declared post: “chief”; choose one of inspector")]
    [InlineData("inspector: {", "a: { title: A, escalates-to: b }\n  b: { title: B, escalates-to: a }\n  inspector: {", "10:32: the posts escalate in a circle through “a”")]
    [InlineData("sam.vale@example.org", "sam.vale", "10:69: “email” must be an email address such as sam@example.org, not “sam.vale”")]
    [InlineData("from: 2019-08-02 }", "from: 2019-08-02 }, { name: B, email: b@example.org, from: 2020-01-01 }", "10:150: two people hold the post on 2020-01-01")]
    [InlineData("from: 2019-08-02 }", "from: 2019-08-02, to: 2019-08-01 }", "10:113: “to” (2019-08-01) lies before “from”")]
    [InlineData("https://force.example.org/bare", "file:///etc/passwd", "11:133: “url” must be an address that begins with https:// or http://")]
    [InlineData("id: bare", "id: dorchester", "11:122: the page “dorchester” is declared twice")]
    [InlineData("id: follows", "id: likes", "12:87: the account “likes” is declared twice")]
    [InlineData("priorities: Our priorities", "priorities: { }", "11:96: a section is found by its heading, by “id” or by “css”; give one")]
    [InlineData("priorities: Our priorities", "priorities: { id: a, css: b }", "11:96: a section is found by its heading, by “id” or by “css”; give one, not both")]
    [InlineData("priorities: Our priorities", "priorities: { xpath: a }", "11:98: “xpath” is not a key of a section selector; its keys are id, css")]
    [InlineData("priorities: Our priorities", "priorities: { id: our priorities }", "11:102: “id” must be one word, as the page's mark-up has it, not “our priorities”")]
    [InlineData("priorities: Our priorities", "priorities: { css: 'div >' }", "11:103: “css” must be a CSS selector such as .priorities > div, not “div >”")]
    [InlineData("priorities: Our priorities", "priorities: { css: '..a' }", "11:103: “css” must be a CSS selector")]
    [InlineData("priorities: Our priorities", "priorities: { css: 'a b c d e' }", "11:103: “css” must be a CSS selector with at most three")]
    [InlineData("priorities: Our priorities", "priorities: [a]", "11:96: “sections: priorities” must be a text, not a list")]
    [InlineData("id: clerk-meeting", "id: clerk meeting", "14:9: “id” must be made of a-z, 0-9 and hyphens, not “clerk meeting”")]
    [InlineData("standard: councillors", "standard: counsillors", "15:15: “standard” names no declared standard: “counsillors”; did you mean “councillors”?")]
    [InlineData("accountable: inspector", "accountable: inspectr", "18:18: “accountable” names no declared post: “inspectr”; did you mean “inspector”?")]
    [InlineData("every: 6 months", "every: half a year", "20:12: “every” must be a length of at most ten years such as 6 months")]
    [InlineData("every: 6 months", "every: 0 months", "20:12: “every” must be a length")]
    [InlineData("every: 6 months", "every: 9999 years", "20:12: “every” must be a length")]
    [InlineData("every: 6 months", "evry: 6 months", "20:5: “evry” is not a key of a commitment; did you mean “every”?")]
    [InlineData("    every: 6 months\n", "", "14:5: this commitment has no rule; add one of every, each, on, target or always")]
    [InlineData("every: 6 months", "every: 6 months\n    each: quarter", "21:5: this commitment has the rules every and each; keep one")]
    [InlineData("every: 6 months", "every: 6 months\n    review: quarter", "21:5: “review” goes with “always: true” only")]
    [InlineData("every: 6 months", "always: false", "20:13: “always” can only be true")]
    [InlineData("every: 6 months", "each: fortnight", "20:11: “each” must be one of week, month, quarter, half-year, year, not “fortnight”")]
    [InlineData("every: 6 months", "every: 6 months\n    grace: 1 month", "21:12: “grace” must be days or weeks")]
    [InlineData("every: 6 months", "every: 6 months\n    remind: [7 days, 1 week]", "21:22: “remind” has 7 days twice")]
    [InlineData("every: 6 months", "every: 6 months\n    soft: yes", "21:11: “soft” must be true or false, not “yes”")]
    [InlineData("every: 6 months", "on: [2019-08-01]", "20:10: “on” has 2019-08-01, which lies outside the contract (2019-08-02 to 2020-08-01)")]
    [InlineData("every: 6 months", "on: [2020-08-02]", "20:10: “on” has 2020-08-02, which lies outside")]
    [InlineData("every: 6 months", "on: [2019-10-01, 2019-09-01]", "20:22: “on” has 2019-09-01 after 2019-10-01; list each date once, in order")]
    [InlineData("every: 6 months", "on: [2019-10-01, 2019-10-01]", "20:22: “on” has 2019-10-01 after 2019-10-01")]
    [InlineData("every: 6 months", "on: 2019-10-01", "20:9: “on” must be a list")]
    [InlineData("places: [Sherborne, Lyme Regis]", "places: [Lyme Regis, lyme-regis]", "19:26: the place “lyme-regis” is the same as “Lyme Regis”")]
    [InlineData("places: [Sherborne, Lyme Regis]", "places: ['…']", "19:14: “places” must be a name with letters or digits in it")]
    [InlineData("    places: [Sherborne, Lyme Regis]\n", "", "16:12: “title” speaks of {place}, but the commitment lists no places")]
    public void A_fault_is_named_where_it_stands(string good, string bad, string expected)
    {
        var broken = Small.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Small, broken);

        var result = Read(broken);

        Assert.Null(result.Contract);
        Assert.Contains(result.Errors, error => error.ToString().StartsWith("c.yaml:" + expected, StringComparison.Ordinal)
            || (!char.IsAsciiDigit(expected[0]) && error.Message.StartsWith(expected, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("each: month\n    evidence: { section: priorities, pages: [nowhere] }", "27:46: “pages” names no declared page: “nowhere”")]
    [InlineData("each: month\n    evidence: { section: priorities, pages: [bare] }", "27:46: the page “bare” has no section “priorities”")]
    [InlineData("each: month\n    evidence: { section: priority }", "27:26: no page has a section “priority”; did you mean “priorities”?")]
    [InlineData("each: month\n    evidence: { priorities: yes }", "27:29: “priorities” must be true, not “yes”")]
    [InlineData("each: month\n    evidence: { events: 0 }", "27:25: “events” must be a whole number from 1 to 1000, without quotes, not “0”")]
    [InlineData("each: month\n    evidence: { people: hidden }", "27:25: “people” must be shown, not “hidden”")]
    [InlineData("each: month\n    evidence: { url: ftp://example.org }", "27:22: “url” must be an address")]
    [InlineData("each: month\n    evidence: { record-of: clerk-metting }", "27:28: “record-of” names no declared commitment: “clerk-metting”; did you mean “clerk-meeting”?")]
    [InlineData("each: month\n    evidence: { record-of: second }", "27:15: “record-of” names its own commitment")]
    [InlineData("each: month\n    evidence: { record-of: clerk-meeting }", "27:15: “record-of” names “clerk-meeting”, which is not owed for the same places")]
    [InlineData("places: [Sherborne, Bridport]\n    each: month\n    evidence: { record-of: clerk-meeting }", "28:15: “record-of” names “clerk-meeting”, which is not owed for the same places")]
    [InlineData("every: 6 weeks\n    evidence: { per: event, within: 3 working days, needs: footfall }", "27:17: evidence per event goes with “each” or “always”")]
    [InlineData("each: month\n    evidence: { per: event, within: 3 days, needs: footfall }", "27:37: “within” must be working days, at most 100, such as 3 working days, not “3 days”")]
    [InlineData("each: month\n    evidence: { per: event, within: 3 working days, needs: feedback }", "27:60: “needs” must be one of footfall, reference, not “feedback”")]
    [InlineData("each: month\n    evidence: { sections: priorities }", "27:17: “sections” is no kind of evidence; did you mean “section”?")]
    [InlineData("each: month\n    evidence: { people: shown, priorities: true }", "27:32: this evidence is of two kinds, “people” and “priorities”")]
    [InlineData("each: month\n    evidence: {}", "27:15: this evidence is empty")]
    [InlineData("target: { accounts: [likes], baseline: 1, by: 2019-12-31 }", "26:13: this target has no number; add “at-least”, “percent” or both")]
    [InlineData("target: { accounts: [], baseline: 1, at-least: 2, by: 2019-12-31 }", "26:25: “accounts” lists nothing")]
    [InlineData("target: { accounts: [nobody], baseline: 1, at-least: 2, by: 2019-12-31 }", "26:26: “accounts” names no declared account: “nobody”")]
    [InlineData("target: { accounts: [likes, likes], baseline: 1, at-least: 2, by: 2019-12-31 }", "26:33: “likes” stands in “accounts” twice")] // it would be counted twice
    [InlineData("target: { accounts: [likes, follows], baseline: 1, at-least: 2, by: 2019-12-31 }", "26:25: these accounts count different things (page-likes, followers)")]
    [InlineData("target: { accounts: [likes], baseline: 7462.5, at-least: 2, by: 2019-12-31 }", "26:44: “baseline” must be a whole number")]
    [InlineData("target: { accounts: [likes], baseline: -1, at-least: 2, by: 2019-12-31 }", "26:44: “baseline” must be a whole number")]
    [InlineData("target: { accounts: [likes], baseline: 1, at-least: \"8200\", by: 2019-12-31 }", "26:57: “at-least” must be a whole number")]
    [InlineData("target: { accounts: [likes], baseline: 1, percent: 10%, by: 2019-12-31 }", "26:56: “percent” must be a percentage such as 10 or 2.5, not “10%”")]
    [InlineData("target: { accounts: [likes], baseline: 1, at-least: 2, by: 2020-12-31 }", "26:64: “by” has 2020-12-31, which lies outside")]
    [InlineData("evidence: { people: shown }\n    target: { accounts: [likes], baseline: 1, at-least: 2, by: 2019-12-31 }", "26:5: a target is judged by its accounts' counts; delete “evidence”")]
    public void A_faulty_rule_or_evidence_is_named_where_it_stands(string rest, string expected)
    {
        var result = Read(Small + Second + rest);

        Assert.Null(result.Contract);
        Assert.Contains(result.Errors, error => error.ToString().StartsWith("c.yaml:" + expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ priorities: true }", "priorities")]
    [InlineData("{ events: 1 }", "events")]
    [InlineData("{ events: upcoming }", "events")]
    [InlineData("{ people: shown }", "people")]
    public void What_data_police_uk_shows_needs_neighbourhoods(string evidence, string kind)
    {
        var result = Read((Small + Second + "each: month\n    evidence: " + evidence).Replace("neighbourhoods: [X1]\n", "", StringComparison.Ordinal));

        Assert.Equal($"c.yaml:26:17: evidence of {kind} needs neighbourhoods; list their data.police.uk ids in the contract's “neighbourhoods”", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        var result = Read(Small.Replace("force: dorset", "force: Dorset", StringComparison.Ordinal)
            .Replace("every: 6 months", "every: never", StringComparison.Ordinal)
            .Replace("to: 2020-08-01", "to: tomorrow", StringComparison.Ordinal));

        Assert.Equal([3, 6, 20], result.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Beyond_a_hundred_errors_are_only_counted()
    {
        var result = Read(Small + string.Concat(Enumerable.Range(0, 150).Select(number => $"key{number}: 1\n")));

        Assert.Equal(101, result.Errors.Count);
        Assert.Equal("and 50 more; mend these first", result.Errors[^1].Message);
    }

    [Fact]
    public void What_was_given_is_shortened()
    {
        var error = Assert.Single(Read(Small.Replace("to: 2020-08-01", "to: " + new string('x', 5000), StringComparison.Ordinal)).Errors);

        Assert.Equal($"“to” must be a real date such as 2019-08-02, not “{new string('x', 60)}…”", error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_its_own()
    {
        var error = Assert.Single(Nec.Integrations.ContractFiles.ContractFile.Load("no/such.yaml").Errors);

        Assert.Equal("no/such.yaml:1:1: there is no such file; check the path", error.ToString());
    }
}

using System.Net;
using Nec.Integrations.Http;

namespace Nec.Integrations.Tests.Http;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("172.32.0.1", true)] // just outside 172.16.0.0/12
    [InlineData("100.128.0.1", true)] // just outside the carriers' range
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)] // where clouds keep their secrets
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)] // the same, dressed as IPv6
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::ffff:0:10.0.0.1", false)] // as a translator writes it
    [InlineData("64:ff9b::a00:1", false)] // 10.0.0.1 through NAT64
    [InlineData("64:ff9b::5db8:d822", true)]
    [InlineData("64:ff9b:1::a00:1", false)] // and through a network's own NAT64
    [InlineData("64:ff9b:1:a00:0:100::", false)]
    [InlineData("2002:a00:1::", false)] // 10.0.0.1 through 6to4
    [InlineData("2002:5db8:d822::", true)]
    [InlineData("2001:0:4136:e378:8000:63bf:f5ff:fffe", false)] // 10.0.0.1 through Teredo
    [InlineData("2606:2800::5efe:10.0.0.1", false)] // and through ISATAP
    [InlineData("::10.0.0.1", false)] // the oldest form
    [InlineData("fec0::1", false)]
    [InlineData("fe80::5efe:93.184.216.34", false)]
    [InlineData("192.88.99.1", false)]
    [InlineData("2001:4860:4860::8888", true)] // just outside 2001::/23
    public void Only_the_open_internets_addresses_are_public(string address, bool expected)
    {
        Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));
    }
}

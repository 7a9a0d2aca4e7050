using System.Text;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Tests.Json;

public sealed class StrictJsonTests
{
    private const string Valid = """{"addresses":["10.0.0.7","fd00::7"],"ports":{"dns":{"port":53}},"metadata":{"a":"é"},"weight":1}""";

    [Theory]
    [InlineData("", "is empty; a JSON value is expected")]
    [InlineData(" \r\n\t", "is empty; a JSON value is expected")]
    [InlineData("{", "is not valid JSON at line 1, octet 2")]
    [InlineData("{\"zone\":\n  oops}", "is not valid JSON at line 2, octet 3")]
    [InlineData("{} {}", "is not valid JSON at line 1, octet 4")]
    [InlineData("{\"zone\":\"a\",}", "is not valid JSON at line 1, octet 13")]
    [InlineData("{/**/}", "is not valid JSON at line 1, octet 2")]
    [InlineData("7", "must be an object, not a number")]
    [InlineData("[]", "must be an object, not a list")]
    [InlineData("null", "must be an object, not null")]
    public void A_body_that_is_not_an_object_is_refused_as_a_whole(string body, string message)
    {
        FieldFault fault = Assert.Single(Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("", message), (fault.Field, fault.Message));
    }

    [Fact]
    public void A_byte_order_mark_is_named() =>
        Assert.StartsWith(
            "begins with a byte order mark", Assert.Single(Read([0xEF, 0xBB, 0xBF, .. "{}"u8])).Message, StringComparison.Ordinal);

    [Fact]
    public void Octets_that_are_not_UTF8_are_named() =>
        Assert.StartsWith("is not UTF-8", Assert.Single(Read([.. "{\"zone\":\""u8, 0xFF, .. "\"}"u8])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Deep_nesting_is_refused_without_harm(char open, char close)
    {
        const int Depth = 30_000;
        var body = new StringBuilder("{\"nested\":");
        for (int i = 0; i < Depth; i++)
            body.Append(open).Append(open == '{' ? "\"a\":" : "");
        body.Append('1').Append(close, Depth + 1);

        List<FieldFault> faults = Read(Encoding.UTF8.GetBytes(body.ToString()));

        Assert.Contains(faults, fault => fault.Message.StartsWith("is nested more than 16 levels deep", StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_cut_anywhere_is_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Valid);
        Assert.Empty(Read(whole));

        for (int length = 0; length < whole.Length; length++)
            Assert.NotEmpty(Read(whole[..length]));
    }

    [Fact]
    public void A_body_with_any_octet_changed_never_throws()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Valid);
        for (int i = 0; i < whole.Length; i++)
        {
            for (int octet = 0; octet < 256; octet++)
            {
                byte[] changed = [.. whole];
                changed[i] = (byte)octet;
                Read(changed);
            }
        }
    }

    private static List<FieldFault> Read(byte[] body)
    {
        List<FieldFault> faults = [];
        new RegistrationReader(new RegistryOptions()).Read(body, new InstanceKey("web", "a"), faults);
        return faults;
    }
}

using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Tests.Messages;

public class NameCompressorTests
{
    [Fact] // a pointer to itself once came out of a buffer in which an older message had left a root label
    public void What_an_older_message_left_behind_a_label_is_not_taken_for_the_rest_of_its_name()
    {
        byte[] message = new byte[64];
        var names = default(NameCompressor);

        int written = names.Write(message, 12, message.Length, DomainName.Parse("a.a.").Wire);

        Assert.Equal([1, (byte)'a', 1, (byte)'a', 0], message[12..(12 + written)]);
    }

    [Fact] // RFC 1035 §4.1.4
    public void A_name_that_ends_like_an_earlier_one_ends_with_a_pointer()
    {
        byte[] message = new byte[64];
        var names = default(NameCompressor);
        int first = names.Write(message, 12, message.Length, DomainName.Parse("web.test.").Wire);

        int second = names.Write(message, 12 + first, message.Length, DomainName.Parse("ns.test.").Wire);

        Assert.Equal([2, (byte)'n', (byte)'s', 0xC0, 16], message[(12 + first)..(12 + first + second)]);
    }
}

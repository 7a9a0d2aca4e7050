using DnsRegistry.LoadGenerator.Dns;

namespace DnsRegistry.LoadGenerator.Tests.Dns;

public class DnsReplyTests
{
    [Fact]
    public void Message_that_is_cut_off_is_no_reply()
    {
        // s0. A, answered with 10.0.0.1.
        byte[] message = Convert.FromHexString("0001840000010001000000000273300000010001C00C00010001000000050004" + "0A000001");

        Assert.Equal(new DnsRecord("s0.", DnsQuestion.A, "10.0.0.1"), Assert.Single(DnsReply.Read(message)!.Answer));
        for (int length = 0; length < message.Length; length++)
            Assert.Null(DnsReply.Read(message.AsSpan(0, length)));
    }

    [Fact]
    public void Name_that_points_at_itself_is_no_reply() =>
        Assert.Null(DnsReply.Read(Convert.FromHexString("000184000001000000000000C00C00010001")));
}

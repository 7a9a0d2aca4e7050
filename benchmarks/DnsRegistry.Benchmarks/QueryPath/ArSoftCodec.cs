using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// Reads a request and writes a response with ARSoft.Tools.Net. Its encoder is internal, so it is reached by a delegate made
/// once.
/// </summary>
internal static class ArSoftCodec
{
    private static readonly Func<DnsMessageBase, object> s_encode = typeof(DnsMessageBase)
        .GetMethod("Encode", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, [])!
        .CreateDelegate<Func<DnsMessageBase, object>>();

    private static readonly Func<object, int> s_lengthOf = LengthReader();

    private static readonly IPAddress[] s_addresses = [new([10, 0, 7, 1]), new([10, 0, 7, 2]), new([10, 0, 7, 3])];

    /// <summary>Answers with three addresses that it need not look up.</summary>
    /// <returns>Octets of the response.</returns>
    internal static int Answer(byte[] request)
    {
        DnsMessage query = DnsMessage.Parse(request);
        DnsMessage response = query.CreateResponseInstance();
        response.IsAuthoritiveAnswer = true;
        DomainName name = query.Questions[0].Name;
        foreach (IPAddress address in s_addresses)
            response.AnswerRecords.Add(new ARecord(name, 5, address));
        return s_lengthOf(s_encode(response));
    }

    private static Func<object, int> LengthReader()
    {
        System.Reflection.PropertyInfo length = typeof(DnsMessageBase).Assembly
            .GetType("ARSoft.Tools.Net.Dns.DnsRawPackage", throwOnError: true)!
            .GetProperty("Length")!;
        return package => (int)length.GetValue(package)!;
    }
}

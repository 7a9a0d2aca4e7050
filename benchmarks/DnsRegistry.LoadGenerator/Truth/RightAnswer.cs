using DnsRegistry.LoadGenerator.Dns;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Truth;

/// <summary>What DNS has to answer while a service is in one state: the contract, once more, in a few lines.</summary>
/// <param name="layout">The names.</param>
/// <param name="service">The number of the service.</param>
internal sealed class RightAnswer(ServiceLayout layout, int service)
{
    private const int NoError = 0;
    private const int NameError = 3;

    private readonly string _name = $"{layout.NameOf(service)}.{ServiceLayout.Zone}.{ServiceLayout.Suffix}";

    /// <summary>The addresses of the service.</summary>
    public DnsQuestion Addresses => new(_name, DnsQuestion.A);

    /// <summary>The instances of the service.</summary>
    public DnsQuestion Services => new(_name, DnsQuestion.Srv);

    /// <summary>The address of one instance.</summary>
    public DnsQuestion AddressOf(int instance) => new(NameOf(instance), DnsQuestion.A);

    /// <summary>Whether an answer is right while the instances are these.</summary>
    /// <param name="question">One of those above.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="instances">The instances; null stands for one that is deregistered.</param>
    public bool Allows(in DnsQuestion question, DnsReply reply, InstanceSpec?[] instances)
    {
        string name = question.Name;
        ushort type = question.Type;
        DnsRecord[] expected =
        [
            .. from instance in instances
               where instance is not null && (name == _name || name == NameOf(instance.Value.Instance))
               select new DnsRecord($"{name}.", type, DataOf(instance.Value, type)),
        ];
        if (!reply.IsAuthoritative || reply.Rcode != (expected.Length == 0 ? NameError : NoError))
            return false;

        // A truncated answer has whole records, as many as fit (RFC 2181 §9).
        bool areAllKnown = reply.Answer.All(expected.Contains) && reply.Answer.Distinct().Count() == reply.Answer.Count;
        return areAllKnown && (reply.IsTruncated || reply.Answer.Count == expected.Length)
            && reply.Additional.Where(record => record.Type == DnsQuestion.A).All(record => IsTrue(record, instances));
    }

    private string NameOf(int instance) => $"i{instance}.default.default.{_name}";

    private string DataOf(InstanceSpec instance, ushort type) => type == DnsQuestion.A
        ? instance.AddressText
        : $"10 {instance.Weight} {ServiceLayout.Port} {NameOf(instance.Instance)}.";

    private bool IsTrue(DnsRecord record, InstanceSpec?[] instances) => instances.Any(instance =>
        instance is not null && record.Owner == $"{NameOf(instance.Value.Instance)}."
            && record.Data == DataOf(instance.Value, DnsQuestion.A));
}

using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tracing;

/// <summary>Answers a question as a client would be answered, and takes down why. It runs the code that answers queries.</summary>
public interface IAnswerExplainer
{
    /// <summary>Asks over UDP with EDNS, as resolvers do.</summary>
    /// <param name="name">The QNAME.</param>
    /// <param name="type">The QTYPE.</param>
    /// <param name="client">Who asks.</param>
    ExplainedAnswer Explain(DomainName name, RecordType type, ClientAddress client);
}

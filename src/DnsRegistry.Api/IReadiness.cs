namespace DnsRegistry.Api;

/// <summary>
/// Something that has to be there before this server should be asked. Every registered one is consulted by <c>/ready</c>,
/// so whoever starts a part of the server adds one for it.
/// </summary>
public interface IReadiness
{
    /// <summary>What is still missing, as a sentence for the operator; null once it is there.</summary>
    string? Reason { get; }
}

using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Which instances have what a question asks for. Health and weight are looked at elsewhere.</summary>
internal interface IMemberFilter
{
    /// <summary>Whether this instance has it.</summary>
    bool Accepts(Endpoint endpoint);
}

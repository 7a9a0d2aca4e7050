using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>A port that is found by its name.</summary>
internal sealed record PortBody
{
    /// <summary>The number.</summary>
    [Range(1, 65_535)]
    public required int Port { get; init; }

    /// <summary>The transport.</summary>
    [AllowedValues("tcp", "udp")]
    [DefaultValue("tcp")]
    public string Protocol { get; init; } = "tcp";
}

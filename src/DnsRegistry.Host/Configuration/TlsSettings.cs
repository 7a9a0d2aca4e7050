using DnsRegistry.Host.Tls;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Http:Tls</c> section. The files are PEM.</summary>
internal sealed record TlsSettings
{
    /// <summary>The certificate of the server, and behind it those between it and its authority; null for plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of the certificate; null where the same file holds it.</summary>
    public string? Key { get; init; }

    /// <summary>The authorities of client certificates.</summary>
    public string? ClientCa { get; init; }

    /// <summary>Whether clients show a certificate.</summary>
    public ClientCertificates ClientCertificate { get; init; }

    /// <summary>Every file that is set.</summary>
    public IEnumerable<string> Files => new[] { Certificate, Key, ClientCa }.OfType<string>();
}

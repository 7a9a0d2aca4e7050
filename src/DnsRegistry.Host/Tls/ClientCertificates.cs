namespace DnsRegistry.Host.Tls;

/// <summary>Whether HTTP clients show a certificate of their own.</summary>
internal enum ClientCertificates
{
    /// <summary>They are not asked for one.</summary>
    None,

    /// <summary>They may; one that is shown has to be good.</summary>
    Allowed,

    /// <summary>Without a good one there is no connection.</summary>
    Required,
}

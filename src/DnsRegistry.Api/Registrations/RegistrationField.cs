namespace DnsRegistry.Api.Registrations;

/// <summary>The fields of a registration body, in the order of <see cref="RegistrationReader.Fields"/>.</summary>
internal enum RegistrationField
{
    /// <summary><c>service</c>: only in bulk, else the path names it.</summary>
    Service,

    /// <summary><c>id</c>: only in bulk, else the path names it.</summary>
    Id,

    /// <summary><c>zone</c>.</summary>
    Zone,

    /// <summary><c>group</c>.</summary>
    Group,

    /// <summary><c>version</c>.</summary>
    Version,

    /// <summary><c>addresses</c>.</summary>
    Addresses,

    /// <summary><c>host</c>.</summary>
    Host,

    /// <summary><c>port</c>.</summary>
    Port,

    /// <summary><c>ports</c>.</summary>
    Ports,

    /// <summary><c>weight</c>.</summary>
    Weight,

    /// <summary><c>leaseSeconds</c>.</summary>
    LeaseSeconds,

    /// <summary><c>static</c>.</summary>
    Static,

    /// <summary><c>metadata</c>.</summary>
    Metadata,

    /// <summary><c>check</c>.</summary>
    Check,
}

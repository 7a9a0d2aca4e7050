namespace DnsRegistry.Api.Services;

/// <summary>What a cursor points behind. The values are part of cursors that clients hold.</summary>
internal enum CursorKind : byte
{
    /// <summary>The name of a service.</summary>
    Service = (byte)'s',

    /// <summary>The id of an instance.</summary>
    Instance = (byte)'i',
}

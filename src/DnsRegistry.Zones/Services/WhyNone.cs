using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Zones.Services;

/// <summary>Says why nobody is answered although instances are registered (RFC 8914).</summary>
internal static class WhyNone
{
    /// <summary>Says it.</summary>
    /// <param name="registered">Instances that the name stands for.</param>
    /// <param name="offered">Those of them that no operator has taken out.</param>
    /// <param name="writer">The response.</param>
    internal static void Say(int registered, int offered, ref ResponseWriter writer)
    {
        if (offered == registered)
            writer.SetExtendedError(ExtendedErrorCode.Other, "instances are registered, but none is passing"u8);
        else if (offered == 0)
            writer.SetExtendedError(ExtendedErrorCode.Other, "instances are registered, but an operator has taken them out"u8);
        else
            writer.SetExtendedError(ExtendedErrorCode.Other, "instances are registered, but each is failing or taken out by an operator"u8);
    }
}

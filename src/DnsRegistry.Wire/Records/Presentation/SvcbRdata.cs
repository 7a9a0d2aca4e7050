namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>SVCB and HTTPS (RFC 9460 §2): a priority, a target that is never compressed, and parameters ordered by key.</summary>
internal static class SvcbRdata
{
    internal static bool Read(RdataFields fields)
    {
        if (!fields.UInt16("priority") || !fields.Name("target"))
            return false;

        var parameters = new SortedDictionary<ushort, byte[]>();
        while (fields.HasMore)
        {
            fields.TryTake("parameter", out PresentationToken token);
            if (!SvcParam.TryRead(token.Text, out ushort key, out byte[] value, out string fault))
                return fields.Fail(fault);
            if (!parameters.TryAdd(key, value))
                return fields.Fail($"{SvcParamKey.ToText(key)} is given twice");
        }

        if (!AreSelfConsistent(parameters, out string inconsistency))
            return fields.Fail(inconsistency);

        foreach ((ushort key, byte[] value) in parameters)
        {
            fields.AppendUInt16(key);
            fields.AppendUInt16((ushort)value.Length);
            fields.Append(value);
        }

        return true;
    }

    /// <summary>Mandatory keys are present (RFC 9460 §8), and no-default-alpn stands beside alpn (§7.1.1).</summary>
    private static bool AreSelfConsistent(SortedDictionary<ushort, byte[]> parameters, out string fault)
    {
        fault = "";
        if (parameters.ContainsKey(SvcParamKey.NoDefaultAlpn) && !parameters.ContainsKey(SvcParamKey.Alpn))
        {
            fault = "no-default-alpn wants alpn beside it (RFC 9460 §7.1.1)";
            return false;
        }

        byte[] mandatory = parameters.GetValueOrDefault(SvcParamKey.Mandatory, []);
        for (int i = 0; i + 1 < mandatory.Length; i += 2)
        {
            ushort key = (ushort)((mandatory[i] << 8) | mandatory[i + 1]);
            if (parameters.ContainsKey(key))
                continue;

            fault = $"{SvcParamKey.ToText(key)} is mandatory but missing (RFC 9460 §8)";
            return false;
        }

        return true;
    }
}

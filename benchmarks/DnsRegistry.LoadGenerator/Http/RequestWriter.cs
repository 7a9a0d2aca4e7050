using System.Text;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Http;

/// <summary>Writes the requests of the API, octet by octet, into a buffer of its own: good until the next one is written.</summary>
/// <param name="layout">The names.</param>
/// <param name="host">What the server is called in the <c>Host</c> field.</param>
internal sealed class RequestWriter(ServiceLayout layout, string host)
{
    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(layout.Prefix);
    private readonly byte[] _endOfHead = Encoding.ASCII.GetBytes($" HTTP/1.1\r\nHost: {host}\r\nContent-Length: ");
    private readonly OctetBuffer _request = new();
    private readonly OctetBuffer _body = new();

    /// <summary><c>PUT …/instances/{id}</c>.</summary>
    public ReadOnlySpan<byte> Register(InstanceSpec instance)
    {
        _body.Clear().Add("{"u8);
        AddFields(instance);
        return Path("PUT"u8, instance).Finish();
    }

    /// <summary><c>PUT …/instances/{id}/heartbeat</c>.</summary>
    public ReadOnlySpan<byte> Heartbeat(InstanceSpec instance)
    {
        _body.Clear();
        Path("PUT"u8, instance)._request.Add("/heartbeat"u8);
        return Finish();
    }

    /// <summary><c>DELETE …/instances/{id}</c>.</summary>
    public ReadOnlySpan<byte> Deregister(InstanceSpec instance)
    {
        _body.Clear();
        return Path("DELETE"u8, instance).Finish();
    }

    /// <summary><c>POST /v1/registrations</c>, one object a line.</summary>
    /// <param name="first">The number of the first instance.</param>
    /// <param name="count">How many, from there on.</param>
    public ReadOnlySpan<byte> RegisterMany(long first, int count)
    {
        _body.Clear();
        for (long index = first; index < first + count; index++)
        {
            AddKey(layout[index]);
            _body.Add(","u8);
            AddFields(layout[index]);
            _body.Add("\n"u8);
        }

        _request.Clear().Add("POST /v1/registrations"u8);
        return Finish();
    }

    /// <summary><c>POST /v1/heartbeats</c>.</summary>
    /// <inheritdoc cref="RegisterMany"/>
    public ReadOnlySpan<byte> HeartbeatMany(long first, int count)
    {
        _body.Clear().Add("{\"instances\":["u8);
        for (long index = first; index < first + count; index++)
        {
            if (index > first)
                _body.Add(","u8);
            AddKey(layout[index]);
            _body.Add("}"u8);
        }

        _body.Add("]}"u8);
        _request.Clear().Add("POST /v1/heartbeats"u8);
        return Finish();
    }

    private RequestWriter Path(ReadOnlySpan<byte> method, InstanceSpec instance)
    {
        _request.Clear().Add(method).Add(" /v1/services/"u8)
            .Add(_prefix).Add(instance.Service).Add("/instances/i"u8).Add(instance.Instance);
        return this;
    }

    private void AddKey(InstanceSpec instance) =>
        _body.Add("{\"service\":\""u8).Add(_prefix).Add(instance.Service).Add("\",\"id\":\"i"u8).Add(instance.Instance).Add("\""u8);

    private void AddFields(InstanceSpec instance)
    {
        _body.Add("\"zone\":\"z1\",\"addresses\":[\""u8);
        _body.Add((int)(instance.Address >> 24)).Add("."u8).Add((byte)(instance.Address >> 16)).Add("."u8);
        _body.Add((byte)(instance.Address >> 8)).Add("."u8).Add((byte)instance.Address);
        _body.Add("\"],\"port\":8080"u8);
        if (instance.Weight != ServiceLayout.Weight)
            _body.Add(",\"weight\":"u8).Add(instance.Weight);
        if (layout.LeaseSeconds == 0)
            _body.Add(",\"static\":true}"u8);
        else
            _body.Add(",\"leaseSeconds\":"u8).Add(layout.LeaseSeconds).Add("}"u8);
    }

    private ReadOnlySpan<byte> Finish() =>
        _request.Add(_endOfHead).Add(_body.Length).Add("\r\n\r\n"u8).Add(_body.Octets).Octets;
}

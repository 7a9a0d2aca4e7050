using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>A certificate authority that lives as long as a test.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow - TimeSpan.FromDays(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly string _folder;

    public Authority(string folder, string name)
    {
        _folder = folder;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(s_from, s_from + TimeSpan.FromDays(30));
        Path = Write($"{name}.pem", _certificate.ExportCertificatePem());
    }

    /// <summary>The file of its own certificate.</summary>
    public string Path { get; }

    /// <summary>Writes a certificate for a server on loopback, or for a client, and its key.</summary>
    /// <param name="name">Its name, and that of the files.</param>
    /// <param name="isServer">Whether it is a server's.</param>
    /// <param name="address">The address of that server, if another than 127.0.0.1.</param>
    /// <param name="hours">How long it is in force; it begins a day ago.</param>
    /// <param name="issuerUrl">Where it says that the authority's certificate is found (RFC 5280 §4.2.2.1); null if it does not.</param>
    /// <returns>The files.</returns>
    public (string Certificate, string Key) Issue(
        string name, bool isServer = true, string? address = null, int hours = 20 * 24, string? issuerUrl = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address is null ? IPAddress.Loopback : IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (issuerUrl is not null)
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerUrl]));
        using X509Certificate2 issued = request.Create(
            _certificate, s_from, s_from + TimeSpan.FromHours(hours), RandomNumberGenerator.GetBytes(8));
        return (Write($"{name}.crt", issued.ExportCertificatePem()), Write($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }

    private string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}

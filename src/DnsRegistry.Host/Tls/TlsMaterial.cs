using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.Tls;

/// <summary>What a handshake needs, as it was in the files at one moment.</summary>
internal sealed class TlsMaterial
{
    private readonly ClientCertificates _clients;

    private TlsMaterial(
        X509Certificate2 certificate, X509Certificate2Collection chain, ClientCertificates clients, X509Certificate2Collection authorities)
    {
        _clients = clients;
        Certificate = certificate;
        Options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            ClientCertificateRequired = clients != ClientCertificates.None,
        };
        if (clients == ClientCertificates.None)
            return;

        Options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,

            // Whoever shows a certificate could name any address in it, and have the thread wait for that.
            DisableCertificateDownloads = true,
        };
        Options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        Options.RemoteCertificateValidationCallback = (_, shown, _, errors) => IsGood(shown, errors);
    }

    /// <summary>The certificate of the server.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What a handshake is told. All connections share it.</summary>
    public SslServerAuthenticationOptions Options { get; }

    /// <summary>Reads the files.</summary>
    /// <param name="settings">Which files.</param>
    /// <param name="fault">Takes the key of each setting that is wrong, and what is wrong.</param>
    /// <returns>Null when there is no certificate to be used, or anything is wrong.</returns>
    public static TlsMaterial? Load(TlsSettings settings, Action<string, string> fault)
    {
        int faults = 0;
        X509Certificate2Collection? authorities = settings.ClientCa is null
            ? []
            : ReadCertificates(SettingTable.TlsClientCa, settings.ClientCa, Report);
        if (settings.ClientCa is null && settings.ClientCertificate != ClientCertificates.None)
            Report(SettingTable.TlsClientCertificate, $"needs {SettingTable.TlsClientCa}, the authorities whose certificates are good");
        if (settings.Certificate is null)
        {
            if (settings.Key is not null || settings.ClientCa is not null || settings.ClientCertificate != ClientCertificates.None)
                Report(SettingTable.TlsCertificate, "is not set, and without it nothing else of Http:Tls has a meaning");
            return null;
        }

        X509Certificate2Collection? chain = ReadCertificates(SettingTable.TlsCertificate, settings.Certificate, Report);
        X509Certificate2? certificate = chain is null ? null : ReadWithKey(settings, Report);
        if (faults > 0 || certificate is null)
            return null;

        chain!.RemoveAt(0);
        return new TlsMaterial(certificate, chain, settings.ClientCertificate, authorities!);

        void Report(string key, string message)
        {
            faults++;
            fault(key, message);
        }
    }

    /// <summary>The framework calls it also when no certificate was shown.</summary>
    private bool IsGood(X509Certificate? shown, SslPolicyErrors errors) =>
        shown is null ? _clients == ClientCertificates.Allowed : errors == SslPolicyErrors.None;

    private static X509Certificate2Collection? ReadCertificates(string key, string path, Action<string, string> fault)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            if (certificates.Count > 0)
                return certificates;

            fault(key, $"'{path}' holds no certificate in PEM");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            fault(key, $"'{path}' cannot be used: {exception.Message}");
        }

        return null;
    }

    private static X509Certificate2? ReadWithKey(TlsSettings settings, Action<string, string> fault)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(settings.Certificate!, settings.Key);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            fault(SettingTable.TlsKey, $"'{settings.Key ?? settings.Certificate}' has no key of the certificate: {exception.Message}");
            return null;
        }
    }
}

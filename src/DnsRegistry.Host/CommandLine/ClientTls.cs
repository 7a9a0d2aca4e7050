using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Whom a client command trusts, and which certificate it shows to a server that asks for one. All files are PEM.</summary>
/// <param name="CaFile">The authorities to trust; null for those of the machine.</param>
/// <param name="CertificateFile">The certificate to show, and behind it those between it and its authority; null for none.</param>
/// <param name="KeyFile">Its key; null where it is in the same file.</param>
internal sealed record ClientTls(string? CaFile, string? CertificateFile, string? KeyFile)
{
    /// <summary>Reads the files.</summary>
    /// <exception cref="RegistryClientException">One of them cannot be used.</exception>
    public SslClientAuthenticationOptions Read()
    {
        var options = new SslClientAuthenticationOptions();
        if (!string.IsNullOrEmpty(CaFile))
            options.CertificateChainPolicy = Use(CaFile, ReadAuthorities);
        if (!string.IsNullOrEmpty(CertificateFile))
            options.ClientCertificateContext = Use(CertificateFile, ReadCertificate);
        else if (!string.IsNullOrEmpty(KeyFile))
            throw new RegistryClientException($"'{KeyFile}' is a key without a certificate: give that with --cert", null);
        return options;
    }

    private static X509ChainPolicy ReadAuthorities(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("there is no certificate in it");
    }

    private SslStreamCertificateContext ReadCertificate(string file)
    {
        var certificate = X509Certificate2.CreateFromPemFile(file, string.IsNullOrEmpty(KeyFile) ? null : KeyFile);
        X509Certificate2Collection between = [];
        between.ImportFromPemFile(file);
        return SslStreamCertificateContext.Create(certificate, between, offline: true);
    }

    private static T Use<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // A key that is not that of the certificate is an ArgumentException.
            throw new RegistryClientException($"'{file}' cannot be used: {exception.Message}", exception);
        }
    }
}

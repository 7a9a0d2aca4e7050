using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DnsRegistry.Api.Access;

/// <summary>
/// The secret of a token: <c>dnsr_</c>, an id to find it by, <c>_</c>, and 256 random bits. Nobody can guess so many, so one
/// round of SHA-256 keeps it as well as a slow hash keeps a password.
/// </summary>
public static class TokenSecret
{
    /// <summary>What every secret begins with: scanners find it in texts where it should not be.</summary>
    public const string Prefix = "dnsr_";

    private const int IdOctets = 9;
    private const int IdCharacters = IdOctets / 3 * 4;
    private const int RandomOctets = 32;
    private const int RandomCharacters = 43;
    private const int Characters = 5 + IdCharacters + 1 + RandomCharacters;

    /// <summary>Makes a new one.</summary>
    /// <returns>The secret, its id and its hash.</returns>
    public static (string Secret, string Id, byte[] Hash) Create()
    {
        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdOctets));
        string secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomOctets))}";
        return (secret, id, SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
    }

    /// <summary>Finds the id in what a caller shows.</summary>
    internal static bool TryFindId(ReadOnlySpan<char> shown, out ReadOnlySpan<char> id)
    {
        bool hasShape = shown.Length == Characters && shown.StartsWith(Prefix, StringComparison.Ordinal)
            && shown[Prefix.Length + IdCharacters] == '_' && Ascii.IsValid(shown);
        id = hasShape ? shown.Slice(Prefix.Length, IdCharacters) : default;
        return hasShape;
    }

    /// <summary>Whether what a caller shows is the secret of this hash. It takes the same time wherever the difference lies.</summary>
    /// <param name="shown">Something that has an id.</param>
    /// <param name="hash">The hash of the token of that id.</param>
    internal static bool IsOf(ReadOnlySpan<char> shown, ReadOnlySpan<byte> hash)
    {
        Span<byte> octets = stackalloc byte[Characters];
        Span<byte> shownHash = stackalloc byte[SHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(shown, octets);
        SHA256.HashData(octets, shownHash);
        return CryptographicOperations.FixedTimeEquals(shownHash, hash);
    }
}

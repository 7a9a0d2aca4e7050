using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Json;
using DnsRegistry.Api.Access;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Storage.LiteDb.Interop;

namespace DnsRegistry.Host.Access;

/// <summary>
/// Changes <c>tokens.json</c>: one change at a time, and whoever reads it meanwhile has the whole of the old file or the whole
/// of the new one. The server may run; it need not.
/// </summary>
internal sealed class TokenFileEdit : IDisposable
{
    private static readonly JsonWriterOptions s_json = new() { Indented = true };

    private readonly string _folder;
    private readonly FileStream _lock;

    private TokenFileEdit(string folder, FileStream ofOthers, List<AccessToken> tokens)
    {
        _folder = folder;
        _lock = ofOthers;
        Tokens = tokens;
    }

    /// <summary>The tokens; change them, then <see cref="Save"/>.</summary>
    public List<AccessToken> Tokens { get; }

    /// <summary>Begins a change, and makes the folder where there is none yet.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="faults">Takes what is wrong with the file.</param>
    /// <returns>Null when anything is wrong.</returns>
    /// <exception cref="IOException">The folder cannot be used, or somebody else is at it.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static TokenFileEdit? Begin(string folder, ICollection<SettingFault> faults)
    {
        FolderFlush.Make(folder);
        FileStream ofOthers = OpenForOwner(TokenFile.PathIn(folder) + ".lock", FileMode.OpenOrCreate);
        int before = faults.Count;
        IReadOnlyList<AccessToken> tokens = TokenFile.Read(folder, faults);
        if (faults.Count == before)
            return new TokenFileEdit(folder, ofOthers, [.. tokens]);

        ofOthers.Dispose();
        return null;
    }

    /// <summary>
    /// Puts the changed file in place of the old one; both are never there, and never neither. When it returns, a loss of power
    /// brings no revoked token back.
    /// </summary>
    public void Save()
    {
        string path = TokenFile.PathIn(_folder);
        string next = path + ".new";
        File.Delete(next);
        using (FileStream stream = OpenForOwner(next, FileMode.CreateNew))
        {
            using (var json = new Utf8JsonWriter(stream, s_json))
                Write(json);
            GiveToOwnerOfFolder(next);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        FolderFlush.Flush(_folder);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>Opens a file that nobody else may have open, and that is nobody else's to read when it is new.</summary>
    private static FileStream OpenForOwner(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>
    /// An administrator writes for the user that the server runs as, to whom the folder belongs: it has to read the file.
    /// </summary>
    private void GiveToOwnerOfFolder(string path)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;

        using var change = Process.Start("chown", ["--reference", _folder, path]);
        change.WaitForExit();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, 1);
        json.WriteStartArray("tokens"u8);
        foreach (AccessToken token in Tokens)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, token.Name);
            json.WriteString("id"u8, token.Id);
            json.WriteString("hash"u8, TokenFile.HashPrefix + Base64Url.EncodeToString(token.Hash.Span));
            WritePrefixes(json, "read", token.Read);
            WritePrefixes(json, "write", token.Write);
            json.WriteBoolean("admin"u8, token.IsAdmin);
            if (token.ExpiresAt is DateTimeOffset end)
                json.WriteString("expiresAt"u8, end.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePrefixes(Utf8JsonWriter json, string name, IReadOnlyList<string> prefixes)
    {
        json.WriteStartArray(name);
        foreach (string prefix in prefixes)
            json.WriteStringValue(prefix);
        json.WriteEndArray();
    }
}

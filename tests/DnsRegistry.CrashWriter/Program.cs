using System.Globalization;
using DnsRegistry.CrashWriter;
using DnsRegistry.Storage.LiteDb;
using DnsRegistry.Testing.Storage;

// Usage: DnsRegistry.CrashWriter FOLDER SEED. Commits as fast as it can, and prints each revision once it is acknowledged:
// ten digits and a line feed, so that a line which the end of the process has cut short can be told from a whole one.
string folder = args[0];
int seed = int.Parse(args[1], CultureInfo.InvariantCulture);

// A short journal is emptied into the database every few commits, and so is a short log: the process is to be killed in the
// middle of that too.
const long MaxLogOctets = 512 * 1024;
const long MaxJournalOctets = 32 * 1024;

// Far more than any test waits for; but a writer whose test was stopped is not to run for ever.
const long MaxCommits = 20_000;

await using LiteDbStore store = LiteDbStore.Open(folder, MaxLogOctets, MaxJournalOctets);
StoreContent content = await StoreContent.LoadAsync(store);
for (long revision = content.Head.Revision + 1; revision <= content.Head.Revision + MaxCommits; revision++)
{
    await store.CommitAsync(CrashScript.CommitOf(seed, revision), CancellationToken.None);
    Console.Out.Write(revision.ToString("D10", CultureInfo.InvariantCulture) + "\n");
}

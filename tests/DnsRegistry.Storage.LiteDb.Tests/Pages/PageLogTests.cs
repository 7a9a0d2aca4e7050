using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Tests.Pages;

public sealed class PageLogTests : IDisposable
{
    private const int Page = PageFrame.PageOctets;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Newest_form_of_a_page_is_found_again()
    {
        using (var log = new PageLog(_folder.Log))
        {
            log.Append(PagesOf(1, 0, 5 * Page));
            log.Append(PagesOf(2, 5 * Page));
        }

        using var again = new PageLog(_folder.Log);
        Assert.Equal([0L, 5 * Page], again.Positions);
        Assert.Equal(6 * Page, again.DatabaseLength);
        Assert.Equal(1, Read(again, 0));
        Assert.Equal(2, Read(again, 5 * Page));
    }

    [Fact] // the loss of power may keep any part of the last commit
    public void Commit_that_is_cut_short_leaves_nothing()
    {
        WriteCommits(2);
        long whole = new FileInfo(_folder.Log).Length;
        long first = whole / 2;
        byte[] octets = File.ReadAllBytes(_folder.Log);

        for (long length = first; length < whole; length += 511)
        {
            File.WriteAllBytes(_folder.Log, octets[..(int)length]);
            using var log = new PageLog(_folder.Log);
            Assert.Equal(first, log.Length);
            Assert.Equal(1, Read(log, 0));
        }
    }

    [Fact]
    public void Octet_that_differs_in_the_last_commit_takes_the_whole_commit_away()
    {
        WriteCommits(2);
        byte[] octets = File.ReadAllBytes(_folder.Log);
        for (int at = octets.Length / 2; at < octets.Length; at += 97)
        {
            byte[] changed = [.. octets];
            changed[at] ^= 0x10;
            File.WriteAllBytes(_folder.Log, changed);
            using var log = new PageLog(_folder.Log);
            Assert.Equal(1, Read(log, 0));
        }
    }

    [Fact] // what follows was written after the commit was on the disk: the disk has lost it since
    public void Octet_that_differs_before_the_last_commit_is_damage()
    {
        WriteCommits(3);
        byte[] octets = File.ReadAllBytes(_folder.Log);
        for (int at = 0; at < octets.Length * 2 / 3; at += 97)
        {
            byte[] changed = [.. octets];
            changed[at] ^= 0x10;
            File.WriteAllBytes(_folder.Log, changed);
            StoreException exception = Assert.Throws<StoreException>(() => new PageLog(_folder.Log));
            Assert.Equal(StoreFault.Damaged, exception.Fault);
        }
    }

    [Fact]
    public void Commit_after_one_that_was_cut_short_counts()
    {
        WriteCommits(2);
        using (FileStream file = File.OpenWrite(_folder.Log))
            file.SetLength(file.Length - 1);

        using (var log = new PageLog(_folder.Log))
            log.Append(PagesOf(9, 0));

        using var again = new PageLog(_folder.Log);
        Assert.Equal(9, Read(again, 0));
    }

    [Fact]
    public void What_was_cut_short_is_gone_when_the_log_has_been_closed()
    {
        WriteCommits(2);
        long whole = new FileInfo(_folder.Log).Length;
        using (FileStream file = File.OpenWrite(_folder.Log))
            file.SetLength(whole - 1);

        using (var log = new PageLog(_folder.Log))
            Assert.Equal((whole / 2) - 1, log.RemainingOctets);

        Assert.Equal(whole / 2, new FileInfo(_folder.Log).Length);
    }

    [Fact]
    public void Nothing_is_left_of_a_log_that_was_cleared()
    {
        WriteCommits(2);
        using (var log = new PageLog(_folder.Log))
        {
            log.Clear();
            Assert.Empty(log.Positions);
            log.Append(PagesOf(7, 3 * Page));
        }

        using var again = new PageLog(_folder.Log);
        Assert.Equal([3L * Page], again.Positions);
    }

    [Fact]
    public void Commit_larger_than_one_write_is_whole()
    {
        using (var log = new PageLog(_folder.Log))
            log.Append(PagesOf(3, [.. Enumerable.Range(0, 1000).Select(i => (long)i * Page)]));

        using var again = new PageLog(_folder.Log);
        Assert.Equal(1000, again.Positions.Count());
        Assert.Equal(3, Read(again, 999 * Page));
    }

    private static List<KeyValuePair<long, byte[]>> PagesOf(byte content, params long[] positions) =>
        [.. positions.Select(position => new KeyValuePair<long, byte[]>(position, Filled(content)))];

    private static byte[] Filled(byte content)
    {
        byte[] page = new byte[Page];
        page.AsSpan().Fill(content);
        return page;
    }

    private static byte Read(PageLog log, long position)
    {
        byte[] page = new byte[Page];
        Assert.True(log.TryRead(position, page));
        Assert.Equal(Filled(page[0]), page);
        return page[0];
    }

    private void WriteCommits(int count)
    {
        using var log = new PageLog(_folder.Log);
        for (int i = 1; i <= count; i++)
            log.Append(PagesOf((byte)i, 0, 2 * Page, Page));
    }
}

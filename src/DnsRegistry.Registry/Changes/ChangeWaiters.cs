using System.Runtime.InteropServices;

namespace DnsRegistry.Registry.Changes;

/// <summary>Who waits for the changes of which service.</summary>
internal sealed class ChangeWaiters
{
    private readonly Dictionary<string, List<ChangeCursor>> _ofService = new(StringComparer.Ordinal);
    private readonly List<ChangeCursor> _ofAll = [];

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The same name of a service, in the text that is kept of it already where somebody waits for it.</summary>
    internal string? Known(string? service) =>
        service is not null && _ofService.TryGetValue(service, out List<ChangeCursor>? waiters) ? waiters[0].Service : service;

    /// <summary>Adds one.</summary>
    internal void Add(ChangeCursor cursor)
    {
        List<ChangeCursor> waiters = _ofAll;
        if (cursor.Service is not null)
            waiters = CollectionsMarshal.GetValueRefOrAddDefault(_ofService, cursor.Service, out _) ??= new List<ChangeCursor>(1);

        cursor.Slot = waiters.Count;
        waiters.Add(cursor);
        Count++;
    }

    /// <summary>Takes one out.</summary>
    /// <returns><see langword="false"/> when it is out already.</returns>
    internal bool Remove(ChangeCursor cursor)
    {
        if (cursor.Slot < 0)
            return false;

        List<ChangeCursor> waiters = cursor.Service is null ? _ofAll : _ofService[cursor.Service];
        ChangeCursor last = waiters[^1];
        waiters[cursor.Slot] = last;
        last.Slot = cursor.Slot;
        waiters.RemoveAt(waiters.Count - 1);
        if (waiters.Count == 0 && cursor.Service is not null)
            _ofService.Remove(cursor.Service);
        cursor.Slot = -1;
        Count--;
        return true;
    }

    /// <summary>Touches those who wait for this service alone.</summary>
    internal void Touch(string service, long position)
    {
        if (_ofService.TryGetValue(service, out List<ChangeCursor>? waiters))
            Touch(waiters, position);
    }

    /// <summary>Touches those who wait for all services.</summary>
    internal void TouchOfAll(long position) => Touch(_ofAll, position);

    /// <summary>Touches everybody.</summary>
    internal void TouchEverybody(long position)
    {
        TouchOfAll(position);
        foreach (List<ChangeCursor> waiters in _ofService.Values)
            Touch(waiters, position);
    }

    private static void Touch(List<ChangeCursor> waiters, long position)
    {
        foreach (ChangeCursor waiter in waiters)
            waiter.Touch(position);
    }
}

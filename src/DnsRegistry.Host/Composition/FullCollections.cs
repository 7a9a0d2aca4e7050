using DnsRegistry.Host.Interop;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// Begins the collection of old objects, which runs beside the program, before the collector would by itself. For that it needs a
/// thread, which ends after 20 s without work and then has to be made anew; and if the new one has not run by the time its maker
/// goes on, .NET 10 collects everything in one go instead (dotnet/runtime issue 13238): with a million instances DNS stood still for two
/// seconds. Whoever begins it here does not push the new thread off its processor.
/// </summary>
internal sealed class FullCollections
{
    /// <summary>The collector begins when old objects have become a fifth more, or later.</summary>
    private const double Growth = 1.2;

    /// <summary>With less it is over in a moment, however it is done.</summary>
    private const long WorthwhileOctets = 2 << 20;

    private readonly Func<CollectorState> _look;
    private readonly Action _begin;
    private long _lastEnded;
    private long _begunAtEnd;

    /// <summary>None is taken to be under way now.</summary>
    /// <param name="look">Asks the collector.</param>
    /// <param name="begin">Begins one.</param>
    internal FullCollections(Func<CollectorState> look, Action begin)
    {
        _look = look;
        _begin = begin;
        NoteEnd(look());
    }

    /// <summary>Begins one that runs beside the program.</summary>
    internal static void BeginBeside()
    {
        PatientThread.Become();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
    }

    /// <summary>To be called after each collection: begins one of all generations if it is time.</summary>
    /// <returns>Whether one is under way.</returns>
    internal bool AreUnderWay()
    {
        CollectorState state = _look();
        if (state.LastEnded != _lastEnded)
            NoteEnd(state);
        if (state.Begun > _begunAtEnd)
            return true;
        if (state.OldOctets < (state.OldOctetsAfterLast * Growth) + WorthwhileOctets)
            return false;

        _begin();
        return true;
    }

    private void NoteEnd(CollectorState state) => (_lastEnded, _begunAtEnd) = (state.LastEnded, state.Begun);
}

using System.Collections.Concurrent;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.RulePacks;

/// <summary>Where an instrument or a pack stands. Under a draft nothing but a simulation can be issued.</summary>
public enum PackStatus
{
    InForce,
    Draft,
    Unverified,
}

/// <summary>What kind of word the law used: a hard one refuses, a soft one (一般, 原则上, 及时) flags.</summary>
public enum Force
{
    Hard,
    Soft,

    /// <summary>The texts are silent or in conflict; this is our choice, with its reason.</summary>
    Choice,
}

/// <summary>A regulation as data: its instruments with their articles, and the parameters that code decides with.</summary>
/// <param name="Id">jiangxi.</param>
/// <param name="Version">Of the pack, not of the law: 2023.1.</param>
/// <param name="Regions">Division prefixes it holds for: 36.</param>
public sealed record RulePack(
    string Id,
    string Version,
    string Title,
    PackStatus Status,
    IReadOnlyList<string> Regions,
    IReadOnlyList<Instrument> Instruments,
    IReadOnlyDictionary<string, RuleParameter> Parameters)
{
    private LookedUp lookedUp = LookedUp.Nothing;

    /// <summary>The parameter under one of the names in <see cref="Rules"/>.</summary>
    /// <exception cref="KeyNotFoundException">The pack does not carry it; packs are checked when they are loaded, so this is a
    /// defect.</exception>
    public RuleParameter this[string name] => Parameters[name];

    public Citation Cite(string name)
    {
        var parameter = Parameters[name];
        var instrument = InstrumentOf(name);
        return new Citation(instrument.Id, instrument.Title, instrument.DocumentNumber, parameter.Article, parameter.Words);
    }

    /// <summary>Whether the instrument that carries the parameter was in force on the day. One without a first day always was.</summary>
    public bool IsInForce(string name, DateOnly day)
    {
        var instrument = InstrumentOf(name);
        return !(day < instrument.InForceFrom) && !(day > instrument.InForceTo);
    }

    public Instrument InstrumentOf(string name) => Find(name).Instrument;

    /// <summary>As a fact of that day writes it down; null where the rule was not law on the day.</summary>
    public RuleReference? ReferenceOn(string name, DateOnly day) => IsInForce(name, day) ? Reference(name) : null;

    /// <summary>As a fact writes it down.</summary>
    public RuleReference Reference(string name) => Find(name).Reference;

    private (Instrument Instrument, RuleReference Reference) Find(string name)
    {
        var known = lookedUp;
        // Made by "with" of another: what was looked up there need not hold here.
        if (!ReferenceEquals(known.Pack, this))
            lookedUp = known = new LookedUp(this);
        return known.Find(name);
    }

    /// <summary>What every fact asks for again. No part of what a pack is: two are equal by what they say.</summary>
    private sealed class LookedUp(RulePack? pack)
    {
        private readonly ConcurrentDictionary<string, (Instrument, RuleReference)> found = new(StringComparer.Ordinal);

        public static LookedUp Nothing { get; } = new(null);

        public RulePack? Pack => pack;

        public (Instrument, RuleReference) Find(string name) => found.GetOrAdd(name, static (name, pack) => Look(name, pack), pack!);

        public override bool Equals(object? obj) => obj is LookedUp;

        public override int GetHashCode() => 0;

        private static (Instrument, RuleReference) Look(string name, RulePack pack)
        {
            var parameter = pack.Parameters[name];
            var instrument = pack.Instruments.First(candidate => candidate.Id == parameter.Instrument);
            return (instrument, new RuleReference(pack.Id, pack.Version, Citation.KeyOf(instrument.Id, parameter.Article)));
        }
    }
}

/// <param name="Id">Short: 259.</param>
/// <param name="Rank">省政府规章, 规范性文件, 法律.</param>
/// <param name="InForceFrom">First day in force; null when the text does not say.</param>
/// <param name="Articles">第十条 to its text, as published. Not every article need be here, but every one that is cited.</param>
/// <param name="Note">Where the text comes from, what was repaired in it, and what is still to be checked.</param>
public sealed record Instrument(
    string Id,
    string Title,
    string DocumentNumber,
    string Rank,
    PackStatus Status,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    IReadOnlyDictionary<string, string> Articles,
    string? Note = null);

/// <param name="Article">第十条.</param>
/// <param name="Words">The words it rests on, as they stand in the article.</param>
/// <param name="Number">A threshold, where there is one; its unit is in <paramref name="Unit"/>.</param>
/// <param name="Values">Allowed words, recipients or levels, where the parameter is a list.</param>
/// <param name="Reason">For a <see cref="Force.Choice"/>: why this and not another reading.</param>
public sealed record RuleParameter(
    string Instrument,
    string Article,
    string Words,
    Force Force,
    decimal? Number = null,
    string? Unit = null,
    IReadOnlyList<string>? Values = null,
    string? Reason = null);

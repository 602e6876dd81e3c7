using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>Merges what is new about a known lead: a value that was sent replaces the old one, what was not sent stays,
/// activity and signals are added.</summary>
public static class ProfileMerge
{
    /// <summary>The merged profile and the names of what changed (none: the same again). <paramref name="sent"/> holds
    /// the paths that the sender sent.</summary>
    public static (LeadProfile Profile, IReadOnlyList<string> Changed) Merge(LeadProfile old, LeadProfile fresh,
        IReadOnlySet<string> sent)
    {
        var changed = new List<string>();
        var merged = old with
        {
            Source = Take("source", old.Source, fresh.Source),
            Tier = Take("tier", old.Tier, fresh.Tier),
            Region = Take("region", old.Region, fresh.Region),
            Score = Take("score", old.Score, fresh.Score),
            Url = Take("url", old.Url, fresh.Url),
            Amount = Take("amount", old.Amount, fresh.Amount),
            MarketingSourced = Take("marketingSourced", old.MarketingSourced, fresh.MarketingSourced),
            Contact = new Contact(
                Take("contact.name", old.Contact.Name, fresh.Contact.Name),
                Take("contact.email", old.Contact.Email, fresh.Contact.Email),
                Take("contact.phone", old.Contact.Phone, fresh.Contact.Phone),
                Take("contact.title", old.Contact.Title, fresh.Contact.Title)),
            Company = new Company(
                Take("company.name", old.Company.Name, fresh.Company.Name),
                Take("company.domain", old.Company.Domain, fresh.Company.Domain),
                Take("company.size", old.Company.Size, fresh.Company.Size),
                Take("company.industry", old.Company.Industry, fresh.Company.Industry),
                Take("company.country", old.Company.Country, fresh.Company.Country)),
            Briefing = new Briefing(
                Take("briefing.news", old.Briefing.News, fresh.Briefing.News),
                Take("briefing.talkTrack", old.Briefing.TalkTrack, fresh.Briefing.TalkTrack),
                Take("briefing.champion", old.Briefing.Champion, fresh.Briefing.Champion)),
        };

        return (WithLists(merged, fresh, changed), changed);

        T Take<T>(string name, T was, T now)
        {
            if (!sent.Contains(name) || now is null || EqualityComparer<T>.Default.Equals(was, now))
            {
                return was;
            }

            changed.Add(name);
            return now;
        }
    }

    private static LeadProfile WithLists(LeadProfile merged, LeadProfile fresh, List<string> changed)
    {
        var activity = fresh.Activity.Except(merged.Activity).ToList();
        var signals = fresh.Signals.Except(merged.Signals, StringComparer.OrdinalIgnoreCase).ToList();
        var extra =
            fresh.Extra.Where(each => !merged.Extra.TryGetValue(each.Key, out var was) || was != each.Value).ToList();
        if (activity.Count + signals.Count + extra.Count == 0)
        {
            return merged;
        }

        changed.AddRange(
            [.. activity.Count > 0 ? ["activity"] : Array.Empty<string>(),
                .. signals.Count > 0 ? ["signals"] : Array.Empty<string>(), .. extra.Select(each => each.Key)]);
        var all = new Dictionary<string, string>(merged.Extra);
        extra.ForEach(each => all[each.Key] = each.Value);
        return merged
            with { Activity = [.. merged.Activity, .. activity], Signals = [.. merged.Signals, .. signals],
                Extra = all };
    }
}

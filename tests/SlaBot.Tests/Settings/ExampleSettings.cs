namespace SlaBot.Tests.Settings;

/// <summary>Settings of the shape that customers are shown.</summary>
internal static class ExampleSettings
{
    internal const string Json = """
    {
      "SlaBot": {
        "Agreement": {
          "Template": "mutual",
          "Version": "2026.1",
          "Effective": "2026-11-02",
          "Owner": "rita.revops@example.com",
          "Calendar": "new-york",
          "Signers": {"Marketing": "maya.marketing@example.com", "Sales": "vera.vp@example.com"},
          "Arbiter": "rita.revops@example.com",
          "Quotas": {
            "Volume": {"PerMonth": 120},
            "Acceptance": 0.85,
            "IcpMatch": 0.85,
            "Completeness": {"Fields": ["contact.name", "company.name", "contact.title", "contact.email", "source", "score"], "AtLeast": 1.0}
          },
          "Clauses": {
            "handoff": {"Within": "5 minutes"},
            "firstTouch": {
              "From": "assigned",
              "Within": "1 business hour",
              "Warnings": [0.5, 0.8],
              "Ladder": [{"After": "0 minutes", "Tell": ["owner", "manager", "channel:Escalations"]}, {"After": "4 business hours", "Tell": ["role:executive"]}]
            },
            "cadence": {"Touches": 6, "Within": "10 business days", "Channels": 1, "CreditCodes": []},
            "decision": {"Within": "3 business days"},
            "disposition": {"Within": "5 business days"},
            "feedback": {"Within": "2 business days"}
          },
          "Icp": {"All": [{"Field": "company.size", "AtLeast": 50, "AtMost": 500}, {"Field": "company.industry", "OneOf": ["B2B SaaS", "Professional Services"]}]},
          "Mql": {
            "Any": [{"Activity": "download", "AtLeast": 2}, {"Activity": "demo"}, {"Field": "score", "AtLeast": 70}],
            "None": [{"Field": "contact.email", "EndsWith": "@competitor.example.com"}]
          },
          "RejectReasons": ["Not our ICP", "Duplicate", "Student or job seeker", "Wrong contact", {"Reason": "Not my territory", "Then": "reroute"}],
          "FeedbackCodes": ["Contacted - Qualified", "Contacted - Not Qualified", "Contacted - Bad Timing", "Bad Data", "Unable to Contact"],
          "InterimCodes": ["Contacted - Bad Timing"],
          "CadenceCodes": ["Unable to Contact"]
        },
        "Calendars": {
          "new-york": {
            "TimeZone": "America/New_York",
            "Hours": {"Mon": ["09:00-17:00"], "Tue": ["09:00-17:00"], "Wed": ["09:00-17:00"], "Thu": ["09:00-17:00"], "Fri": ["09:00-17:00"]},
            "Holidays": ["2026-11-26", "2026-12-25", "2027-01-01"],
            "Dates": {"2026-12-24": ["09:00-12:00"]}
          },
          "london": {
            "TimeZone": "Europe/London",
            "Hours": {
              "Mon": ["09:00-12:30", "13:30-17:30"],
              "Tue": ["09:00-12:30", "13:30-17:30"],
              "Wed": ["09:00-12:30", "13:30-17:30"],
              "Thu": ["09:00-12:30", "13:30-17:30"],
              "Fri": ["09:00-12:30", "13:30-16:00"]
            },
            "Holidays": ["2026-12-25", "2026-12-28", "2027-01-01"]
          }
        },
        "People": [
          {
            "Email": "ana.rep@example.com",
            "Name": "Ana Reyes",
            "Role": "rep",
            "Manager": "milo.manager@example.com",
            "Team": "east",
            "Region": "US",
            "Calendar": "new-york",
            "Capacity": 40
          },
          {
            "Email": "ben.rep@example.com",
            "Name": "Ben Okafor",
            "Role": "rep",
            "Manager": "milo.manager@example.com",
            "Team": "east",
            "Region": "US",
            "Calendar": "new-york",
            "Capacity": 40
          },
          {
            "Email": "lena.rep@example.com",
            "Name": "Lena Hart",
            "Role": "rep",
            "Manager": "milo.manager@example.com",
            "Team": "emea",
            "Region": "GB",
            "Calendar": "london",
            "Capacity": 40
          },
          {"Email": "milo.manager@example.com", "Name": "Milo Brandt", "Role": "manager", "Manager": "vera.vp@example.com", "Calendar": "new-york"},
          {"Email": "vera.vp@example.com", "Name": "Vera Lind", "Role": "executive", "Calendar": "new-york"},
          {"Email": "maya.marketing@example.com", "Name": "Maya Sato", "Role": "marketing", "Calendar": "new-york"},
          {"Email": "rita.revops@example.com", "Name": "Rita Voss", "Role": "revops", "Calendar": "new-york"}
        ],
        "Routing": [
          {"When": {"Region": ["GB", "DE", "FR"]}, "Roster": ["lena.rep@example.com"]},
          {"Roster": ["ana.rep@example.com", "ben.rep@example.com"], "By": "round-robin"}
        ],
        "Channels": {"Escalations": "sla-escalations", "Scorecard": "revenue-sla", "Marketing": "marketing-leads", "Admin": "slabot-admin"},
        "Schedule": {"Scorecard": "0 0 9 ? * MON", "MonthlyReview": "0 0 9 1 * ?"},
        "Database": {"Provider": "Sqlite", "ConnectionString": "Data Source=slabot.db"},
        "Api": {"Keys": [{"Name": "crm", "Key": "example-key-change-me-0123456789", "Rights": ["intake", "read", "admin"]}]},
        "Clock": {"Mode": "Manual", "Start": "2026-11-16T14:00:00Z"}
      }
    }
    """;
}

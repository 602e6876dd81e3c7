namespace SlaBot.Core; internal static class Placeholder;

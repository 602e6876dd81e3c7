using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>Settings that cannot be used; the message is the list of faults.</summary>
internal sealed class SettingsRefusedException(string file, SettingsResult read)
    : Exception($"The settings in {file} cannot be used:{System.Environment.NewLine}{read.Report}");

using System.Diagnostics;

namespace SlaBot.Tests.Fakes;

/// <summary>
/// A disk that fails or hangs on demand, for one process: a small library, compiled here, stands between that process
/// and the system, and what is to be made durable of the data file meets what the test says.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <time.h>
        #include <unistd.h>

        static int is_data(int file)
        {
            char link[64], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length <= 0) return 0;
            path[length] = 0;
            return strstr(path, "slabot.db") != NULL;
        }

        static int fails(int file)
        {
            const char *control = getenv("SLABOT_TESTS_DISK");
            if (control == NULL || !is_data(file)) return 0;
            for (;;)
            {
                char state = 's';
                FILE *said = fopen(control, "r");
                if (said != NULL) { state = (char)fgetc(said); fclose(said); }
                if (state != 'h') return state == 'f';
                struct timespec moment = { 0, 10000000 };
                nanosleep(&moment, NULL);
            }
        }

        #define WATCHED(name) int name(int file) \
        { \
            int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, #name); \
            if (fails(file)) { errno = EIO; return -1; } \
            return real(file); \
        }

        WATCHED(fsync)
        WATCHED(fdatasync)
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("slabot-faulty-").FullName;

    public FaultyDisk()
    {
        File.WriteAllText(Path.Combine(directory, "disk.c"), Source);
        using var compiler = Process.Start(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-o", Library, Path.Combine(directory, "disk.c"), "-ldl"]) { RedirectStandardError = true })!;
        var said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        compiler.ExitCode.ShouldBe(0, said);
        Mend();
    }

    /// <summary>What the process that is to meet it has in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["LD_PRELOAD"] = Library, ["SLABOT_TESTS_DISK"] = Control };

    private string Library => Path.Combine(directory, "disk.so");

    private string Control => Path.Combine(directory, "state");

    /// <summary>Nothing can be made durable any more.</summary>
    public void Fail() => Say("fails");

    /// <summary>It does not answer.</summary>
    public void Hang() => Say("hangs");

    /// <summary>It is sound.</summary>
    public void Mend() => Say("sound");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private void Say(string state)
    {
        File.WriteAllText(Control + ".new", state);
        File.Move(Control + ".new", Control, overwrite: true);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SlaBot.Tests.Fakes;

/// <summary>A real nginx in front of the program, in a folder of its own, with no more than what its location says.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private Nginx(Process process, DirectoryInfo folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>Starts it; answers when it takes connections.</summary>
    /// <param name="location">The directives of its one location, such as <c>proxy_pass http://127.0.0.1:5080;</c>.</param>
    public static async Task<Nginx> StartAsync(string location)
    {
        var folder = Directory.CreateTempSubdirectory("slabot-nginx-");
        var port = FreePort();
        var at = folder.FullName;
        await File.WriteAllTextAsync(Path.Combine(at, "nginx.conf"), $$"""
            daemon off; master_process off; pid {{at}}/pid; error_log {{at}}/error.log;
            events { worker_connections 512; }
            http {
              access_log off; client_body_temp_path {{at}}/body; proxy_temp_path {{at}}/proxy;
              fastcgi_temp_path {{at}}/fastcgi; uwsgi_temp_path {{at}}/uwsgi; scgi_temp_path {{at}}/scgi;
              server { listen 127.0.0.1:{{port}}; location / { {{location}} } }
            }
            """);
        var program = Needs.PathOf("nginx") ?? throw new InvalidOperationException("nginx is not installed: apt-get install nginx-light");
        var start = new ProcessStartInfo(program, ["-p", at, "-e", Path.Combine(at, "error.log"), "-c", Path.Combine(at, "nginx.conf")]) { RedirectStandardError = true };
        var nginx = new Nginx(Process.Start(start)!, folder, new Uri($"http://127.0.0.1:{port}"));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await nginx.IsUpAsync(port))
        {
            limit.Token.ThrowIfCancellationRequested();
            if (nginx.process.HasExited)
            {
                throw new InvalidOperationException($"nginx did not start: {await nginx.process.StandardError.ReadToEndAsync(limit.Token)}");
            }

            await Task.Yield();
        }

        return nginx;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<bool> IsUpAsync(int port)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

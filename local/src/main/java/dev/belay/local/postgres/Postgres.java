package dev.belay.local.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.apache.commons.io.FileUtils;

/**
 * PostgreSQL whose data survive: the directory is kept, and a commit is on disk before it is answered. The builder's
 * defaults wipe the directory and answer before the write, so every such setting is given here.
 */
public final class Postgres implements AutoCloseable {
    public static final String USER = "postgres";
    /** Connections come from this machine only and are trusted; drivers want some password all the same. */
    public static final String PASSWORD = "postgres";

    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path data;

    private Postgres(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Returns when connections are taken.
     *
     * @param home holds the data directory and the mark that it is whole
     * @param binaries where the server's programs are unpacked, once for all starts
     * @param log the server's own log, appended to
     */
    public static Postgres start(Path home, Path binaries, Path log, int port) throws IOException {
        RootUser.checkUsable();
        Path data = home.resolve("data");
        Path whole = home.resolve("initialised");
        Files.createDirectories(home);
        Files.createDirectories(log.toAbsolutePath().getParent());
        Postmaster.of(data).ifPresent(Postmaster::end);
        // A first start that was killed leaves a directory that looks initialised and is not.
        if (!Files.exists(whole)) {
            FileUtils.deleteDirectory(data.toFile());
        }
        removeHalfUnpacked(binaries);
        EmbeddedPostgres server = launch(data, binaries, log, port);
        if (!Files.exists(whole)) {
            Files.createFile(whole);
        }
        return new Postgres(server, data);
    }

    private static EmbeddedPostgres launch(Path data, Path binaries, Path log, int port) throws IOException {
        // The library makes this directory whatever else it is told; its default is shared between users in /tmp.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        var output = Redirect.appendTo(log.toFile());
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_WITHIN)
                .setErrorRedirector(output)
                .setOutputRedirector(output);
        durable(builder);
        small(builder);
        // The same order and case rules on every machine, whatever its own locale.
        builder.setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C");
        return builder.start();
    }

    private static void durable(EmbeddedPostgres.Builder builder) {
        builder.setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    private static void small(EmbeddedPostgres.Builder builder) {
        builder.setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "48MB")
                .setServerConfig("max_wal_size", "256MB")
                .setServerConfig("io_method", "sync")
                .setServerConfig("jit", "off")
                // What a run's tasks leave behind in their indexes is read by every look at it: a minute is a long run.
                .setServerConfig("autovacuum_naptime", "10s")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // No socket file: its default place is shared between users.
                .setServerConfig("unix_socket_directories", "");
    }

    /** The library would take a directory that it did not finish for a finished one. */
    private static void removeHalfUnpacked(Path binaries) throws IOException {
        if (!Files.isDirectory(binaries)) {
            return;
        }
        try (var unpacked = Files.newDirectoryStream(binaries, "PG-*")) {
            for (Path directory : unpacked) {
                boolean beingUnpacked = Files.exists(directory.resolve("epg-lock"));
                if (!Files.exists(directory.resolve(".exists")) && !beingUnpacked) {
                    FileUtils.deleteDirectory(directory.toFile());
                }
            }
        }
    }

    public void createDatabases(Collection<String> names) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            for (String name : names) {
                exists.setString(1, name);
                try (var row = exists.executeQuery()) {
                    if (!row.next()) {
                        connection.createStatement().execute("create database \"" + name + "\"");
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        var postmaster = Postmaster.of(data);
        server.close();
        // The library returns when the pid file is gone, or after five seconds in any case.
        postmaster.ifPresent(Postmaster::end);
    }
}

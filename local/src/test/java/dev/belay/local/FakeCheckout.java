package dev.belay.local;

import dev.belay.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A built checkout whose services are {@link FakeService}s; broker, database and router are the real ones. */
record FakeCheckout(Path root) {

    static FakeCheckout in(Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("check out"));
        Path real = Path.of("..").toAbsolutePath().normalize();
        Files.createSymbolicLink(root.resolve("local"), real.resolve("local"));
        Files.createSymbolicLink(root.resolve("contracts"), real.resolve("contracts"));
        for (Service service : Service.values()) {
            Path app = root.resolve(service.module()).resolve("target/quarkus-app");
            jar(Files.createDirectories(app).resolve("quarkus-run.jar"));
        }
        return new FakeCheckout(root);
    }

    private static void jar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var content = FakeService.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            content.transferTo(jar);
        }
    }

    /** On free ports, with one worker. */
    PlatformOptions options(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "BELAY_ROOT",
                root.toString(),
                "BELAY_HOME",
                root.resolve("state").toString(),
                "BELAY_PORT",
                "0",
                "BELAY_WORKERS",
                "1"));
        environment.putAll(more);
        return PlatformOptions.from(environment);
    }
}

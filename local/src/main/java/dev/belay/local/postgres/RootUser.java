package dev.belay.local.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;

/** PostgreSQL refuses to run as root; on Linux it is given a user name space of its own, where that is allowed. */
final class RootUser {
    private RootUser() {}

    static void checkUsable() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && !LinuxUtils.isUnshareAvailable()) {
            throw new IllegalStateException(
                    "PostgreSQL does not run as root, and this machine does not allow `unshare -U`,"
                            + " which would hide that. Run as an ordinary user, or, in a container, with user name spaces allowed"
                            + " (Docker: --security-opt seccomp=unconfined)");
        }
    }
}

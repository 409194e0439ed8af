package dev.belay.cli.identity;

import dev.belay.cli.CliFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The logins at one platform.
 *
 * @param all newest last; that one is used unless a command says otherwise
 */
public record Logins(List<Login> all) {

    static final Logins NONE = new Logins(List.of());

    public Logins {
        all = List.copyOf(all);
    }

    /** A new login replaces the one of the same name. */
    Logins with(Login login) {
        var logins = new ArrayList<>(without(login).all());
        logins.add(login);
        return new Logins(logins);
    }

    Logins without(Login login) {
        return new Logins(
                all.stream().filter(other -> !other.name().equals(login.name())).toList());
    }

    /**
     * @param who as {@link Login#isMeantBy}, of several the newest; absent for the newest of all
     * @throws CliFailure when somebody is named who is not logged in
     */
    Optional<Login> chosen(@Nullable String who) {
        if (who == null) {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
        }
        var meant = all.stream().filter(login -> login.name().equals(who)).findFirst();
        return Optional.of(meant.or(() -> all.reversed().stream()
                        .filter(login -> login.isMeantBy(who))
                        .findFirst())
                .orElseThrow(() -> unknown(who)));
    }

    private CliFailure unknown(String who) {
        var logins = all.isEmpty()
                ? "Nobody is."
                : all.stream().map(Login::name).collect(Collectors.joining(", ", "Logged in: ", "."));
        var command = who.contains("@") ? "belay login --as ROLE --name " + who : "belay login --as " + who;
        return CliFailure.usage(
                "--as " + who + ": nobody of that name or role is logged in", logins + " Run  " + command);
    }
}

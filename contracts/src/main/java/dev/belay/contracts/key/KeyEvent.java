package dev.belay.contracts.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code belay.keys}: what keys applications have. A key itself is in no event, only its digest, from which 256 random bits
 * cannot be found. Once revoked a key stays so, whatever comes behind it.
 */
public sealed interface KeyEvent extends Event {

    /** Tells keys apart; it is no secret. */
    String id();

    @Override
    default String key() {
        return id();
    }

    /**
     * @param digest of the key's text
     * @param prompts {@code team/name}, or {@code team/*} for all of a team
     * @param by who made it
     * @param use what it is for, {@link Use#READ} when absent
     */
    @EventType("dev.belay.key.created.v1")
    record KeyCreated(
            String id,
            Digest digest,
            String prompts,
            String environment,
            String by,
            @Nullable Use use) implements KeyEvent {

        public Use useOrDefault() {
            return use == null ? Use.READ : use;
        }

        /** Whether it is good for a prompt in an environment. */
        public boolean opens(String prompt, String where) {
            var all = prompts.endsWith("/*");
            var named = all ? prompts.substring(0, prompts.length() - 1) : prompts;
            return environment.equals(where) && (all ? prompt.startsWith(named) : prompt.equals(named));
        }
    }

    enum Use {
        /** An application reads what is live, and says what it got. */
        @JsonProperty("read")
        READ,
        /** As {@link #READ}; and what it says that it got may alone cause a rollback. */
        @JsonProperty("trusted")
        TRUSTED,
        /** Orders rollbacks, and nothing else. */
        @JsonProperty("roll-back")
        ROLL_BACK;

        public static Optional<Use> named(String wireName) {
            return Arrays.stream(values())
                    .filter(use -> use.wireName().equals(wireName))
                    .findFirst();
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @EventType("dev.belay.key.revoked.v1")
    record KeyRevoked(String id, String prompts, String by) implements KeyEvent {}
}

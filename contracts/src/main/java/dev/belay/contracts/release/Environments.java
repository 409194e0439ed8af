package dev.belay.contracts.release;

/** What the names of environments say. */
public final class Environments {

    /** Where rollbacks are rehearsed. */
    public static final String DRILL = "drill";

    private Environments() {}

    /** Whether what happens there is a rehearsal: it neither sets nor sees holds, and closes nothing (release protocol, rule 3). */
    public static boolean isDrill(String environment) {
        return environment.startsWith(DRILL);
    }
}

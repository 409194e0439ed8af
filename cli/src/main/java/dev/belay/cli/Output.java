package dev.belay.cli;

/** The values of {@code --output}, in the case in which they are typed. */
public enum Output {
    text,
    json,
    table,
    junit,
    html;

    /** Whether only a command that makes reports has it. */
    boolean isReport() {
        return this == table || this == junit || this == html;
    }
}

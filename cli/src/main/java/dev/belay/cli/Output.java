package dev.belay.cli;

/** The values of {@code --output}, in the case in which they are typed. */
public enum Output {
    text,
    json,
    table,
    csv,
    junit,
    html;

    /** Whether only some commands have it. */
    boolean isReport() {
        return this == table || this == csv || this == junit || this == html;
    }
}

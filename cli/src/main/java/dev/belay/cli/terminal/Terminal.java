package dev.belay.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EventJson;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Scanner;

/**
 * The one way to print. As JSON, standard output carries one document and everything else goes to standard error; as
 * text, only failures and questions do.
 */
public final class Terminal {

    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Mode mode;

    public Terminal(PrintWriter out, PrintWriter err, Mode mode) {
        this.out = out;
        this.err = err;
        this.mode = mode;
    }

    /**
     * @param json one document instead of text
     * @param colour whether escape sequences may be printed
     * @param interactive whether lines may be redrawn and questions asked
     */
    public record Mode(boolean json, boolean colour, boolean interactive) {}

    /** What is said goes to {@code page}, as text of the same colours, to be shown later. */
    public Terminal onto(PrintWriter page) {
        return new Terminal(page, page, new Mode(mode.json(), mode.colour(), false));
    }

    public boolean json() {
        return mode.json();
    }

    public boolean interactive() {
        return mode.interactive();
    }

    public void say(String line) {
        talk().println(line);
        talk().flush();
    }

    private PrintWriter talk() {
        return mode.json() ? err : out;
    }

    public void blank() {
        say("");
    }

    /** What went wrong, and what to do. */
    public void complain(String line) {
        err.println(line);
        err.flush();
    }

    /** Replaces the line last drawn; an empty one erases it. What is too long is cut off: half a line cannot be erased. */
    public void redraw(String line) {
        talk().print("\r\u001b[K" + NO_WRAP + line + WRAP);
        talk().flush();
    }

    /** The result: the document when JSON is asked for, else whatever {@code asText} prints. */
    public void result(Object document, Runnable asText) {
        if (!mode.json()) {
            asText.run();
            return;
        }
        try {
            out.println(EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot print " + document, e);
        }
    }

    /** Raw text, such as a script that is meant to be read by another program. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** Where nobody can answer the answer is no. */
    public boolean confirm(String question, Scanner answers) {
        if (!mode.interactive()) {
            return false;
        }
        err.print(question + " [y/N] ");
        err.flush();
        return answers.hasNextLine()
                && answers.nextLine().trim().toLowerCase(Locale.ROOT).startsWith("y");
    }

    public String styled(Style style, String text) {
        return mode.colour() ? style.apply(text) : text;
    }

    public String green(String text) {
        return styled(Style.GREEN, text);
    }

    public String red(String text) {
        return styled(Style.RED, text);
    }

    public String yellow(String text) {
        return styled(Style.YELLOW, text);
    }

    public String dim(String text) {
        return styled(Style.DIM, text);
    }

    public String bold(String text) {
        return styled(Style.BOLD, text);
    }
}

package dev.belay.evaluation.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What models cost. A table is text: one {@code model,input,output} a line, prices in US dollars for a million tokens,
 * {@code #} starts a comment. A model is {@code provider:name}; it also stands for its dated snapshots
 * ({@code openai:gpt-4.1} for {@code gpt-4.1-2025-04-14}), and with a final {@code *} for every model that begins so.
 */
public final class Prices {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final Pattern SNAPSHOT = Pattern.compile("-\\d[\\d-]*");

    private record Price(String model, BigDecimal input, BigDecimal output) {

        boolean covers(String asked) {
            if (model.endsWith("*")) {
                return asked.startsWith(model.substring(0, model.length() - 1));
            }
            return asked.startsWith(model)
                    && (asked.length() == model.length()
                            || SNAPSHOT.matcher(asked.substring(model.length())).matches());
        }
    }

    private final List<Price> prices;

    private Prices(List<Price> prices) {
        this.prices = List.copyOf(prices);
    }

    /** The table that ships: list prices of a few well-known models, and a made-up one for the simulated ones. */
    public static Prices builtIn() {
        try (var table = Prices.class.getResourceAsStream("prices.csv")) {
            if (table == null) {
                throw new IllegalStateException("prices.csv is missing from the jar");
            }
            return new Prices(parsed(new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))
                    .lines()
                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These prices, with those of the file before them. Throws {@link IllegalArgumentException} naming a bad line. */
    public Prices with(Path file) throws IOException {
        var all = new ArrayList<>(parsed(Files.readAllLines(file, StandardCharsets.UTF_8)));
        var replaced = all.stream().map(Price::model).toList();
        prices.stream().filter(price -> !replaced.contains(price.model())).forEach(all::add);
        return new Prices(all);
    }

    /** In US dollars; empty for a model that no line covers, or when tokens were not counted. */
    public Optional<BigDecimal> cost(
            String provider, String model, @Nullable Integer promptTokens, @Nullable Integer completionTokens) {
        if (promptTokens == null || completionTokens == null) {
            return Optional.empty();
        }
        return cost(provider, model, promptTokens.longValue(), completionTokens.longValue());
    }

    Optional<BigDecimal> cost(String provider, String model, long promptTokens, long completionTokens) {
        var asked = provider + ":" + model;
        return prices.stream()
                .filter(price -> price.covers(asked))
                .max(Comparator.comparingInt(price -> price.model().length()))
                .map(price -> price.input()
                        .multiply(BigDecimal.valueOf(promptTokens))
                        .add(price.output().multiply(BigDecimal.valueOf(completionTokens)))
                        .divide(MILLION)
                        .stripTrailingZeros())
                .map(cost -> cost.scale() < 0 ? cost.setScale(0) : cost);
    }

    private static List<Price> parsed(List<String> lines) {
        var prices = new ArrayList<Price>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                prices.add(price(line, i + 1));
            }
        }
        return prices;
    }

    private static Price price(String line, int number) {
        var fields = line.split("\\s*,\\s*", -1);
        try {
            if (fields.length == 3 && fields[0].contains(":")) {
                return new Price(fields[0], new BigDecimal(fields[1]), new BigDecimal(fields[2]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(unreadable(line, number), e);
        }
        throw new IllegalArgumentException(unreadable(line, number));
    }

    private static String unreadable(String line, int number) {
        return "line " + number + " of the prices: \"" + line
                + "\" (expected: provider:model,input,output in US dollars for a million tokens)";
    }
}

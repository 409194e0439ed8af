package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.loader.ResourceLocator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders promptfoo's templates: Nunjucks without HTML escaping, where what is missing renders as nothing. Safe for any
 * number of threads.
 *
 * <p>Jinjava renders; {@link NunjucksSource}, {@link Filters} and {@link Properties} make it print and read as Nunjucks
 * does. {@code {{env.NAME}}} is a variable like any other here: the environment of the process is never seen.
 *
 * <p>Known to differ: {@code and} gives true or false instead of its last operand, arithmetic on what is not a number
 * gives 0 instead of NaN, and there are no regular expressions and no {@code filter}, {@code call} or {@code include} tags.
 */
public final class Nunjucks {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\{[{%][^}]*\\benv\\s*[.\\[]");
    private static final long LONGEST = 10_000_000;

    private Nunjucks() {}

    /** Made when the first template is rendered: it takes half a second that most commands need not spend. */
    private static final class Engine {
        static final Jinjava INSTANCE = make();
    }

    private static Jinjava make() {
        var engine = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withKeepTrailingNewline(true)
                .withElResolver(new Properties())
                .withInterperterFactory(new Printing())
                .withMaxOutputSize(LONGEST)
                .withMaxStringLength(LONGEST)
                .withMaxRenderDepth(50)
                .withRangeLimit(10_000)
                .build());
        engine.setResourceLocator(NO_FILES);
        Filters.own().forEach(engine.getGlobalContext()::registerFilter);
        engine.getGlobalContext().registerExpTest(new StrictlyEqual());
        return engine;
    }

    private static final ResourceLocator NO_FILES = (name, charset, interpreter) -> {
        throw new TemplateFailed("template not found: " + name);
    };

    /** @throws TemplateFailed where Nunjucks throws */
    public static String render(String template, Map<String, JsonNode> vars) {
        if (!NunjucksSource.isTemplate(template)) {
            return template;
        }
        return PlainTemplate.render(template, vars).orElseGet(() -> byJinjava(template, vars));
    }

    private static String byJinjava(String template, Map<String, JsonNode> vars) {
        var bindings = new HashMap<String, @Nullable Object>();
        vars.forEach((name, value) -> bindings.put(name, Values.of(value)));
        RenderResult result;
        try {
            result = Engine.INSTANCE.renderForResult(NunjucksSource.toJinja(template), bindings);
        } catch (TemplateFailed own) {
            throw own;
        } catch (RuntimeException | StackOverflowError jinjavas) {
            // What Jinjava does not report as an error of the template it throws, in many shapes.
            throw new TemplateFailed(String.valueOf(jinjavas.getMessage()));
        }
        if (result.hasErrors()) {
            var error = result.getErrors().getFirst();
            for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
                if (cause instanceof TemplateFailed own) {
                    throw own;
                }
            }
            throw new TemplateFailed(error.getMessage());
        }
        return result.getOutput();
    }

    /** Whether it uses {@code env}, which promptfoo fills from the process and Belay never does. */
    public static boolean readsEnvironment(String template) {
        return ENVIRONMENT.matcher(template).find();
    }

    /** What is wrong with a template whatever the variables are. */
    public static Optional<String> problemOf(String template) {
        if (readsEnvironment(template)) {
            return Optional.of("The template reads the environment ({{env…}}), which Belay never shows to templates;"
                    + " give the value as a variable of the case.");
        }
        try {
            if (NunjucksSource.isTemplate(template)) {
                NunjucksSource.toJinja(template);
            }
            return Optional.empty();
        } catch (TemplateFailed failed) {
            return Optional.ofNullable(failed.getMessage());
        }
    }

    /** Prints values as JavaScript does. */
    private static final class Printing implements InterpreterFactory {
        @Override
        public JinjavaInterpreter newInstance(JinjavaInterpreter orig) {
            return new NunjucksInterpreter(orig);
        }

        @Override
        public JinjavaInterpreter newInstance(Jinjava application, Context context, JinjavaConfig renderConfig) {
            return new NunjucksInterpreter(application, context, renderConfig);
        }
    }
}

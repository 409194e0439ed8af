package dev.belay.evaluation.template;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Mustache without whatever reaches outside of the template: one factory parses one template. */
final class PlainMustacheFactory extends DefaultMustacheFactory {

    /** Parser and renderer recurse into sections; far deeper than a prompt goes, and no stack is filled. */
    private static final int MAX_DEPTH = 50;

    private int depth;

    PlainMustacheFactory() {
        setObjectHandler(new JsonValues());
    }

    @Override
    public void encode(String value, Writer writer) {
        try {
            writer.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reader getReader(String resourceName) {
        throw new MustacheException("partials are not available");
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        if (depth++ > MAX_DEPTH) {
            throw new MustacheException("sections more than " + MAX_DEPTH + " deep");
        }
        return new Refusing(this);
    }

    private final class Refusing extends DefaultMustacheVisitor {

        Refusing(DefaultMustacheFactory factory) {
            super(factory);
        }

        /** The end of what this visitor was made for. */
        @Override
        public Mustache mustache(TemplateContext context) {
            depth--;
            return super.mustache(context);
        }

        @Override
        public void partial(TemplateContext context, String variable, String indent) {
            throw new MustacheException("partials ({{>" + variable + "}}) are not available", context);
        }

        @Override
        public void dynamicPartial(TemplateContext context, String variable, String indent) {
            partial(context, variable, indent);
        }

        @Override
        public void extend(TemplateContext context, String variable, Mustache mustache) {
            throw new MustacheException("parents ({{<" + variable + "}}) are not available", context);
        }

        @Override
        public void name(TemplateContext context, String variable, Mustache mustache) {
            throw new MustacheException("blocks ({{$" + variable + "}}) are not available", context);
        }

        @Override
        public void checkName(TemplateContext context, String variable, Mustache mustache) {
            throw new MustacheException("{{?" + variable + "}} is not available", context);
        }

        @Override
        public void pragma(TemplateContext context, String pragma, String arguments) {
            throw new MustacheException("pragmas ({{%" + pragma + "}}) are not available", context);
        }
    }
}

package dev.belay.local.stack;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Certificate;
import dev.belay.contracts.signing.Kind;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The rest of Belay, for a test that plays it: events as their writers sign them. */
public final class TestWriters {

    private final Trust trust;
    private final Function<Writer, Signer> keys;
    private final Map<Writer, Signer> signers = new ConcurrentHashMap<>();

    private TestWriters(Trust trust, Function<Writer, Signer> keys) {
        this.trust = trust;
        this.keys = keys;
    }

    /** With the keys of the shared {@link TestStack}: the services under test believe them. */
    public static TestWriters shared() {
        var directory = TestStack.shared().keys();
        return new TestWriters(
                Trust.read(directory.resolve(Writer.GATE.wireName())),
                writer -> Signer.read(directory.resolve(writer.wireName())));
    }

    /** With keys that {@code root} makes, for a test without a stack. */
    public static TestWriters of(Root root) {
        var anchor = root.anchor();
        return new TestWriters(
                new Trust(anchor.installation(), anchor.rootKey()),
                writer -> new Signer(root.appoint(
                        writer.wireName(),
                        writer.kinds(),
                        List.of(Certificate.EVERY_ENVIRONMENT),
                        writer.ordinal() + 1L)));
    }

    public Trust trust() {
        return trust;
    }

    /** By the one whose event it is, if anybody signs its topic. */
    public EncodedEvent sign(EventEnvelope<? extends Event> envelope) {
        var event = envelope.data();
        var topic = Topic.of(event);
        return topic.isSigned()
                ? sign(Writer.of(Kind.of(topic.topicName(), EventCodec.typeName(event.getClass()))), envelope)
                : EventCodec.encode(envelope);
    }

    /** By {@code writer}, whether its key is good for that or not. */
    public EncodedEvent sign(Writer writer, EventEnvelope<? extends Event> envelope) {
        return signer(writer).sign(Topic.of(envelope.data()), EventCodec.encode(envelope));
    }

    public Signer signer(Writer writer) {
        return signers.computeIfAbsent(writer, keys);
    }
}

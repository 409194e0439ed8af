package dev.belay.contracts.audit;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.signing.Trust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Follows one chain of a seal, record by record. It asks nobody but the root's key. */
public final class ChainCheck {

    private final AuditSeal.Chain chain;
    private final Trust trust;
    private final List<Flaw> flaws = new ArrayList<>();
    private long next;
    private Digest previous;

    public ChainCheck(AuditSeal.Chain chain, Trust trust) {
        this.chain = chain;
        this.trust = trust;
        this.next = chain.first();
        this.previous = chain.previous();
    }

    /** Whether the seal is the gate's. */
    public static List<Flaw> of(AuditSeal.Signed signed, Trust trust) {
        return trust
                .verifyStatement(AuditSeal.KIND, signed.seal().text(), signed.signature(), signed.certificate())
                .refusal()
                .map(reason -> new Flaw("", 0, "the seal is not the gate's, " + reason))
                .stream()
                .toList();
    }

    /** In the order of places. */
    public void read(AuditRecord record) {
        if (record.place() != next) {
            flaw(next, "the record is missing: the next one is " + record.place());
        } else if (!record.previous().equals(previous)) {
            flaw(
                    next,
                    "it follows " + record.previous().brief() + ", but the record before it is " + previous.brief()
                            + ": one of them was altered");
        }
        trust.verify(
                        record.topic(),
                        record.key(),
                        record.headers(),
                        record.body().getBytes(StandardCharsets.UTF_8))
                .refusal()
                .ifPresent(reason -> flaw(record.place(), "it is not as its writer signed it, " + reason));
        next = record.place() + 1;
        previous = record.digest();
    }

    /** What was found, once all records of the chain were read. */
    public List<Flaw> flaws() {
        var all = new ArrayList<>(flaws);
        if (next <= chain.last()) {
            all.add(new Flaw(chain.key(), next, "the records from here to " + chain.last() + " are missing"));
        } else if (!previous.equals(chain.digest())) {
            all.add(new Flaw(
                    chain.key(),
                    chain.last(),
                    "it is " + previous.brief() + ", the chain ends with "
                            + chain.digest().brief() + ": it was altered"));
        }
        return List.copyOf(all);
    }

    private void flaw(long place, String what) {
        flaws.add(new Flaw(chain.key(), place, what));
    }
}

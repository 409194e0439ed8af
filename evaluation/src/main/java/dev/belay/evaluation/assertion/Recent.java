package dev.belay.evaluation.assertion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made lately, by what it was made from. At most {@code most} entries, the least recently used goes first; safe for
 * any number of threads. Making happens outside the lock, so two threads may make the same thing, and a maker may throw.
 */
final class Recent<K, V> {
    private final int most;
    private final Map<K, V> entries;

    Recent(int most) {
        this.most = most;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > Recent.this.most;
            }
        };
    }

    V get(K key, Function<K, V> make) {
        synchronized (entries) {
            var known = entries.get(key);
            if (known != null) {
                return known;
            }
        }
        var made = make.apply(key);
        synchronized (entries) {
            entries.put(key, made);
        }
        return made;
    }
}

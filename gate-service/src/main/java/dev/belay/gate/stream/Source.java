package dev.belay.gate.stream;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;

/** What a stream is fed from; asked by one thread only. */
public interface Source extends AutoCloseable {

    /** @param last nothing comes after {@code events} */
    record Poll(List<OutboundSseEvent> events, boolean last) {

        public Poll {
            events = List.copyOf(events);
        }
    }

    /** What there is since the last time; waits a moment when there is nothing. */
    Poll poll() throws InterruptedException;

    @Override
    void close();
}

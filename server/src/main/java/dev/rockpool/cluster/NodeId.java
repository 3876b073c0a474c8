package dev.rockpool.cluster;

import com.fasterxml.uuid.Generators;
import org.springframework.stereotype.Component;

/// Names this process among the nodes that share a database; new with every start.
@Component
public final class NodeId {

    private final String value =
            Generators.timeBasedEpochRandomGenerator().generate().toString();

    NodeId() {}

    public String value() {
        return value;
    }
}

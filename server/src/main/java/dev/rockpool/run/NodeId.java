package dev.rockpool.run;

import org.springframework.stereotype.Component;

/// Names this process among the nodes that share a database; new with every start.
@Component
final class NodeId {

    private final String value = RunId.uuid();

    String value() {
        return value;
    }
}

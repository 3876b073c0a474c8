package dev.rockpool.simulator;

import tools.jackson.databind.node.ObjectNode;

/// Tokens of one turn; a rough count, four letters to the token for what the model read.
record Usage(long prompt, long completion) {
    static final Usage NONE = new Usage(0, 0);

    long total() {
        return prompt + completion;
    }

    void writeTo(ObjectNode parent) {
        parent.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", total());
    }
}

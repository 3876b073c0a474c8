package dev.rockpool.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models` and `GET /v1/models/{id}`.
final class Models {
    static final String PATH = "/v1/models";

    private Models() {}

    static void answer(Exchange exchange, List<String> ids) {
        var path = exchange.request().path();
        if (path.equals(PATH)) {
            var list = Json.object().put("object", "list");
            var data = list.putArray("data");
            ids.forEach(id -> data.add(model(id)));
            exchange.json(200, list);
            return;
        }
        var id = QueryStringDecoder.decodeComponent(path.substring(PATH.length() + 1));
        if (!id.equals("openclaw") && Agents.inModel(id) == null) {
            throw Refusal.badRequest("Invalid model id.");
        }
        if (!ids.contains(id)) {
            throw Refusal.of(404, "invalid_request_error", "Model '" + id + "' not found.");
        }
        exchange.json(200, model(id));
    }

    static boolean matches(Request request) {
        return request.path().equals(PATH) || request.path().startsWith(PATH + "/");
    }

    private static ObjectNode model(String id) {
        var model = Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "openclaw");
        model.putArray("permission");
        return model;
    }
}

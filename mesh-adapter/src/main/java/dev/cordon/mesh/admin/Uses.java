package dev.cordon.mesh.admin;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.Usage;
import java.util.Map;

/** How something was used, in answers. */
final class Uses {

    private Uses() {}

    static JsonObjectBuilder add(JsonObjectBuilder answer, Usage usage) {
        JsonObjectBuilder uses = Json.object();
        for (Map.Entry<String, Long> count : usage.counts().entrySet()) {
            uses.put(count.getKey(), Math.min(count.getValue(), Json.LARGEST));
        }
        return answer.put("firstUsed", usage.first().map(time -> Json.of(time.toString())))
                .put("lastUsed", usage.last().map(time -> Json.of(time.toString())))
                .put("uses", uses.build());
    }
}

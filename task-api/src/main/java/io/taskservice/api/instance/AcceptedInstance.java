package io.taskservice.api.instance;

import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answer to a request that made an instance: it will run, but has not yet. */
public final class AcceptedInstance {

    private AcceptedInstance() {}

    public static ResponseEntity<Envelope<InstanceView>> answer(Envelopes envelopes, InstanceView instance) {
        return ResponseEntity.accepted().location(location(instance)).body(envelopes.of("Accepted", instance));
    }

    /** Where an instance is found. */
    public static URI location(InstanceView instance) {
        return URI.create(InstanceController.PATH + "/" + instance.id());
    }
}

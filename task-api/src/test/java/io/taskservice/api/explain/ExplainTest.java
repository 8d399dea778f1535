package io.taskservice.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.instance.ClaimRequest;
import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import io.taskservice.scaling.ScalingRepository;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Base of what explains: test-node is the only executor and scheduler, and nothing is left of other tests. */
abstract class ExplainTest extends ApiTest {

    @Autowired
    private ScalingRepository scaling;

    @BeforeEach
    void alone() {
        update("UPDATE task_instances SET status = 'CANCELLED' WHERE status = 'PENDING'");
        update("UPDATE nodes SET state = 'GONE' WHERE id != 'test-node' AND roles != 'api'");
        putBack();
    }

    /** Other tests share the node. */
    @AfterEach
    void putBack() {
        update("UPDATE nodes SET roles = 'scheduler,executor', state = 'ALIVE', wish = 'WORK', busy = 0, slots = 10,"
                + " handlers = 'customTaskHandler\\necho\\nsleep', queues = 'default',"
                + " lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE id = 'test-node'");
        update("DELETE FROM cluster_numbers");
        update("UPDATE cluster_state SET wish = 'RUNNING'");
    }

    /** Claims what every executor would that lives, works and has a slot, in its queues and for its handlers. */
    List<String> startedByTheExecutors() {
        List<Claim> claims = new ArrayList<>();
        for (Node node : nodes.live()) {
            int share = scaling.look().shares().getOrDefault(node.id(), 0);
            boolean works = node.state() == NodeState.ALIVE && node.wish() == NodeWish.WORK;
            int free = works ? Math.max(0, share - node.load().busy()) : 0;
            claims.addAll(claimRepository
                    .claim(new ClaimRequest(
                            node.id(), node.profile().queues(), node.profile().handlers(), free))
                    .claims());
        }
        return claims.stream().map(claim -> claim.id().value()).toList();
    }

    static List<String> codes(JsonNode explanation) {
        return explanation.get("blockers").findValuesAsString("code");
    }

    static JsonNode blocker(JsonNode explanation, String code) {
        for (JsonNode one : explanation.get("blockers")) {
            if (one.get("code").asString().equals(code)) {
                return one;
            }
        }
        throw new AssertionError(code + " is not in " + explanation);
    }

    static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }
}

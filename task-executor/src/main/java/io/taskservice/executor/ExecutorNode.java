package io.taskservice.executor;

import io.taskservice.node.HandlerInfo;
import io.taskservice.node.NodePart;
import io.taskservice.node.Role;
import java.util.List;
import java.util.Set;

/**
 * What an executor is made of before it begins, and what its node tells of it.
 *
 * @param handlerRegistry the handlers it has
 * @param inFlight its slots and attempts
 * @param params reads params
 * @param metrics its metrics
 * @param queues queues it claims from
 */
record ExecutorNode(
        HandlerRegistry handlerRegistry,
        InFlight inFlight,
        ParamsReader params,
        ExecutorMetrics metrics,
        Set<String> queues)
        implements NodePart {

    @Override
    public Role role() {
        return Role.EXECUTOR;
    }

    @Override
    public int slots() {
        return inFlight.slots();
    }

    @Override
    public Set<String> handlers() {
        return handlerRegistry.names();
    }

    @Override
    public List<HandlerInfo> handlerInfos() {
        return handlerRegistry.infos(params);
    }

    @Override
    public int busy() {
        return inFlight.busy();
    }
}

package io.taskservice.webhook;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import java.lang.reflect.Proxy;
import java.util.List;

/** Nobody has a webhook. */
public final class MemoryWebhookMapper {

    private MemoryWebhookMapper() {}

    public static void add(MemoryMappers mappers, MemoryStore store) {
        Class<WebhookMapper> type = WebhookMapper.class;
        mappers.add(
                type,
                type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                            if (method.getName().equals("enabled")) {
                                return store.statement("WebhookMapper.enabled", tx -> List.of());
                            }
                            throw notSimulated("WebhookMapper." + method.getName());
                        })));
    }
}

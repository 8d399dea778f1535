package io.taskservice.api.submit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param accepted how many made an instance
 * @param existing how many found the instance that their request key had made
 * @param rejected how many did neither
 * @param items each of them, in the order of the request
 */
@Schema(name = "Batch")
record BatchView(long accepted, long existing, long rejected, List<BatchItemView> items) {

    static BatchView of(List<BatchItemView> items) {
        return new BatchView(
                count(items, BatchItemView.ACCEPTED),
                count(items, BatchItemView.EXISTING),
                count(items, BatchItemView.REJECTED),
                items);
    }

    private static long count(List<BatchItemView> items, String status) {
        return items.stream().filter(item -> item.status().equals(status)).count();
    }
}

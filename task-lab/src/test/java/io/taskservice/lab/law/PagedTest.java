package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagedTest {

    @Test
    void goesThroughAllPagesAndAsksNoMoreOftenThanItMust() {
        assertThat(all(0)).isEmpty();
        assertThat(all(2)).containsExactly(1, 2);
        assertThat(all(3)).containsExactly(1, 2, 3);
        assertThat(all(7)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(asked).containsExactly(null, null, null, 3, null, 3, 6);
    }

    private final List<@Nullable Integer> asked = new ArrayList<>();

    private List<Integer> all(int count) {
        List<Integer> all = new ArrayList<>();
        new Paged<Integer>(3, last -> page(last, count)).forEachRemaining(all::add);
        return all;
    }

    private List<Integer> page(@Nullable Integer last, int count) {
        asked.add(last);
        List<Integer> page = new ArrayList<>();
        for (int i = last == null ? 1 : last + 1; i <= count && page.size() < 3; i++) {
            page.add(i);
        }
        return page;
    }
}

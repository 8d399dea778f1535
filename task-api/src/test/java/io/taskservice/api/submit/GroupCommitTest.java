package io.taskservice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final String GATE = "gate";
    private static final String POISON = "poison";
    private static final String AWAY = "away";
    private static final String REFUSED = "refused";
    private static final String BROKEN = "broken";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final GroupCommit<String, String> group =
            new GroupCommit<>(3, this::work, e -> AWAY.equals(e.getMessage()));

    @AfterEach
    void stop() {
        gate.countDown();
        threads.shutdownNow();
    }

    @Test
    void whoComesAloneWaitsForNobody() {
        assertThat(group.take("a")).isEqualTo("a done");
        assertThat(group.take("b")).isEqualTo("b done");

        assertThat(transactions).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whoeverComesWhileOneIsUnderWaySharesTheNext() {
        List<CompletableFuture<String>> taken = behindTheGate("a", "b");

        assertThat(taken).map(CompletableFuture::join).containsExactly("gate done", "a done", "b done");
        assertThat(transactions).containsExactly(List.of(GATE), List.of("a", "b"));
    }

    @Test
    void noMoreThanTheMostShareOne() {
        List<CompletableFuture<String>> taken = behindTheGate("a", "b", "c", "d");

        assertThat(taken).map(CompletableFuture::join).contains("d done");
        assertThat(transactions).containsExactly(List.of(GATE), List.of("a", "b", "c"), List.of("d"));
    }

    @Test
    void whatOneIsRefusedForIsNothingToTheOthers() {
        List<CompletableFuture<String>> taken = behindTheGate("a", REFUSED, "b");

        assertThat(taken.get(1).join()).isEqualTo("a done");
        assertFails(taken.get(2), REFUSED);
        assertThat(taken.get(3).join()).isEqualTo("b done");
        assertThat(transactions).hasSize(2);
    }

    @Test
    void whoMakesTheTransactionFailFailsAlone() {
        List<CompletableFuture<String>> taken = behindTheGate("a", POISON, "b");

        assertThat(taken.get(1).join()).isEqualTo("a done");
        assertFails(taken.get(2), POISON);
        assertThat(taken.get(3).join()).isEqualTo("b done");
        assertThat(transactions).contains(List.of("a", POISON, "b"), List.of("a"), List.of(POISON), List.of("b"));
    }

    @Test
    void whatMeetsEverybodyIsNotTriedAgainByEach() {
        List<CompletableFuture<String>> taken = behindTheGate("a", AWAY);

        assertFails(taken.get(1), AWAY);
        assertFails(taken.get(2), AWAY);
        assertThat(transactions).containsExactly(List.of(GATE), List.of("a", AWAY));
    }

    @Test
    void nobodyIsLeftWaitingWhenAThreadBreaksDown() {
        List<CompletableFuture<String>> taken = behindTheGate(BROKEN, "a");

        assertThatThrownBy(taken.get(1)::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(taken.get(2).join()).isEqualTo("a done");
        assertThat(group.take("later")).isEqualTo("later done");
    }

    @Test
    void eachGetsItsOwnHoweverManyCome() {
        gate.countDown();
        List<CompletableFuture<String>> taken = IntStream.range(0, 500)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> group.take("" + i), threads))
                .toList();

        for (int i = 0; i < taken.size(); i++) {
            assertThat(taken.get(i).join()).isEqualTo(i + " done");
        }
        assertThat(transactions.stream().mapToInt(List::size).sum()).isEqualTo(500);
    }

    /** The first holds the transaction under way until the others wait, in their order. */
    private List<CompletableFuture<String>> behindTheGate(String... others) {
        List<CompletableFuture<String>> taken = new ArrayList<>();
        taken.add(CompletableFuture.supplyAsync(() -> group.take(GATE), threads));
        await().until(() -> transactions.size() == 1);
        for (String other : others) {
            taken.add(CompletableFuture.supplyAsync(() -> group.take(other), threads));
            await().until(() -> group.waiting() == taken.size() - 1);
        }
        gate.countDown();
        return taken;
    }

    private List<Supplier<String>> work(List<String> wanted) {
        transactions.add(List.copyOf(wanted));
        if (wanted.contains(GATE)) {
            await().until(() -> gate.getCount() == 0);
        }
        if (wanted.contains(BROKEN)) {
            throw new StackOverflowError();
        }
        if (wanted.contains(POISON)) {
            throw new IllegalStateException(POISON);
        }
        if (wanted.contains(AWAY)) {
            throw new IllegalStateException(AWAY);
        }
        return wanted.stream().map(GroupCommitTest::outcome).toList();
    }

    private static Supplier<String> outcome(String wanted) {
        return () -> {
            if (wanted.equals(REFUSED)) {
                throw new IllegalStateException(REFUSED);
            }
            return wanted + " done";
        };
    }

    private static void assertFails(CompletableFuture<String> taken, String message) {
        assertThatThrownBy(taken::join).isInstanceOf(CompletionException.class).hasRootCauseMessage(message);
    }
}

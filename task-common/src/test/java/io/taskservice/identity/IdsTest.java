package io.taskservice.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskservice.testkit.Together;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void anIdIsAUuidOfVersion7AndOfNow() {
        long before = System.currentTimeMillis();
        UUID id = UUID.fromString(Ids.next());
        long after = System.currentTimeMillis();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
        assertThat(Ids.next()).hasSize(36);
    }

    @Test
    void eachIdIsGreaterAsTextThanTheOneBefore() {
        List<String> ids = IntStream.range(0, 20_000).mapToObj(i -> Ids.next()).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void threadsNeverMakeTheSame() {
        List<List<String>> made = Together.call(
                4,
                thread -> IntStream.range(0, 10_000).mapToObj(i -> Ids.next()).toList());

        Set<String> all = new HashSet<>();
        made.forEach(all::addAll);
        assertThat(all).hasSize(40_000);
    }

    @Test
    void theLowestIdOfAnInstantIsBetweenThoseBeforeAndThoseFromThenOn() {
        String before = Ids.next();
        Instant later = Instant.now().plusSeconds(3600);

        assertThat(InstanceId.lowestAt(later).value()).isGreaterThan(before);
        assertThat(InstanceId.lowestAt(Instant.now().minusSeconds(3600)).value())
                .isLessThan(before);
        assertThat(InstanceId.lowestAt(later).value())
                .isLessThan(InstanceId.lowestAt(later.plusMillis(1)).value());
        assertThat(InstanceId.parse(InstanceId.lowestAt(later).value())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "' or 1=1 --",
                "01a20242-1c88-70bb-864f-bcb8aa1b86b",
                "01a20242-1c88-70bb-864f-bcb8aa1b86beb",
                "01A20242-1C88-70BB-864F-BCB8AA1B86BE",
                "01a20242-1c88-70bb-864f-bcb8aa1b86be\n"
            })
    void whatIsNotAnIdNamesNothing(String text) {
        assertThat(InstanceId.parse(text)).isEmpty();
        assertThat(DefinitionId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "A",
                "acmé",
                "a b",
                "a_b",
                "' or 1=1 --",
                "a\n",
                "0123456789012345678901234567890123456"
            })
    void whatIsNotATenantIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "acme-2", "a-", "012345678901234567890123456789012345"})
    void aTenantIsLowerCaseLettersDigitsAndHyphens(String text) {
        assertThat(new TenantId(text).value()).isEqualTo(text);
    }
}

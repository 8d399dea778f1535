package io.taskservice.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretReferencesTest {

    private static final Map<String, String> VALUES = Map.of("a", "first", "b.c-d_1", "say \"hi\"\\\n${secret:a}");

    @Test
    void findsNamesWithinStringValues() {
        assertThat(SecretReferences.in("{\"x\":\"${secret:a}\",\"y\":[{\"z\":\"Bearer ${secret:b}, ${secret:c}\"}]}"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void namesOfMembersAreNoReferences() {
        String params = "{\"${secret:a}\" : 1, \"x\\\"${secret:b}\":\"\\\"${secret:c}\"}";

        assertThat(SecretReferences.in(params)).containsExactly("c");
        assertThat(SecretReferences.resolve(params, Map.of("a", "A", "b", "B", "c", "C")))
                .isEqualTo("{\"${secret:a}\" : 1, \"x\\\"${secret:b}\":\"\\\"C\"}");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(SecretReferences.in(null)).isEmpty();
        assertThat(SecretReferences.in("")).isEmpty();
        assertThat(SecretReferences.in("{\"x\":\"${secret\",\"y\":\"${secret:\"}"))
                .isEmpty();
        assertThat(SecretReferences.in("{\"x\":\"${SECRET:a} $secret:a\"}")).isEmpty();
    }

    @Test
    void findsNamesThatNoSecretCanHaveToo() {
        assertThat(SecretReferences.in("{\"x\":\"${secret:} ${secret:no name}\"}"))
                .containsExactly("", "no name");
    }

    @Test
    void putsValuesInAndLeavesEverythingElseAsItWas() {
        assertThat(SecretReferences.resolve(
                        "{ \"n\": 1.10000000000000000000001, \"x\" : \"<${secret:a}|${secret:unknown}>\" }", VALUES))
                .isEqualTo("{ \"n\": 1.10000000000000000000001, \"x\" : \"<first|${secret:unknown}>\" }");
    }

    @Test
    void escapesAValueForJsonAndNeverLooksIntoIt() {
        assertThat(SecretReferences.resolve("{\"x\":\"${secret:b.c-d_1}\"}", VALUES))
                .isEqualTo("{\"x\":\"say \\\"hi\\\"\\\\\\n${secret:a}\"}");
    }

    @Test
    void takesATextThatIsNoJsonAsAWhole() {
        assertThat(SecretReferences.resolve("token=${secret:a}", VALUES)).isEqualTo("token=first");
        assertThat(SecretReferences.resolve("${secret:b.c-d_1}", VALUES)).isEqualTo(VALUES.get("b.c-d_1"));
        assertThat(SecretReferences.in("\"${secret:a}\"")).containsExactly("a");
    }

    @Test
    void copesWithLongTextsAndManyEscapes() {
        String text = "\\\\\\\"".repeat(10_000);

        assertThat(SecretReferences.resolve("{\"x\":\"" + text + "${secret:a}\"}", VALUES))
                .isEqualTo("{\"x\":\"" + text + "first\"}");
    }
}

package io.taskservice.api.fuzz;

import io.taskservice.api.Answer;
import io.taskservice.api.web.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds what is wrong with an answer, whatever it answers. */
final class Judge {

    /** Longer than anything waits but a log that is followed. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final Pattern INSIDES =
            Pattern.compile("(?i)exception|\\bat (io|org|java|com|tools|jakarta)\\.[a-z]|"
                    + "io\\.taskservice|org\\.(spring|apache|mybatis)|tools\\.jackson|\\bjava\\.(lang|util|sql|time|io)\\b|"
                    + "com\\.(mysql|zaxxer)|sqlstate|sql syntax|select .{1,300} from |insert into|jdbc:|<html|tomcat");

    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toSet());

    private Judge() {}

    /** In words; none: nothing is. */
    static List<String> complaints(Shot shot, Answer answer, long millis) {
        List<String> complaints = new ArrayList<>();
        if (answer.status() >= 500 && !isPassing(answer)) {
            complaints.add("it is the server's fault");
        }
        if (!shot.expected().isEmpty() && !shot.expected().contains(answer.status())) {
            complaints.add("the document does not say so: " + shot.expected());
        }
        if (millis > PATIENCE_MILLIS) {
            complaints.add("it took " + millis + " ms");
        }
        Matcher insides = INSIDES.matcher(answer.text());
        if (insides.find()) {
            complaints.add("it tells of the inside: " + insides.group());
        }
        if (answer.status() == 0) {
            return complaints;
        }
        if (!answer.header("X-Content-Type-Options").equals("nosniff") && !shot.isAboutTheServer()) {
            complaints.add("it has no security headers");
        }
        if (!shot.isHead() && !answer.text().isEmpty()) {
            complainOfForm(answer, complaints);
        } else if (answer.status() >= 400 && !shot.isHead() && !shot.isAboutTheServer()) {
            complaints.add("it says nothing");
        }
        return complaints;
    }

    /** The only 503 without anything being away: too many large bodies at once, or a deadlock that five tries lost. */
    private static boolean isPassing(Answer answer) {
        return answer.status() == 503
                && answer.text().contains("SERVICE_UNAVAILABLE")
                && !answer.header("Retry-After").isEmpty();
    }

    private static void complainOfForm(Answer answer, List<String> complaints) {
        JsonNode json;
        try {
            json = answer.json();
        } catch (JacksonException e) {
            complaints.add("it is no JSON");
            return;
        }
        boolean isProblem = answer.header("Content-Type").startsWith("application/problem+json");
        if (answer.status() < 400) {
            complainUnless(json.path("status").asString("").equals("success"), "no success", complaints);
            return;
        }
        String code = json.path(isProblem ? "code" : "error_code").asString("");
        complainUnless(CODES.contains(code), "no code of ours", complaints);
        complainUnless(json.path(isProblem ? "detail" : "message").asString("").length() > 5, "no words", complaints);
        complainUnless(json.path("errors").isArray(), "no list of fields", complaints);
        complainUnless(
                json.path("trace_id").asString("-").equals(answer.header("X-Trace-Id")), "no trace id", complaints);
        complainUnless(isProblem || json.path("status").asString("").equals("error"), "no envelope", complaints);
    }

    private static void complainUnless(boolean isFine, String complaint, List<String> complaints) {
        if (!isFine) {
            complaints.add(complaint);
        }
    }
}

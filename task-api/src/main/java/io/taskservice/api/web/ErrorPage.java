package io.taskservice.api.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed outside every handler, in a filter or in the server itself, in the same form as all else. */
@Hidden
@Controller
final class ErrorPage implements ErrorController {

    private final ErrorAnswers answers;
    private final SecurityHeaders headers;

    ErrorPage(ErrorAnswers answers, SecurityHeaders headers) {
        this.answers = answers;
        this.headers = headers;
    }

    /** Some of what comes here has not been through any filter. */
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        headers.writeHeaders(request, response);
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        ErrorCode code = ErrorCode.of(status);
        ApiException refusal = code == ErrorCode.INTERNAL_ERROR
                ? ErrorAdvice.internalError(request)
                : new ApiException(code, code.status().getReasonPhrase());
        return answers.answer(refusal, request);
    }
}

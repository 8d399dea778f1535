package io.taskservice.api.web;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1, with nothing of one connection left for another; Tomcat makes one by the name of this class. */
public final class FreshParserProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new ConnectionParser(super::createProcessor);
    }
}

package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;

/** How many instances of a definition have not ended. */
record ActiveCount(DefinitionId definitionId, int instances) {}

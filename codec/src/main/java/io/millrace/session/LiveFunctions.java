// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.udf.UserFunction;
import io.millrace.wire.DefinitionReader;
import io.millrace.wire.DefinitionWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Functions of an expression that goes through bytes within one call: they stay where they are, and
 * a ticket that nobody can guess goes in their place.
 */
final class LiveFunctions implements DefinitionWriter {
  private final UUID secret = UUID.randomUUID();
  private final Map<Payload, UserFunction> tickets = new HashMap<>();

  @Override
  public Optional<Bytes> write(String name, FunctionKind kind, Definition definition) {
    if (!(definition instanceof UserFunction function)) {
      return definition.payload();
    }
    ByteBuffer ticket = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
    ticket.putLong(secret.getMostSignificantBits()).putLong(secret.getLeastSignificantBits());
    Bytes bytes = Bytes.wrap(ticket.putInt(tickets.size()).array());
    tickets.put(new Payload(bytes), function);
    return Optional.of(bytes);
  }

  /** Gives tickets back their functions, and asks the other for all else. */
  DefinitionReader reading(DefinitionReader others) {
    return (name, kind, payload) -> {
      UserFunction live = tickets.get(payload);
      return live != null ? live : others.read(name, kind, payload);
    };
  }
}

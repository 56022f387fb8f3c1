// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Bytes;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.udf.UserFunction;
import java.util.Optional;

/** A session that writes and reads the functions of another. */
record SessionCodec(SessionContext session) implements ExtensionCodec {
  @Override
  public Optional<Bytes> encode(ExtensionKind kind, Object thing) {
    return thing instanceof UserFunction function
        ? session.writer().write(function.name(), function.kind(), function)
        : Optional.empty();
  }

  @Override
  public Object decode(ExtensionKind kind, String name, Bytes bytes) {
    FunctionKind function = kind.function();
    if (function == null) {
      return null;
    }
    return bytes.length() == 0
        ? session.registered(name, function)
        : session.reader(session::admitUnsigned).read(name, function, new Payload(bytes));
  }

  @Override
  public Optional<String> codecId() {
    return Optional.of("session:" + session.sessionId());
  }
}

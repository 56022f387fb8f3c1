// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.StreamCorruptedException;
import java.util.ServiceLoader;
import org.apache.flink.annotation.Internal;

/** What Java serialization writes in place of an expression: its bytes, and nothing of its tree. */
@Internal
public final class SerializedExpr implements Externalizable {
  private static final long serialVersionUID = 1L;

  private static final int PART = 1 << 16;

  private transient Expr expr;

  /** For reading. */
  public SerializedExpr() {}

  SerializedExpr(Expr expr) {
    this.expr = expr;
  }

  private static ExprBytes form() {
    return ServiceLoader.load(ExprBytes.class, ExprBytes.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no service " + ExprBytes.class.getName()));
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    byte[] bytes = form().encode(expr);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new StreamCorruptedException("length " + length + " of an expression");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[Math.min(length, PART)];
    // Memory is taken as bytes come, whatever the length says.
    for (int left = length; left > 0; left -= part.length) {
      int count = Math.min(left, part.length);
      in.readFully(part, 0, count);
      bytes.write(part, 0, count);
    }
    try {
      expr = form().decode(bytes.toByteArray());
    } catch (io.millrace.MillraceException e) {
      throw (IOException) new InvalidObjectException(e.getMessage()).initCause(e);
    }
  }

  private Object readResolve() {
    return expr;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of typed values: the type in DataFusion's spelling, then the value. */
final class LiteralFormat {
  private LiteralFormat() {}

  static void write(Literal literal, DataOutputView out) throws IOException {
    VersionedSerializer.writeText(literal.type().toString(), out);
    ValueFormat.write(literal.value(), out);
  }

  static Literal read(DataInputView in) throws IOException {
    DataType type = DataType.parse(VersionedSerializer.readText(in));
    return new Literal(type, ValueFormat.read(in));
  }

  static void write(List<Literal> literals, DataOutputView out) throws IOException {
    out.writeInt(literals.size());
    for (Literal literal : literals) {
      write(literal, out);
    }
  }

  static List<Literal> readList(DataInputView in) throws IOException {
    int count = in.readInt();
    List<Literal> literals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      literals.add(read(in));
    }
    return literals;
  }
}

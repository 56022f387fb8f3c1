// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Fields to the protobuf bytes of DataFusion's {@code datafusion_common.Schema} and back. Stateless
 * and thread-safe.
 */
@PublicEvolving
public final class SchemaCodec {
  private final Limits limits;

  private SchemaCodec(Limits limits) {
    this.limits = limits;
  }

  public static SchemaCodec withLimits(Limits limits) {
    return new SchemaCodec(limits);
  }

  /** Throws {@link io.millrace.MillraceException}: LIMIT_EXCEEDED. */
  public byte[] encode(List<Field> fields) {
    MessageWriter schema = new MessageWriter(limits);
    TypeWriter types = new TypeWriter(limits);
    for (Field field : fields) {
      schema.message(CommonProto.Schema.COLUMNS_FIELD_NUMBER, types.field(field));
    }
    return schema.toByteArray();
  }

  /**
   * Metadata of the schema as a whole is passed over. Throws only {@link
   * io.millrace.MillraceException}, whatever the bytes: MALFORMED_BYTES, UNSUPPORTED_EXPRESSION or
   * LIMIT_EXCEEDED.
   */
  public List<Field> decode(byte[] bytes) {
    limits.check(Limit.BYTES, Refusal.DECODE, bytes.length, "bytes of a schema");
    MessageReader in = new MessageReader(bytes, limits);
    TypeReader types = new TypeReader(in);
    List<Field> fields = new ArrayList<>();
    while (in.next()) {
      if (in.field() == CommonProto.Schema.COLUMNS_FIELD_NUMBER) {
        fields.add(types.field());
      } else {
        in.skip();
      }
    }
    return fields;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.wire.ExprCodec;
import io.millrace.wire.PayloadStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.example.risk.RiskJob;
import org.junit.jupiter.api.Test;

class ClosurePartsTest {
  @Test
  void partsAreThePayload() {
    Bytes payload = payload(RiskJob.over(5));
    List<Bytes> parts = JvmClosure.parts(payload);
    assertThat(parts).hasSize(3);
    assertThat(parts.get(1).sha256()).isEqualTo(JvmClosure.of(RiskJob.over(7)).classDigest());
    assertThat(joined(parts)).isEqualTo(payload);
    Bytes other =
        Bytes.wrap("MLJC\u0001\u007f what looks like it".getBytes(StandardCharsets.UTF_8));
    assertThat(JvmClosure.parts(other)).containsExactly(other);
  }

  /** Ten thousand thresholds, one function. */
  @Test
  void functionsThatDifferInWhatTheyCapturedStoreTheirClassesOnce() {
    Map<Bytes, Bytes> stored = new HashMap<>();
    PayloadStore store =
        new PayloadStore() {
          @Override
          public void put(Bytes digest, Bytes value) {
            stored.put(digest, value);
          }

          @Override
          public Optional<Bytes> get(Bytes digest) {
            return Optional.ofNullable(stored.get(digest));
          }
        };
    ExprCodec codec = ExprCodec.create().keepingUnknownNames().withPayloadParts(JvmClosure::parts);
    for (long limit = 0; limit < 10_000; limit += 500) {
      Expr call = new Expr.ScalarCall("over", List.of(), new Payload(payload(RiskJob.over(limit))));
      byte[] bytes = codec.encode(call, store, 500);
      assertThat(bytes.length).isLessThan(600);
      assertThat(codec.decode(bytes, store)).isEqualTo(call);
    }
    assertThat(stored).hasSize(1);
  }

  private static Bytes payload(Object function) {
    byte[] closure = JvmClosure.of(function).bytes();
    return Bytes.wrap(
        ByteBuffer.allocate(closure.length + 7)
            .put("DFJVUDF".getBytes(StandardCharsets.US_ASCII))
            .put(closure)
            .array());
  }

  private static Bytes joined(List<Bytes> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(Bytes::length).sum());
    parts.forEach(each -> all.put(each.toBuffer()));
    return Bytes.wrap(all.array());
  }
}

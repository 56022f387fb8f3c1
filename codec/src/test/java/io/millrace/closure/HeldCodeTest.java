// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import io.millrace.udf.ScalarUdf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.example.risk.Functions;
import org.junit.jupiter.api.Test;

/** What functions that came have in common is in memory once. */
class HeldCodeTest {
  private static Bytes payload(long threshold) {
    return above(threshold).payload().orElseThrow();
  }

  private static ScalarUdf above(long threshold) {
    return Functions.above(threshold);
  }

  @Test
  void functionsThatDifferInWhatTheyCapturedShareTheRest() {
    HeldCode one = HeldCode.of(payload(1));
    HeldCode two = HeldCode.of(payload(2));
    HeldCode again = HeldCode.of(payload(1));
    assertThat(one).isEqualTo(again).hasSameHashCodeAs(again).isNotEqualTo(two);
    assertThat(one.bytes()).isEqualTo(payload(1));
    assertThat(two.bytes()).isEqualTo(payload(2));
    for (int part = 0; part < 3; part++) {
      assertThat(one.parts().get(part)).isSameAs(two.parts().get(part));
    }
    int own = one.parts().get(3).length();
    assertThat(own).isLessThan(100).isLessThan(payload(1).length() / 10);
  }

  @Test
  void whatIsNoFunctionIsSharedWhole() {
    Bytes bytes = Bytes.wrap(new byte[] {1, 2, 3});
    HeldCode held = HeldCode.of(bytes);
    assertThat(held.bytes()).isEqualTo(bytes);
    assertThat(held.parts())
        .singleElement()
        .isSameAs(HeldCode.of(Bytes.copyOf(bytes.toArray())).parts().get(0))
        .isNotSameAs(bytes);
  }

  @Test
  void whatNobodyHasAnyMoreIsGone() {
    int before = Interned.size();
    List<HeldCode> held = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      held.add(HeldCode.of(Bytes.wrap(("code " + i).getBytes(StandardCharsets.UTF_8))));
    }
    assertThat(Interned.size()).isGreaterThanOrEqualTo(1_000);
    assertThat(held).hasSize(1_000);
    held.clear();
    Instant end = Instant.now().plusSeconds(60);
    while (Interned.size() > before + 10 && Instant.now().isBefore(end)) {
      System.gc();
    }
    assertThat(Interned.size()).isLessThanOrEqualTo(before + 10);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The code of functions that rules brought is in memory once, however they came. */
class KeptRulesTest {
  private static final List<RuleTimeline> SHIPPED =
      List.of(Elements.TIMELINES.all().get(1), Elements.TIMELINES.all().get(2));

  @Test
  void rulesFromTheWireShareTheirCode() throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (RuleTimeline timeline : SHIPPED) {
      RuleChange change = new RuleChange(3, timeline.spans().get(0).version());
      DataOutputSerializer out = new DataOutputSerializer(64);
      RuleChangeSerializer.INSTANCE.serialize(change, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      RuleChange read = RuleChangeSerializer.INSTANCE.deserialize(in);
      assertThat(read).isEqualTo(change);
      rules.add(read.version().rule());
    }
    requireShared(rules);
  }

  @Test
  void restoredRulesShareTheirCode() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    RuleTimelinesSerializer.INSTANCE.serialize(
        new RuleTimelines(SHIPPED, RuleTimelines.Progress.NONE), out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    RuleTimelines read = RuleTimelinesSerializer.INSTANCE.deserialize(in);
    assertThat(read.all()).isEqualTo(SHIPPED);
    requireShared(read.all().stream().map(each -> each.spans().get(0).version().rule()).toList());
  }

  @Test
  void rulesThatWereNotLetInShareNothing() {
    Rule rule = SHIPPED.get(0).spans().get(0).version().rule();
    EncodedExpr expr = EncodedExpr.of(((RuleText.Encoded) rule.text()).expr().bytes());
    assertThat(shared(expr.envelope().parts().parts())).isEmpty();
    assertThat(shared(EnvelopeText.of(rule.envelope().text()).bytes().parts())).isEmpty();
  }

  /** What two rules have, in their expressions and in their envelopes. */
  private static void requireShared(List<Rule> rules) {
    List<Bytes> all = new ArrayList<>();
    for (Rule rule : rules) {
      EncodedExpr expr = ((RuleText.Encoded) rule.text()).expr();
      List<Bytes> ofExpr = shared(expr.envelope().parts().parts());
      List<Bytes> ofEnvelope = shared(rule.envelope().bytes().parts());
      assertThat(ofExpr).hasSize(2);
      assertThat(ofEnvelope).hasSameSizeAs(ofExpr);
      all.addAll(ofExpr);
      all.addAll(ofEnvelope);
    }
    for (int i = 2; i < all.size(); i++) {
      assertThat(all.get(i)).isSameAs(all.get(i % 2));
    }
  }

  private static List<Bytes> shared(List<Part> parts) {
    List<Bytes> shared = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Shared each) {
        shared.add(each.bytes());
      } else if (part instanceof Part.Base64Text text) {
        shared.addAll(shared(text.parts()));
      }
    }
    return shared;
  }
}

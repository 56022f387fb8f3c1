// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.json.RuleJson;
import io.millrace.session.SessionContext;
import io.millrace.trust.Algorithm;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleTimelines;
import io.millrace.types.RuleTimelinesSerializer;
import io.millrace.types.RuleVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;

/** What a checkpoint has of rules that share a function: its code once, and little for each. */
class StateSizeTest {
  private static final int RULES = 10_000;
  private static final SessionContext SENDER = SessionContext.create();
  private static final int PAYLOAD =
      FlightFunctions.later(0).payload().orElseThrow().length() * 11 / 10;

  @Test
  void rulesThatShareAFunctionHaveItsCodeOnce() throws IOException {
    List<RuleTimeline> timelines = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      timelines.add(timeline(RuleJson.parse(line(i)).rule()));
    }
    assertThat(size(timelines)).isLessThan(PAYLOAD + RULES * 200);
  }

  /** Each has its signature, and what was signed besides the code. */
  @Test
  void alsoInSignedRulesWhoseEnvelopesHaveItOnceMore() throws IOException {
    SigningKey ann = SigningKey.generate("ann", Algorithm.HMAC_SHA256);
    Instant now = Instant.EPOCH;
    List<RuleTimeline> timelines = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      SignedBody body = SignedBody.rule("job", now, now.plusSeconds(1), line(i));
      Rule rule = RuleJson.parse(line(i)).rule();
      timelines.add(timeline(rule.signedAs(SignedEnvelope.sign(body, ann).text())));
    }
    assertThat(size(timelines)).isLessThan(PAYLOAD + RULES * 600);
  }

  private static String line(int rule) {
    byte[] bytes = SENDER.encode(FlightFunctions.later(rule).call(col("ratio")));
    return "{\"id\":\"r%d\",\"revision\":1,\"expr\":\"%s\"}"
        .formatted(rule, Base64.getEncoder().encodeToString(bytes));
  }

  private static RuleTimeline timeline(Rule rule) {
    return RuleTimeline.EMPTY.with(new RuleVersion(rule), 0);
  }

  private static int size(List<RuleTimeline> timelines) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    RuleTimelinesSerializer.INSTANCE.serialize(
        new RuleTimelines(timelines, RuleTimelines.Progress.NONE), out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(RuleTimelinesSerializer.INSTANCE.deserialize(in).all()).isEqualTo(timelines);
    return out.length();
  }
}

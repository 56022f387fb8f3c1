// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.FlinkVersion;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerConditions;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerUpgradeTestBase;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each release kept, element and snapshot of its serializer, is read by this one. {@code
 * -Dmillrace.write=true} writes the files of the newest release; those of the others stay as they
 * are.
 */
class SerializerUpgradeTest extends TypeSerializerUpgradeTestBase<Object, Object> {
  /** A new release is one more name. */
  private static final List<String> RELEASES = List.of("0.1");

  private static final String NEWEST = RELEASES.get(RELEASES.size() - 1);

  /** The oldest that is supported: its files are read by all. */
  private static final FlinkVersion FLINK = FlinkVersion.v2_2;

  private static final Path FILES = Path.of("src", "test", "resources");

  /** What is kept under a name, and what becomes of it. */
  record Scenario<P, U>(
      String name,
      Class<? extends PreUpgradeSetup<P>> before,
      Class<? extends UpgradeVerifier<U>> after) {

    String directory(String release) {
      return "state/" + release + "/" + name;
    }

    TestSpecification<P, U> of(String release) throws Exception {
      return new TestSpecification<>(directory(release), FLINK, before, after);
    }
  }

  private static <T, S extends PreUpgradeSetup<T> & UpgradeVerifier<T>> Scenario<T, T> same(
      String name, Class<S> element) {
    return new Scenario<>(name, element, element);
  }

  private static final List<Scenario<?, ?>> SCENARIOS =
      List.of(
          same("expression", OfExpression.class),
          same("expression-broken", OfBrokenExpression.class),
          same("rule", OfRule.class),
          same("rule-removed", OfRemoval.class),
          same("rule-signed", OfSignedRule.class),
          same("change", OfChange.class),
          same("marker", OfMarker.class),
          same("timeline", OfTimeline.class),
          same("timelines", OfTimelines.class),
          same("event", OfEvent.class),
          same("group-key", OfGroupKey.class),
          same("group-row", OfGroupRow.class),
          same("window-share", OfWindowShare.class),
          same("accumulators", OfAccumulators.class),
          same("held-accumulators", OfHeldAccumulators.class),
          same("result", OfResult.class),
          same("error", OfError.class),
          same("ack", OfAck.class),
          same("failures", OfFailures.class),
          same("duration", OfDuration.class),
          new Scenario<>("event-other-schema", OfEvent.class, OfEventWithOtherSchema.class),
          new Scenario<>("rule-as-change", OfRule.class, OfChangeWhereARuleWas.class));

  @BeforeAll
  @SuppressWarnings("unchecked")
  void write() throws Exception {
    if (Boolean.getBoolean("millrace.write")) {
      for (Scenario<?, ?> each : SCENARIOS) {
        Files.createDirectories(FILES.resolve(each.directory(NEWEST) + "-" + FLINK));
        generateTestSetupFiles((TestSpecification<Object, Object>) each.of(NEWEST));
      }
    }
  }

  @Override
  public Collection<FlinkVersion> getMigrationVersions() {
    return List.of(FLINK);
  }

  @Override
  public Collection<TestSpecification<?, ?>> createTestSpecifications(FlinkVersion flink)
      throws Exception {
    List<TestSpecification<?, ?>> all = new ArrayList<>();
    for (String release : RELEASES) {
      for (Scenario<?, ?> each : SCENARIOS) {
        if (release.equals(NEWEST)
            || Files.exists(FILES.resolve(each.directory(release) + "-" + flink))) {
          all.add(each.of(release));
        }
      }
    }
    return all;
  }

  static List<Scenario<?, ?>> scenarios() {
    return SCENARIOS;
  }

  /** Else a change of a form would go without its files. */
  @ParameterizedTest
  @MethodSource("scenarios")
  <P> void theNewestReleaseWritesWhatItsFilesHold(Scenario<P, ?> scenario) throws Exception {
    PreUpgradeSetup<P> setup = scenario.before().getDeclaredConstructor().newInstance();
    DataOutputSerializer out = new DataOutputSerializer(64);
    setup.createPriorSerializer().serialize(setup.createTestData(), out);

    assertThat(out.getCopyOfBuffer()).isEqualTo(recorded(scenario));
  }

  private static byte[] recorded(Scenario<?, ?> scenario) throws IOException {
    return Files.readAllBytes(
        FILES.resolve(scenario.directory(NEWEST) + "-" + FLINK).resolve("test-data"));
  }

  /** An element that is read as it was written. */
  public abstract static class Same<T> implements PreUpgradeSetup<T>, UpgradeVerifier<T> {
    private final TypeSerializer<T> serializer;
    private final T element;

    public Same(TypeSerializer<T> serializer, T element) {
      this.serializer = serializer;
      this.element = element;
    }

    @Override
    public TypeSerializer<T> createPriorSerializer() {
      return serializer;
    }

    @Override
    public T createTestData() {
      return element;
    }

    @Override
    public TypeSerializer<T> createUpgradedSerializer() {
      return serializer;
    }

    @Override
    public Condition<T> testDataCondition() {
      return new Condition<>(element::equals, "%s", element);
    }

    @Override
    public Condition<TypeSerializerSchemaCompatibility<T>> schemaCompatibilityCondition(
        FlinkVersion flink) {
      return TypeSerializerConditions.isCompatibleAsIs();
    }
  }

  /** An element that is not taken from what was written. */
  public abstract static class Refused<T> implements UpgradeVerifier<T> {
    private final TypeSerializer<T> serializer;

    public Refused(TypeSerializer<T> serializer) {
      this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createUpgradedSerializer() {
      return serializer;
    }

    @Override
    public Condition<T> testDataCondition() {
      throw new AssertionError("nothing is read");
    }

    @Override
    public Condition<TypeSerializerSchemaCompatibility<T>> schemaCompatibilityCondition(
        FlinkVersion flink) {
      return TypeSerializerConditions.isIncompatible();
    }
  }

  public static final class OfExpression extends Same<EncodedExpr> {
    public OfExpression() {
      super(new ExprSerializer(), EncodedExpr.of(new byte[] {0x1A, 0x02, 0x38, 0x01}));
    }
  }

  public static final class OfBrokenExpression extends Same<EncodedExpr> {
    public OfBrokenExpression() {
      super(new ExprSerializer(), EncodedExpr.of(new byte[] {-1, -1, -1}));
    }
  }

  public static final class OfRule extends Same<Rule> {
    public OfRule() {
      super(RuleSerializer.INSTANCE, Elements.PUT);
    }
  }

  public static final class OfRemoval extends Same<Rule> {
    public OfRemoval() {
      super(RuleSerializer.INSTANCE, Elements.REMOVE);
    }
  }

  public static final class OfSignedRule extends Same<Rule> {
    public OfSignedRule() {
      super(RuleSerializer.INSTANCE, Elements.SIGNED);
    }
  }

  public static final class OfChange extends Same<RuleChange> {
    public OfChange() {
      super(RuleChangeSerializer.INSTANCE, new RuleChange(9, Elements.VERSION));
    }
  }

  public static final class OfMarker extends Same<RuleChange> {
    public OfMarker() {
      super(RuleChangeSerializer.INSTANCE, RuleChange.startComplete(10));
    }
  }

  public static final class OfTimeline extends Same<RuleTimeline> {
    public OfTimeline() {
      super(RuleTimelineSerializer.INSTANCE, Elements.TIMELINE);
    }
  }

  public static final class OfTimelines extends Same<RuleTimelines> {
    public OfTimelines() {
      super(RuleTimelinesSerializer.INSTANCE, Elements.TIMELINES);
    }
  }

  public static final class OfEvent extends Same<Event> {
    public OfEvent() {
      super(EventSerializer.of(Elements.schema(DataType.FLOAT64)), Elements.EVENT);
    }
  }

  public static final class OfGroupKey extends Same<GroupKey> {
    public OfGroupKey() {
      super(GroupKeySerializer.INSTANCE, Elements.KEY);
    }
  }

  public static final class OfGroupRow extends Same<GroupRow> {
    public OfGroupRow() {
      super(GroupRowSerializer.INSTANCE, Elements.ROW);
    }
  }

  public static final class OfWindowShare extends Same<WindowShare> {
    public OfWindowShare() {
      super(WindowShareSerializer.INSTANCE, Elements.SHARE);
    }
  }

  public static final class OfAccumulators extends Same<AccumulatorState> {
    public OfAccumulators() {
      super(
          AccumulatorStateSerializer.INSTANCE,
          new AccumulatorState(List.of(List.of(1L, 2.5), List.of())));
    }
  }

  public static final class OfHeldAccumulators extends Same<HeldAccumulators> {
    public OfHeldAccumulators() {
      super(
          HeldAccumulatorsSerializer.INSTANCE,
          new HeldAccumulators(new AccumulatorState(List.of(List.of(0L), List.of(1L, 2.5)))));
    }
  }

  public static final class OfResult extends Same<RuleResult> {
    public OfResult() {
      super(RuleResultSerializer.INSTANCE, Elements.RESULT);
    }
  }

  public static final class OfError extends Same<RuleError> {
    public OfError() {
      super(RuleErrorSerializer.INSTANCE, Elements.ERROR);
    }
  }

  public static final class OfAck extends Same<RuleAck> {
    public OfAck() {
      super(
          RuleAckSerializer.INSTANCE,
          new RuleAck("a", 7, Rule.Action.REMOVE, "windows", 1, 2, 1_700_000_000_000L));
    }
  }

  public static final class OfFailures extends Same<RevisionFailures> {
    public OfFailures() {
      super(RevisionFailuresSerializer.INSTANCE, new RevisionFailures("a", 7, 1_000, true));
    }
  }

  public static final class OfDuration extends Same<Duration> {
    public OfDuration() {
      super(DurationSerializer.INSTANCE, Duration.ofSeconds(-5, 7));
    }
  }

  public static final class OfEventWithOtherSchema extends Refused<Event> {
    public OfEventWithOtherSchema() {
      super(EventSerializer.of(Elements.schema(DataType.INT64)));
    }
  }

  public static final class OfChangeWhereARuleWas extends Refused<RuleChange> {
    public OfChangeWhereARuleWas() {
      super(RuleChangeSerializer.INSTANCE);
    }
  }
}

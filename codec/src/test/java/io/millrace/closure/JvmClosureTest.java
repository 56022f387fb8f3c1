// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.example.risk.Band;
import org.example.risk.Level;
import org.example.risk.RiskJob;
import org.example.risk.Score;
import org.example.risk.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmClosureTest {
  /** A receiver that has the JVM and Millrace, and none of the functions' classes. */
  private static final ClassLoader STRANGER = ClassLoader.getPlatformClassLoader();

  private static final Band BAND = new Band(Level.HIGH, List.of("a", "b"));

  @Test
  void aLambdaRunsWhereItsClassNeverWas() {
    Function<Long, Object> arrived = sent(RiskJob.over(100));
    assertThat(arrived.apply(101L)).isEqualTo(true);
    assertThat(arrived.apply(100L)).isEqualTo(false);
    assertThat(arrived.getClass().getClassLoader()).isNotSameAs(Score.class.getClassLoader());
  }

  @Test
  void methodReferencesOfEachKindArrive() {
    assertThat(sent(RiskJob.staticReference()).apply(7L)).isEqualTo(49L);
    assertThat(sent(RiskJob.unbound()).apply(7L)).isEqualTo(7.0);
    assertThat(sent(RiskJob.constructor()).apply(7L)).isEqualTo(BigDecimal.valueOf(7));
    assertThat(sent(RiskJob.ofTheJvm()).apply(5L)).isEqualTo("101");
    assertThat(sent(RiskJob.bound(BAND)).apply(5L)).isEqualTo(-1);
  }

  @Test
  void whatAFunctionCallsComesAlong() {
    assertThat(sent(RiskJob.helped(1)).apply(7L)).isEqualTo(48L);
    assertThat(sent(RiskJob.nested(1)).apply(7L)).isEqualTo(12L);
    assertThat(sent(RiskJob.weighted()).apply(7L)).isEqualTo(14L);
    assertThat(sent(RiskJob.switched()).apply(7L)).isEqualTo("low");
    assertThat(sent(RiskJob.sorted(Map.of("a", 1L, "b", 2L))).apply(7L)).isEqualTo("b7");
  }

  @Test
  void enumsAndRecordsOfTheTravellingClassesAreCaptured() {
    Function<Long, Object> arrived = sent(RiskJob.banded(BAND, Level.HIGH));
    assertThat(arrived.apply(1L)).isEqualTo("HIGH a/b1000");
  }

  @Test
  void objectsOfUsersClassesArriveWithTheirFields() {
    Threshold function = new Threshold(10, 3);
    assertThat(sent(function).apply(4L)).isEqualTo(true);
    assertThat(sent(function).apply(3L)).isEqualTo(false);
    assertThat(function.note()).isEqualTo("not sent");
    assertThat(sent(RiskJob.anonymous(5)).apply(4L)).isEqualTo(9L);
  }

  @Test
  void anObjectAroundAFunctionStaysIfNothingUsesIt() {
    assertThat(sent(new RiskJob("job").anonymousInside(5)).apply(4L)).isEqualTo(14L);
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.of(new RiskJob("job").ofThis()))
        .withMessage(
            "Cannot ship function: variable this is org.example.risk.RiskJob, expected a"
                + " serializable value");
  }

  @Test
  void aFunctionInABigClassTakesOnlyWhatItReaches() {
    JvmClosure closure = JvmClosure.of(RiskJob.over(1));
    assertThat(closure.classNames())
        .containsExactly("org.example.risk.RiskJob", "org.example.risk.Score");
    assertThat(closure.bytes().length).isLessThan(2500);
    assertThat(closure.classFileLevel()).isEqualTo(61);
  }

  @Test
  void otherCapturedValuesShareTheClasses() {
    JvmClosure one = JvmClosure.of(RiskJob.over(1));
    JvmClosure two = JvmClosure.of(RiskJob.over(2));
    assertThat(one).isNotEqualTo(two);
    assertThat(one.classDigest()).isEqualTo(two.classDigest());
    assertThat(one.instantiate(STRANGER).getClass()).isSameAs(two.instantiate(STRANGER).getClass());
  }

  @Test
  void theSameFunctionIsTheSameBytesAlsoWhenSentOn() {
    JvmClosure closure = JvmClosure.of(RiskJob.banded(BAND, Level.LOW));
    assertThat(JvmClosure.of(RiskJob.banded(BAND, Level.LOW)).bytes()).isEqualTo(closure.bytes());
    Object arrived = JvmClosure.read(closure.bytes()).instantiate(STRANGER);
    assertThat(JvmClosure.of(arrived)).isEqualTo(closure);
    assertThat(JvmClosure.of(arrived).bytes()).isEqualTo(closure.bytes());
  }

  @Test
  void theOrderOfHashTablesDoesNotShow() {
    Set<Object> set = new LinkedHashSet<>();
    Set<Object> reversed = new LinkedHashSet<>();
    for (int i = 0; i < 100; i++) {
      set.add("k" + i);
      reversed.add("k" + (99 - i));
    }
    assertThat(JvmClosure.of(RiskJob.captured(Set.copyOf(set))).bytes())
        .isEqualTo(JvmClosure.of(RiskJob.captured(Set.copyOf(reversed))).bytes());
    assertThat(JvmClosure.of(RiskJob.captured(set)).bytes())
        .isNotEqualTo(JvmClosure.of(RiskJob.captured(reversed)).bytes());
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesOfTheJvmAreCaptured(Object value) {
    Object arrived = sent(RiskJob.captured(value)).apply(0L);
    assertThat(arrived).isEqualTo(value);
    if (value != null && !value.getClass().getName().contains("$")) {
      assertThat(arrived).hasSameClassAs(value);
    }
  }

  static List<Object> values() {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                null,
                true,
                false,
                (byte) -1,
                Short.MIN_VALUE,
                'x',
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                -0.0f,
                Double.NaN,
                "text \ud83d\ude00 and half \ud83d",
                new BigInteger("-12345678901234567890"),
                new BigDecimal("-1.230"),
                new byte[] {1, -1},
                new short[] {Short.MAX_VALUE},
                new char[] {'a', '\uffff'},
                new int[] {1, Integer.MIN_VALUE},
                new long[] {Long.MIN_VALUE},
                new float[] {1.5f},
                new double[] {-0.0},
                new boolean[] {true, false},
                new String[][] {{"a", null}, {}},
                Instant.MAX,
                LocalDate.of(-5, 1, 2),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Berlin")),
                Duration.ofNanos(-1),
                Period.of(1, -2, 3),
                Year.of(-12345),
                ZoneId.of("America/New_York"),
                ZoneOffset.ofHours(2)));
    values.add(new ArrayList<>(Arrays.asList(1, null)));
    values.add(new LinkedList<>(List.of(1)));
    values.add(Arrays.asList("a", null));
    values.add(List.of(1, 2, 3));
    values.add(Collections.emptyList());
    values.add(new HashSet<>(List.of(1, 2)));
    values.add(new TreeSet<>(List.of(2, 1)));
    values.add(Set.of(1, 2, 3));
    values.add(new HashMap<>(Map.of("a", 1)));
    values.add(new LinkedHashMap<>(Map.of("a", List.of())));
    values.add(new TreeMap<>(Map.of("b", 1, "a", 2)));
    values.add(new ConcurrentHashMap<>(Map.of("b", 1, "a", 2)));
    values.add(Map.of("a", Map.of("b", 1)));
    values.add(java.util.concurrent.TimeUnit.DAYS);
    return values;
  }

  @Test
  void whatCanNotTravelIsRefusedByName() {
    assertRefused(
        RiskJob.locked(),
        "variable lock is java.util.concurrent.locks.ReentrantLock, expected a value of a kind that"
            + " travels");
    assertRefused(
        RiskJob.clustered(),
        "variable cluster is org.example.risk.RiskJob$Cluster, expected a serializable value");
    assertRefused(
        RiskJob.captured(List.of("a", new Thread())),
        "variable value, element 1 is java.lang.Thread, expected a serializable value");
    assertRefused(
        RiskJob.supplied(() -> 1L),
        "a lambda of java.util.function.Supplier that is not serializable, expected an interface"
            + " that extends Serializable");
    assertRefused(
        RiskJob.counted(),
        "it uses the static field org.example.risk.RiskJob.counter, which is not final and would"
            + " not have its value there, expected a captured value");
    assertRefused(
        (Score) amount -> amount,
        "its code is in io.millrace.closure.JvmClosureTest.lambda$",
        "which does not travel, expected a class of your own or a public method");
  }

  @Test
  void constantsOfABigClassTakeItsInitialiserAlong() {
    assertThat(JvmClosure.of(RiskJob.initialised()).classNames())
        .contains("org.example.risk.RiskJob$Cluster");
    assertThat(sent(RiskJob.initialised()).apply(2L)).isEqualTo(4L);
  }

  @Test
  void aReceiverThatHasTheSameClassDefinesItsOwn() {
    Object arrived = JvmClosure.of(RiskJob.over(1)).instantiate(Score.class.getClassLoader());
    assertThat(arrived).isNotInstanceOf(Score.class);
  }

  private static void assertRefused(Object function, String... found) {
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> JvmClosure.of(function))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .withMessageStartingWith("Cannot ship function: ")
        .satisfies(e -> assertThat(e.getMessage()).contains(found));
  }

  @SuppressWarnings("unchecked")
  private static Function<Long, Object> sent(Object function) {
    return (Function<Long, Object>)
        JvmClosure.read(JvmClosure.of(function).bytes()).instantiate(STRANGER);
  }
}

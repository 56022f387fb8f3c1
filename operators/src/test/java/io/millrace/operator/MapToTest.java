// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.OperatorMetrics;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import java.io.File;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results as objects of users' classes. */
class MapToTest {
  private static final Schema SCHEMA =
      SqlSchema.parse("origin VARCHAR, distance INT, delay DOUBLE");
  private static final Expressions<Row> FLIGHTS = Expressions.overRows(SCHEMA);

  public record Leg(String origin, int distance) {}

  public record Boxed(CharSequence origin, Long distance, Object delay) {}

  public static class Person {
    protected String name = "nobody";

    public void setName(String name) {
      this.name = name;
    }
  }

  public static class Pilot extends Person {
    public static int pilots;
    public final int fixed = 1;
    public Double hours = -1.0;
    public long flights = -1;
    private boolean active;

    public Pilot setActive(boolean active) {
      this.active = active;
      return this;
    }

    public void setActive(String text) {
      throw new AssertionError(text);
    }
  }

  public static class Failing {
    public void setOrigin(String origin) throws Exception {
      throw new java.io.IOException(origin);
    }
  }

  public abstract static class Unfinished {
    public String origin;
  }

  public static class WithArguments {
    public String origin;

    public WithArguments(String origin) {
      this.origin = origin;
    }
  }

  record Hidden(String origin) {}

  @Test
  void aGaugeShowsWhereSessionsLetUnsignedFunctionsIn() throws Exception {
    SessionFactory trusting =
        () -> SessionContext.create().withTrust(TrustPolicy.unsigned("one team, one process"));
    for (Expressions<Row> each : List.of(FLIGHTS, FLIGHTS.withSessions(trusting))) {
      var operator = new StreamMap<>(Tasks.sent(each.mapTo(Leg.class, "origin", "distance")));
      try (var task = new OneInputStreamOperatorTestHarness<>(operator)) {
        OperatorMetrics metrics = OperatorMetrics.of(task);
        task.open();
        assertThat(metrics.gauge("millrace.unsafe.unsignedFunctions"))
            .isEqualTo(each == FLIGHTS ? 0 : 1);
        assertThat(metrics.gauge("millrace.arrowMemory")).isEqualTo(ArrowMemory.allocatedBytes());
      }
    }
  }

  @Test
  void columnsAreTheComponentsOfRecordsInWhateverOrder() throws Exception {
    assertThat(
            Tasks.map(
                FLIGHTS.mapTo(Leg.class, "distance", "upper(origin) AS origin"),
                Row.of("jfk", 94, 1.0),
                Row.of(null, -1, 1.0)))
        .containsExactly(new Leg("JFK", 94), new Leg(null, -1));
  }

  @Test
  void objectsHoldNullsAndWiderNumbers() throws Exception {
    assertThat(
            map(
                FLIGHTS.mapTo(Boxed.class, "origin", "distance", "delay"),
                Row.of("jfk", 94, 1.5),
                Row.of(null, null, null)))
        .containsExactly(new Boxed("jfk", 94L, 1.5), new Boxed(null, null, null));
  }

  @Test
  void columnsAreFieldsAndSettersOfClassesWhichKeepWhatElseTheyHave() throws Exception {
    List<Pilot> pilots =
        map(
            FLIGHTS.mapTo(
                Pilot.class, "origin AS name", "delay AS hours", "distance > 5 AS active"),
            Row.of("Ann", 7, 1.5),
            Row.of(null, 3, null));
    assertThat(pilots).extracting(pilot -> pilot.name).containsExactly("Ann", null);
    assertThat(pilots).extracting(pilot -> pilot.hours).containsExactly(1.5, null);
    assertThat(pilots).extracting(pilot -> pilot.active).containsExactly(true, false);
    assertThat(pilots).extracting(pilot -> pilot.flights).containsOnly(-1L);
  }

  @Test
  void everyPropertyComesBackAsItWent() throws Exception {
    PojoReaderTest.Everything all = new PojoReaderTest.Everything();
    Expressions<PojoReaderTest.Everything> objects =
        Expressions.over(PojoReaderTest.Everything.class);
    List<String> names = new ArrayList<>();
    objects.schema().fields().forEach(field -> names.add(field.name()));
    names.removeIf(name -> name.matches("letter|maybeLetter"));
    String[] columns = names.stream().map(name -> '"' + name + '"').toArray(String[]::new);
    PojoReaderTest.Everything copy =
        map(objects.mapTo(PojoReaderTest.Everything.class, columns), all).get(0);
    for (String name : names) {
      Field field = PojoReaderTest.Everything.class.getField(name);
      assertThat(Objects.deepEquals(field.get(copy), field.get(all))).as(name).isTrue();
    }
  }

  @Test
  void everyResultIsAnObjectOfItsOwn() throws Exception {
    ExprMapFunction<Row, Boxed> map =
        Tasks.sent(FLIGHTS.mapTo(Boxed.class, "origin", "distance", "delay"));
    List<Boxed> boxed = new ArrayList<>();
    try (var task = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(map))) {
      task.setup();
      task.open();
      for (int i = 0; i < 3; i++) {
        boxed.add(map.map(Row.of("leg " + i, i, 0.5)));
      }
    }
    assertThat(boxed)
        .containsExactly(
            new Boxed("leg 0", 0L, 0.5), new Boxed("leg 1", 1L, 0.5), new Boxed("leg 2", 2L, 0.5));
  }

  @Test
  void anObjectWhosePrimitiveHasNoValueIsNullAndCounted() throws Exception {
    ExprMapFunction<Row, Leg> divided =
        FLIGHTS.mapTo(
            Leg.class,
            "cast(cast(origin as int) as varchar) AS origin",
            "cast(10 / distance as int) AS distance");
    try (var task = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(Tasks.sent(divided)))) {
      TypeSerializer<Leg> legs =
          divided.getProducedType().createSerializer(new SerializerConfigImpl());
      OperatorMetrics metrics = OperatorMetrics.of(task);
      task.setup(legs);
      task.open();
      for (Row row :
          List.of(
              Row.of("1", 5, 1.0),
              Row.of("1", null, 1.0),
              Row.of("1", 0, 1.0),
              Row.of("a", 2, 1.0))) {
        task.processElement(row, 0);
      }
      List<Leg> results = task.extractOutputValues();
      assertThat(results).containsExactly(new Leg("1", 2), null, null, new Leg(null, 5));
      DataOutputSerializer bytes = new DataOutputSerializer(64);
      legs.serialize(null, bytes);
      assertThat(legs.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()))).isNull();
      assertThat(metrics.count("numErrors")).isEqualTo(3);
    }
  }

  @Test
  void aPrimitiveCanNotBeNullWhereErrorsFailTheJob() {
    Expressions<Row> strict = FLIGHTS.onError(OnError.FAIL);
    assertThatThrownBy(
            () -> map(strict.mapTo(Leg.class, "origin", "distance"), Row.of("JFK", null, 1.0)))
        .isInstanceOf(MillraceException.class)
        .hasMessageEndingWith(
            ": Cannot write column \"distance\": the result is NULL, expected a value, as its"
                + " property is a primitive int")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.EVALUATION);
    ExprMapFunction<Row, Leg> divided =
        strict.mapTo(Leg.class, "origin", "cast(1 / distance as int) AS distance");
    assertThatThrownBy(() -> map(divided, Row.of("JFK", 0, 1.0)))
        .hasMessageContaining("Cannot divide 1");
  }

  @Test
  void whatASetterThrowsFailsTheJob() {
    assertThatThrownBy(() -> map(FLIGHTS.mapTo(Failing.class, "origin"), Row.of("JFK", 1, 1.0)))
        .hasMessage("Cannot make a row of results: a constructor or setter of its class throws")
        .hasRootCauseMessage("JFK");
  }

  @Test
  void theExampleOfTheBookIsRefused() {
    assertThatThrownBy(() -> FLIGHTS.mapTo(Leg.class, "origin", "distance + 1 AS distance"))
        .hasMessageContaining("Cannot write column \"distance\" of type Int64: its property in ")
        .hasMessageContaining(" is of class int, expected java.lang.Long");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(Leg.class, "origin, distanc", ErrorCode.UNKNOWN_NAME, "did you mean 'distance'?"),
        arguments(
            Leg.class,
            "origin",
            ErrorCode.UNKNOWN_NAME,
            "no column for component \"distance\" among origin"),
        arguments(
            Leg.class,
            "origin, distance, delay",
            ErrorCode.UNKNOWN_NAME,
            "Cannot write column \"delay\": no public field or component of that name in "),
        arguments(
            Pilot.class,
            "hour",
            ErrorCode.UNKNOWN_NAME,
            "no public field or setter of that name in "
                + Pilot.class.getName()
                + ", did you mean 'hours'?"),
        arguments(Pilot.class, "pilots", ErrorCode.UNKNOWN_NAME, "Cannot write column \"pilots\""),
        arguments(Pilot.class, "fixed", ErrorCode.UNKNOWN_NAME, "Cannot write column \"fixed\""),
        arguments(
            Pilot.class,
            "name, name",
            ErrorCode.NOT_ALLOWED_HERE,
            "Cannot make rows: two columns \"name\""),
        arguments(
            Pilot.class,
            "active",
            ErrorCode.TYPE_MISMATCH,
            "Cannot write column \"active\" of type Int32: its property in "
                + Pilot.class.getName()
                + " is of class boolean, expected java.lang.Integer"),
        arguments(Hidden.class, "origin", ErrorCode.NOT_ALLOWED_HERE, "Cannot make objects of "),
        arguments(Unfinished.class, "origin", ErrorCode.NOT_ALLOWED_HERE, "no public class"),
        arguments(
            WithArguments.class,
            "origin",
            ErrorCode.NOT_ALLOWED_HERE,
            "expected a record, or a class whose constructor takes no arguments"));
  }

  /** All columns are integers. */
  @ParameterizedTest
  @MethodSource("refusals")
  void classesThatCanNotHoldTheColumnsAreRefused(
      Class<?> type, String names, ErrorCode code, String message) {
    String[] columns =
        Stream.of(names.split(", "))
            .map(name -> (name.equals("origin") ? "origin AS " : "distance AS ") + name)
            .toArray(String[]::new);
    assertThatThrownBy(() -> FLIGHTS.mapTo(type, columns))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(code);
  }

  /** Runs where the classes of tables are not. */
  public static final class Alone {
    private Alone() {}

    public static String run() throws Exception {
      return map(FLIGHTS.mapTo(Leg.class, "origin", "distance"), Row.of("JFK", 94, 1.0))
          + map(FLIGHTS.map("origin"), Row.of("JFK", 94, 1.0)).toString();
    }
  }

  @Test
  void onlyRowDataNeedsTheClassesOfTables() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!each.contains("flink-table")) {
        path.add(new File(each).toURI().toURL());
      }
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader alone =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(alone);
      Object rows = alone.loadClass(Alone.class.getName()).getMethod("run").invoke(null);
      assertThat(rows).isEqualTo("[Leg[origin=JFK, distance=94]][+I[JFK]]");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @SafeVarargs
  private static <T, R> List<R> map(ExprMapFunction<T, R> function, T... rows) throws Exception {
    ExprMapFunction<T, R> map = Tasks.sent(function);
    List<R> results = new ArrayList<>();
    try (var task = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(map))) {
      task.setup();
      task.open();
      for (T row : rows) {
        results.add(map.map(row));
      }
    }
    return results;
  }
}

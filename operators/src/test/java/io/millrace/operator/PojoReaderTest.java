// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.SqlSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class PojoReaderTest {
  public static class Everything {
    public static String ignored = "static";
    public boolean truth = true;
    public byte tiny = -8;
    public short small = -16;
    public int medium = -32;
    public long large = -64;
    public float real = 0.1f;
    public double precise = 0.1;
    public char letter = 'ß';
    public Boolean maybeTruth;
    public Byte maybeTiny = 8;
    public Short maybeSmall = 16;
    public Integer maybeMedium = 32;
    public Long maybeLarge;
    public Float maybeReal = 1.5f;
    public Double maybePrecise;
    public Character maybeLetter;
    public String text = "text";
    public byte[] bytes = {0, 1};
    public BigInteger unsigned = BigInteger.TEN;
    public LocalDate day = LocalDate.EPOCH;
    public LocalTime time = LocalTime.NOON;
    public LocalDateTime local = LocalDate.EPOCH.atStartOfDay();
    public Instant instant = Instant.EPOCH;
    public Duration duration = Duration.ofNanos(-1);
  }

  public static class Person {
    protected String name;
    private transient int cache;

    public String getName() {
      return name;
    }

    public int getCache() {
      return cache;
    }
  }

  public static class Pilot extends Person {
    private boolean active;
    private int hours;

    public Pilot() {}

    Pilot(String name, boolean active, int hours) {
      this.name = name;
      this.active = active;
      this.hours = hours;
    }

    public boolean isActive() {
      return active;
    }

    public int getHours() {
      return hours;
    }
  }

  public record Leg(String origin, int distance) {}

  public static class Priced {
    public BigDecimal price = new BigDecimal("1.5");
    public int count = 2;
  }

  record Hidden(int value) {}

  public static class Moody {
    public int count = 1;

    public String getName() {
      throw new IllegalStateException("asked for a name");
    }
  }

  @Test
  void everyFieldIsAColumn() throws Exception {
    Everything all = new Everything();
    Expressions<Everything> objects = Expressions.over(Everything.class);
    String[] columns =
        objects.schema().fields().stream()
            .map(field -> '"' + field.name() + '"')
            .toArray(String[]::new);
    Row row = Tasks.map(objects.map(columns), all).get(0);
    assertThat(row.getFieldNames(true)).hasSize(24).doesNotContain("ignored");
    for (String name : row.getFieldNames(true)) {
      Object value = Everything.class.getField(name).get(all);
      assertThat(row.getField(name))
          .as(name)
          .isEqualTo(value instanceof Character letter ? letter.toString() : value);
    }
  }

  @Test
  void fieldsWithGettersAndComponentsOfRecordsAreColumns() throws Exception {
    Expressions<Pilot> pilots = Expressions.over(Pilot.class);
    assertThat(pilots.schema().fields())
        .extracting(f -> f.name())
        .containsExactly("name", "active", "hours");
    Pilot ann = new Pilot("Ann", true, 100);
    Pilot bob = new Pilot(null, false, 200);
    assertThat(Tasks.filter(pilots.filter("active and hours < 150 and name like 'A%'"), ann, bob))
        .extracting(Pilot::getName)
        .containsExactly("Ann");
    Leg leg = new Leg("JFK", 94);
    assertThat(Tasks.map(Expressions.over(Leg.class).map("origin", "distance * 2"), leg))
        .isEqualTo(List.of(Row.of("JFK", 188L)));
  }

  @Test
  void aSchemaNamesTheFieldsThatCountAndTheirTypes() throws Exception {
    Expressions<Priced> priced =
        Expressions.over(Priced.class, SqlSchema.parse("count DOUBLE, price DECIMAL(9, 2)"));
    assertThat(Tasks.map(priced.map("count / 4", "price"), new Priced()))
        .containsExactly(Row.of(0.5, new BigDecimal("1.50")));
  }

  @Test
  void classesThatCanNotBeReadAreRefused() {
    assertThatThrownBy(() -> Expressions.over(Priced.class))
        .hasMessage(
            "Cannot read field \"price\" of "
                + Priced.class.getName()
                + ": no column type for java.math.BigDecimal, expected a schema that names one");
    assertThatThrownBy(() -> Expressions.over(Priced.class, SqlSchema.parse("coun INT")))
        .hasMessageContaining("did you mean 'count'?");
    assertThatThrownBy(() -> Expressions.over(Hidden.class)).hasMessageContaining("is not public");
  }

  @Test
  void onlyWhatAnExpressionUsesIsRead() throws Exception {
    Expressions<Moody> moody =
        Expressions.over(Moody.class, SqlSchema.parse("name TEXT, count INT"));
    assertThat(Tasks.map(moody.map("count + 1"), new Moody())).containsExactly(Row.of(2L));
    assertThat(Tasks.map(moody.map("1"), new Moody())).containsExactly(Row.of(1L));
    assertThatThrownBy(() -> Tasks.map(moody.map("name"), new Moody()))
        .hasMessage("asked for a name");
  }
}

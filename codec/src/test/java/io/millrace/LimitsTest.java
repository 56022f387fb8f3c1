// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That each limit is what the library says it is, operators' {@code EachLimitTest} asks. */
class LimitsTest {
  @Test
  void aSessionHasOtherLimitsThanTheJvm() {
    Limits limits = Limits.DEFAULT.with(Limit.NODES, 3).with(Limit.DEPTH, Long.MAX_VALUE);
    assertThat(limits.of(Limit.NODES)).isEqualTo(3);
    assertThat(limits.of(Limit.DEPTH)).isEqualTo(Long.MAX_VALUE);
    assertThat(limits.length(Limit.DEPTH)).isPositive();
    assertThat(limits.of(Limit.BYTES)).isEqualTo(1 << 20);
    assertThat(limits).hasToString("Limits[maxDepth=9223372036854775807, maxNodes=3]");
    assertThat(limits.with(Limit.NODES, 50_000).with(Limit.DEPTH, 49)).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void aJvmHasThoseOfItsProperties() {
    Map<String, String> properties = Map.of("millrace.maxValueBytes", "2097152");
    assertThat(Limits.of(properties::get).of(Limit.VALUE_BYTES)).isEqualTo(2 << 20);
    assertThatThrownBy(() -> Limits.of(name -> "1 MiB"))
        .hasMessage("Cannot set maxBytes: found \"1 MiB\", expected a number from 0");
  }

  @Test
  void whatAllOfAJvmShareASessionCanNotSet() {
    assertThatThrownBy(() -> Limits.DEFAULT.with(Limit.VALUE_BYTES, 9))
        .hasMessage(
            "Cannot set maxValueBytes: all of a JVM share it, expected -Dmillrace.maxValueBytes=9");
    assertThatThrownBy(() -> Limits.DEFAULT.with(Limit.NODES, -1))
        .hasMessage("Cannot set maxNodes: found -1, expected a number from 0");
  }

  @Test
  void anErrorNamesTheLimitItsValueAndWhatWasFound() {
    Limits limits = Limits.DEFAULT.with(Limit.NODES, 3);
    limits.check(Limit.NODES, "decode expression", 3, "nodes");
    assertThatThrownBy(() -> limits.check(Limit.NODES, "decode expression", 4, "nodes"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessage("Cannot decode expression: 4 nodes, expected at most maxNodes = 3");
    assertThat(Limits.DEFAULT.exceeded(Limit.CALL_MILLIS, "call", "it took longer").code())
        .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
  }

  /** As a session factory in a job captures them. */
  @Test
  void theyTravelInTheClosuresOfFunctions() throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.NODES, 3).with(Limit.BATCH_MILLIS, Long.MAX_VALUE);
    SessionFactory factory = () -> SessionContext.create().withLimits(limits);
    assertThat(travelled(factory).create().limits()).isEqualTo(limits).isNotSameAs(limits);
    assertThat(travelled(Limits.DEFAULT)).isEqualTo(Limits.DEFAULT);
    Limits shared = Limits.of(Map.of("millrace.maxValueBytes", "7", "millrace.maxNodes", "8")::get);
    assertThat(travelled(shared)).isEqualTo(Limits.DEFAULT.with(Limit.NODES, 8));
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T travelled(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void thePageListsThem() throws IOException {
    Path page = Path.of("..", "docs", "reference", "limits.md");
    if (Boolean.getBoolean("millrace.write")) {
      Files.writeString(page, page());
    }
    assertThat(page)
        .as("the page is stale; make it anew with -Dmillrace.write=true, see CONTRIBUTING")
        .content()
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder text =
        new StringBuilder(
            """
            # Limits

            <!-- LimitsTest makes this page of what Limit says. -->

            What goes over a limit is `LIMIT_EXCEEDED`, or `DEADLINE_EXCEEDED` where time is limited: a rule that is refused, a row
            without an answer, or an exception. It names the limit, its value and what was found:

                Cannot decode expression: 50001 nodes, expected at most maxNodes = 50000

            A limit of a session is given to it: `session.withLimits(Limits.DEFAULT.with(Limit.NODES, 1_000))`; rules have those of the
            session that `Rules.withSessions` makes. Every limit can be given to a JVM: `-Dmillrace.maxNodes=1000` (in Flink's
            configuration `env.java.opts.all`), which all of its sessions then start from. What a stream brings sets none.

            | limit | default | of | set for |
            |---|---|---|---|
            """);
    for (Limit limit : Limit.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  limit.key(),
                  amount(limit),
                  limit.what(),
                  limit.scope() == Limit.Scope.SESSION ? "a session" : "a JVM"));
    }
    return text.append(
            """

            What no type can hold is `LIMIT_EXCEEDED`, too, and names the type: a decimal of more than 76 digits, a time of more
            than 64 bits, a column of text of more than 2 GiB without `LargeUtf8`. So is an Arrow allocator that is full.
            """)
        .toString();
  }

  private static String amount(Limit limit) {
    long value = limit.standard();
    if (value == Long.MAX_VALUE) {
      return "none";
    }
    String number = String.format(Locale.ROOT, "%,d", value);
    return switch (limit.unit()) {
      case BYTES -> bytes(value, number);
      case CHARACTERS -> number + " characters";
      case COUNT -> number;
      case LEVELS -> number + " levels";
      case MILLISECONDS -> number + " ms";
    };
  }

  private static String bytes(long value, String number) {
    if (value % (1 << 30) == 0) {
      return (value >> 30) + " GiB";
    }
    return value % (1 << 20) == 0 ? (value >> 20) + " MiB" : number + " bytes";
  }
}

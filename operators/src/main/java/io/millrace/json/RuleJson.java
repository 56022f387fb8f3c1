// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.types.EncodedExpr;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.types.RuleWindow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** The JSON form of a rule to {@link Rule}; expressions stay as they are. */
@Internal
public final class RuleJson {
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "revision",
          "action",
          "sql",
          "expr",
          "where",
          "key",
          "window",
          "having",
          "emit",
          "effective_from",
          "on_error");

  /** An object without fields. */
  public static final RuleJson EMPTY = new RuleJson(Map.of());

  private final Map<String, Object> fields;

  private RuleJson(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Throws MALFORMED_JSON if the text is not one JSON object. */
  public static RuleJson parse(String text) {
    return new RuleJson(JsonTree.object(text));
  }

  /** Null if the object names none. */
  public String givenId() {
    return fields.get("id") instanceof String given ? given : null;
  }

  /** 0 if the object names none. */
  public long givenRevision() {
    return fields.get("revision") instanceof Long given ? given : 0;
  }

  /** Throws MALFORMED_JSON, MALFORMED_BYTES or LIMIT_EXCEEDED. */
  public Rule rule() {
    for (String name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        throw JsonTree.malformed("unknown field \"" + name + "\", expected one of " + sorted());
      }
    }
    String id = id();
    long revision = revision();
    Rule.Action action = choice("action", Rule.Action.values(), Rule.Action.PUT);
    Long from = fields.get("effective_from") == null ? null : instant(text("effective_from"));
    if (!action.isEvaluated()) {
      return new Rule(
          id, revision, action, null, null, List.of(), null, null, null, from, Rule.OnError.SKIP);
    }
    RuleWindow window = fields.get("window") == null ? null : window(fields.get("window"));
    return new Rule(
        id,
        revision,
        action,
        expression(),
        optional("where"),
        keys(),
        window,
        optional("having"),
        choice("emit", Rule.Emit.values(), null),
        from,
        onError(action));
  }

  /** A shadow never ends the job. */
  private Rule.OnError onError(Rule.Action action) {
    Rule.OnError onError = choice("on_error", Rule.OnError.values(), Rule.OnError.SKIP);
    if (action == Rule.Action.SHADOW && onError == Rule.OnError.FAIL) {
      throw wrong("on_error", "skip or null of a shadow");
    }
    return onError;
  }

  private static List<String> sorted() {
    return FIELDS.stream().sorted().toList();
  }

  private String id() {
    String id = text("id");
    Limits.DEFAULT.check(
        Limit.RULE_ID_LENGTH,
        "read rule",
        id.codePointCount(0, id.length()),
        "characters of its id");
    return id;
  }

  private long revision() {
    if (fields.get("revision") instanceof Long revision && revision >= 1) {
      return revision;
    }
    throw wrong("revision", "an integer from 1");
  }

  private RuleText expression() {
    boolean sql = fields.get("sql") != null;
    boolean expr = fields.get("expr") != null;
    if (sql == expr) {
      String found = sql ? "both \"sql\" and \"expr\"" : "neither \"sql\" nor \"expr\"";
      throw JsonTree.malformed(found + ", expected exactly one");
    }
    return sql ? new RuleText.Sql(text("sql")) : encoded(text("expr"));
  }

  private RuleText optional(String field) {
    return fields.get(field) == null ? null : expression(field, fields.get(field));
  }

  private List<RuleText> keys() {
    Object key = fields.get("key");
    if (key == null) {
      return List.of();
    }
    if (!(key instanceof List<?> parts)) {
      throw wrong("key", "a list");
    }
    List<RuleText> keys = new ArrayList<>();
    parts.forEach(part -> keys.add(expression("key", part)));
    return keys;
  }

  private RuleText expression(String field, Object value) {
    if (value instanceof String sql) {
      return new RuleText.Sql(sql);
    }
    if (value instanceof Map<?, ?> map
        && map.size() == 1
        && map.get("expr") instanceof String base64) {
      return encoded(base64);
    }
    throw wrong(field, "SQL text or {\"expr\": base64}");
  }

  private static RuleText encoded(String base64) {
    try {
      return new RuleText.Encoded(EncodedExpr.of(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES, "Cannot read expression: no base64, " + e.getMessage());
    }
  }

  private RuleWindow window(Object value) {
    if (value instanceof Map<?, ?> map && map.size() == 1) {
      if (map.get("tumble") instanceof String size) {
        return RuleWindow.tumble(millis(size));
      }
      if (map.get("session") instanceof String gap) {
        return RuleWindow.session(millis(gap));
      }
      if (map.get("hop") instanceof List<?> hop
          && hop.size() == 2
          && hop.get(0) instanceof String size
          && hop.get(1) instanceof String slide) {
        return hop(millis(size), millis(slide));
      }
    }
    throw wrong(
        "window",
        "{\"tumble\": size}, {\"hop\": [size, slide]} or {\"session\": gap} with durations");
  }

  private static RuleWindow hop(long size, long slide) {
    Limits.DEFAULT.check(Limit.WINDOWS_OF_ROW, "read rule", size / slide, "windows for each row");
    return RuleWindow.hop(size, slide);
  }

  private static long millis(String text) {
    long millis =
        Durations.parse(text)
            .orElseThrow(
                () ->
                    JsonTree.malformed(
                        "duration \"" + text + "\", expected numbers and units like 1h30m"))
            .toMillis();
    if (millis < 1) {
      throw JsonTree.malformed("duration \"" + text + "\", expected at least 1ms");
    }
    return millis;
  }

  private static long instant(String text) {
    try {
      if (text.indexOf('T') < 0 && text.indexOf(' ') < 0) {
        return millis(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return millis(
          parsed instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : OffsetDateTime.from(parsed).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw JsonTree.malformed(
          "effective_from \"" + text + "\", expected an ISO 8601 time like 2013-01-01T10:00:00Z");
    }
  }

  /** The first millisecond that is not before it: times of rows are whole milliseconds. */
  private static long millis(Instant time) {
    long floor = time.toEpochMilli();
    return Instant.ofEpochMilli(floor).isBefore(time) ? Math.addExact(floor, 1) : floor;
  }

  private String text(String field) {
    if (fields.get(field) instanceof String text) {
      return text;
    }
    throw wrong(field, "text");
  }

  private <E extends Enum<E>> E choice(String field, E[] choices, E absent) {
    Object value =
        fields.get(field) instanceof Boolean truth ? truth.toString() : fields.get(field);
    if (value == null) {
      return absent;
    }
    for (E choice : choices) {
      if (spelled(choice).equals(value)) {
        return choice;
      }
    }
    throw wrong(field, "one of " + Stream.of(choices).map(RuleJson::spelled).toList());
  }

  private static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private MillraceException wrong(String field, String expected) {
    Object found = fields.get(field);
    String shown = found instanceof String text ? "\"" + text + "\"" : String.valueOf(found);
    return JsonTree.malformed(field + " " + shown + ", expected " + expected);
  }
}

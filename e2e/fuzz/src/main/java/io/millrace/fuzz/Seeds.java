// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import example.Functions;
import example.Loops;
import example.Threshold;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.json.RuleJson;
import io.millrace.sql.SqlParser;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.types.AccumulatorStateSerializer;
import io.millrace.types.EncodedExpr;
import io.millrace.types.ExprSerializer;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleChangeSerializer;
import io.millrace.types.RuleSerializer;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleTimelineSerializer;
import io.millrace.types.RuleTimelines;
import io.millrace.types.RuleTimelinesSerializer;
import io.millrace.types.RuleVersion;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Inputs that are well formed, for a fuzzer to start from. */
final class Seeds {
  static final List<String> SQL =
      List.of(
          "a > 1 and b < 2.5 or s like 'x%'",
          "case when a is null then 0 else a * -1 end",
          "cast(a as decimal(10,2)) between 1 and 2",
          "s in ('a', 'b', null) and not a in (1, 2, 3)",
          "substr(upper(s), 1, 3) || 'é' || $1",
          "date_trunc('hour', timestamp '2013-01-01T10:00:00') + interval '1' hour",
          "make_array(1, 2, a)[1]",
          "named_struct('x', a, 'y', b)['x']",
          "sum(distinct a order by b desc) filter (where a > 0)",
          "row_number() over (partition by s order by a rows between 1 preceding and current row)",
          "array_transform([1,2], x -> x + 1)",
          "extract(year from date '2020-02-29')",
          "try_cast(s as bigint unsigned) % 7",
          "X'00ff' = arrow_cast('a', 'Binary')",
          "a::varchar(3) -- comment\n /* and /* nested */ one */",
          "exists (select 1) or a > all (select b from t)",
          "\"a\" + `b` + E'\\n\\u0041' + U&'\\0041'",
          "((((((((a))))))))",
          "$$text$$ similar to 'a+' or s ~* '^a'");

  /** Each with a text behind a zero. */
  private static final List<String> REGEXES =
      List.of(
          "^a+b*?c{2,3}$\0aabcc",
          "(a)|(?<x>b)|(?:cd)\0cdba",
          "(?i)straße|[[:alpha:]&&[^\\d]]\0STRASSE",
          "\\p{Lu}\\P{Greek}\\bx\\B\0ΑΣ x",
          "(?s-u).*z|(?x) a # c\0aaaa\naaz",
          "(?m)^$|\\A\\z|\\b{start}\\x{1F600}\0\n\n😀",
          "((a{9}){9}){9}\0aaaa",
          "[a-z--aeiou~~b]\\pL[^\\W_]\0bcdé",
          "(?:(?:)*|^)+\0a");

  private static final List<String> FORMATS =
      List.of(
          "%Y-%m-%d %H:%M:%S%.f\0002013-01-01 10:00:00.5",
          "%c\0Tue Jan  1 10:00:00 2013",
          "%+\0002013-01-01T10:00:00.5+02:00",
          "%s%3f%:z%::z%:::z%#z\0001357034400123+01:00",
          "%-d/%_m/%0y %I:%M %p %Z\0001/ 1/13 10:00 PM UTC",
          "%G-W%V-%u %j %U %W %C %q%%%n%t\0002013-W01-2",
          "%a %A %b %B %h %e %k %l %P %D %F %R %T %x %X %r %v\0Tue");

  static final Schema SCHEMA =
      Schema.of(
          Field.of("a", DataType.INT64),
          Field.of("b", DataType.FLOAT64),
          Field.of("s", DataType.UTF8));
  private static final String RULE =
      "{\"id\":\"a\",\"revision\":3,\"sql\":\"sum(a)\",\"where\":\"a > 1\",\"key\":[\"s\"],"
          + "\"window\":{\"hop\":[\"1h\",\"10m\"]},\"having\":\"count(*) > 1\","
          + "\"effective_from\":\"2013-01-01T10:00:00Z\",\"on_error\":\"null\"}";

  private interface Sum extends LongBinaryOperator, Serializable {}

  private Seeds() {}

  /** Each seed, and each twice in a row, which is read by other classes than what is regular. */
  static void warm(Target target) throws Exception {
    target.run(new byte[0]);
    for (byte[] seed : of(target)) {
      target.run(seed);
      target.run(twice(seed));
    }
  }

  private static byte[] twice(byte[] seed) {
    byte[] twice = Arrays.copyOf(seed, 2 * seed.length);
    System.arraycopy(seed, 0, twice, seed.length, seed.length);
    return twice;
  }

  static List<byte[]> of(Target target) throws IOException {
    return switch (target) {
      case ARROW -> List.of(resource("types.arrows"), resource("lz4.arrows"));
      case CLOSURE -> closureInputs();
      case DECODER -> expressions();
      case FORMAT -> texts(FORMATS);
      case FUNCTION -> functions();
      case REGEX -> texts(REGEXES);
      case SIGNED -> texts(signed());
      case SQL -> texts(SQL);
      case STATE -> state();
    };
  }

  /** What pyarrow wrote: a type of each layout, and a batch that is compressed. */
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Seeds.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<byte[]> texts(List<String> texts) {
    return texts.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<byte[]> expressions() {
    List<byte[]> seeds = new ArrayList<>();
    for (String sql : SQL) {
      try {
        seeds.add(ExprCodec.create().encode(SqlParser.over(SCHEMA).parse(sql)));
      } catch (io.millrace.MillraceException notOfThisKind) {
        // What has no bytes is a seed of the parser only.
      }
    }
    return seeds;
  }

  private static List<byte[]> functions() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(JvmClosure.of((Sum) Long::sum).bytes());
    seeds.add(JvmClosure.of(new Threshold(7, "late", List.of("a", "b"))).bytes());
    seeds.add(Functions.risk(0.5).payload().orElseThrow().toArray());
    byte[] python = "DFPYUDF\1\3\14".getBytes(StandardCharsets.ISO_8859_1);
    seeds.add(python);
    for (String family : List.of("DFJVUDF\1", "DFPYCHN\1", "DFPYUDA\1\3\14", "DFJVUDW\1")) {
      seeds.add(family.getBytes(StandardCharsets.ISO_8859_1));
    }
    return seeds;
  }

  /** Functions of one number. */
  static List<byte[]> closures() {
    Loops.Steps steps = new Loops.Steps(3, List.of(1L, 2L));
    Map<String, Object> named = new TreeMap<>(Map.of("n", 1, "since", LocalDate.EPOCH));
    long least = 2;
    return Stream.of(
            new Threshold(7, "late", List.of("a", "b")),
            new Loops(steps, new int[] {1, 2, 3}, named),
            Functions.over(least))
        .map(each -> JvmClosure.of(each).bytes())
        .toList();
  }

  /** As they are, and each with a byte changed at a few places. */
  private static List<byte[]> closureInputs() {
    List<byte[]> seeds = new ArrayList<>(closures());
    for (int seed = closures().size() - 1; seed >= 0; seed--) {
      seeds.add(new byte[] {(byte) seed});
      for (int place = 0; place < 4; place++) {
        seeds.add(new byte[] {(byte) seed, (byte) place, (byte) (37 * place), 1});
      }
    }
    return seeds;
  }

  private static List<String> signed() {
    SigningKey ann = SigningKey.generate("ann", Algorithm.ED25519);
    SigningKey mac = SigningKey.generate("k", Algorithm.HMAC_SHA256);
    SignedBody body = SignedBody.rule("job", Instant.EPOCH, Instant.EPOCH, RULE);
    return List.of(
        RULE,
        SignedEnvelope.sign(body, ann, mac).text(),
        KeySet.of(ann.trusted(), mac.trusted()).text(),
        ann.text(),
        mac.text());
  }

  private static List<byte[]> state() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    int last = StateTarget.SERIALIZERS.size();
    for (int call = 0; call < Accumulators.CALLS.size(); call++) {
      seeds.add(
          seed(
              call * last + last - 1,
              AccumulatorStateSerializer.INSTANCE,
              Accumulators.state(call)));
    }
    seeds.addAll(elements());
    return seeds;
  }

  private static List<byte[]> elements() throws IOException {
    Rule rule = RuleJson.parse(RULE).rule();
    Rule signed = rule.signedAs("{\"payload\":\"\"}");
    RuleVersion version = new RuleVersion(signed, 77, List.of(9L, 3L), List.of(-1L, 7L));
    RuleTimeline timeline =
        new RuleTimeline(
            List.of(new RuleTimeline.Span(Long.MIN_VALUE, version, List.of(0L, 3L))), List.of());
    EncodedExpr expr = EncodedExpr.of(SqlParser.over(SCHEMA).parse("a > 1"));
    EncodedExpr irregular = EncodedExpr.of(twice(expr.bytes()));
    return List.of(
        seed(0, RuleSerializer.INSTANCE, rule),
        seed(0, RuleSerializer.INSTANCE, signed),
        seed(1, RuleTimelineSerializer.INSTANCE, timeline),
        seed(2, RuleChangeSerializer.INSTANCE, new RuleChange(5, version)),
        seed(3, new ExprSerializer(), expr),
        seed(3, new ExprSerializer(), irregular),
        seed(
            StateTarget.SERIALIZERS.indexOf(RuleTimelinesSerializer.INSTANCE),
            RuleTimelinesSerializer.INSTANCE,
            new RuleTimelines(
                List.of(timeline, shipped(1), shipped(2)), RuleTimelines.Progress.NONE)));
  }

  /** Of a rule that brings a function. */
  private static RuleTimeline shipped(double least) {
    String line = "{\"id\":\"%s\",\"revision\":1,\"expr\":\"%s\"}";
    byte[] bytes = ExprCodec.create().encode(Functions.risk(least).call());
    Rule rule =
        RuleJson.parse(line.formatted(least, Base64.getEncoder().encodeToString(bytes))).rule();
    return RuleTimeline.EMPTY.with(new RuleVersion(rule), 0);
  }

  private static <T> byte[] seed(int place, TypeSerializer<T> serializer, T element)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(place);
    serializer.serialize(element, out);
    return out.getCopyOfBuffer();
  }
}
